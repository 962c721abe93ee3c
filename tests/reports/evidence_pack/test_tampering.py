"""Nothing about a pack can be changed unnoticed, as one ZIP or unpacked; both verifiers say the same."""

from __future__ import annotations

import gzip
import os
import random
import struct
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

from reports.evidence_pack import verify
from reports.evidence_pack.bag import Bag
from tests.alerts.scenes import Ware
from tests.reports.evidence_pack.packs import crawl, place
from tests.reports.evidence_pack.tampering import members, named, packaged, rebuilt, single_bytes

CHANGES = 60  # tests.bench.evidence_pack makes a thousand


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = place(tmp_path_factory.mktemp("home"))
    with home.store:
        crawl(home, 0, Ware("1"), Ware("2", "钻石耳钉"))
        crawl(home, 1, Ware("1", "天然钻戒"), Ware("2", "钻石耳钉"))
        return home.pack().path


def test_an_untouched_pack_holds(pack: Path, tmp_path: Path) -> None:
    assert named(pack) == named(pack, packaged(pack, tmp_path)) == []


def test_every_single_byte_is_noticed_by_both(pack: Path, tmp_path: Path) -> None:
    theirs, scratch = packaged(pack, tmp_path / "theirs"), tmp_path / "scratch.zip"
    for at, part in single_bytes(pack, scratch, CHANGES, seed=6):
        said = named(scratch)
        assert said, f"{at} in {part}"
        assert said == named(scratch, theirs), f"{at} in {part}"
    assert named(scratch) == []


def test_a_changed_member_is_named(pack: Path, tmp_path: Path) -> None:
    for place_ in range(len(members(pack))):
        changed = members(pack)
        name, data = changed[place_]
        changed[place_] = name, bytes([data[0] ^ 1]) + data[1:]
        assert any(name in line for line in named(rebuilt(pack, tmp_path / "x.zip", changed))), name


@pytest.mark.parametrize(
    "name", ["observations.jsonl", "verify.py", "manifest.txt", "root.txt", "seal.json", "custody.jsonl"]
)
def test_a_member_that_was_taken_out_is_named(pack: Path, tmp_path: Path, name: str) -> None:
    left = [one for one in members(pack) if one[0] != name]
    assert any(name in line for line in named(rebuilt(pack, tmp_path / "x.zip", left)))


def test_a_member_that_was_added_is_named(pack: Path, tmp_path: Path) -> None:
    more = sorted([*members(pack)[:-3], ("pictures/note.txt", b"x")]) + members(pack)[-3:]
    assert any(line.startswith("pictures/note.txt：") for line in named(rebuilt(pack, tmp_path / "x.zip", more)))


def test_a_stamp_that_was_added_is_named(pack: Path, tmp_path: Path) -> None:
    more = [*members(pack)[:-1], ("stamp.tsr", b"x"), members(pack)[-1]]
    assert any("stamp.tsr" in line for line in named(rebuilt(pack, tmp_path / "x.zip", more)))


def test_a_renamed_member_is_named_by_both_names(pack: Path, tmp_path: Path) -> None:
    renamed = [("laws2.json" if name == "laws.json" else name, data) for name, data in members(pack)]
    said = named(rebuilt(pack, tmp_path / "x.zip", renamed))
    assert {line.partition("：")[0] for line in said} == {"laws.json", "laws2.json"}


def test_another_order_is_noticed(pack: Path, tmp_path: Path) -> None:
    first, second, *rest = members(pack)
    assert any("次序" in line for line in named(rebuilt(pack, tmp_path / "x.zip", [second, first, *rest])))


def test_a_name_twice_is_noticed(pack: Path, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        twice = rebuilt(pack, tmp_path / "x.zip", [members(pack)[0], *members(pack)])
    assert any("重名" in line for line in named(twice))


@pytest.mark.parametrize(
    ("front", "back"), [(b"x", b""), (b"", b"x"), (b"PK\3\4", b""), (b"", b"PK\5\6" + bytes(18)), (b"\0" * 64, b"")]
)
def test_bytes_before_and_behind_are_noticed(pack: Path, tmp_path: Path, front: bytes, back: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(front + pack.read_bytes() + back)
    assert named(path)


def test_a_comment_an_extra_field_and_a_gap_are_noticed(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(pack.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = "备注".encode()
    assert any("ZIP 结尾" in line for line in named(path))
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members(pack):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr, entry.extra = 3, 0o100644 << 16, struct.pack("<HH", 0x7777, 0)
            archive.writestr(entry, data)
    assert any("附加字段" in line for line in named(path))


@pytest.mark.parametrize("cut", [1, 22, 300, 5000])
def test_a_pack_cut_short_is_noticed(pack: Path, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(pack.read_bytes()[:-cut])
    assert named(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_compressed_pack_is_not_one_of_ours(pack: Path, tmp_path: Path, method: int) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members(pack):
            archive.writestr(name, data)
    assert named(path)


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/../../x", "a\\..\\x", "C:x", "a//b", ".hidden", "x" * 300, "漏.txt"]
)
def test_names_that_lead_out_are_refused(pack: Path, tmp_path: Path, name: str) -> None:
    path = rebuilt(pack, tmp_path / "x.zip", [(name, b"x"), *members(pack)])
    with pytest.raises(verify.Refused, match="不安全"):
        verify.check(path)


def test_a_bomb_is_refused(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "LARGEST_UNPACKED", 100)
    with pytest.raises(verify.Refused, match="解压后过大"):
        verify.check(pack)
    monkeypatch.setattr(verify, "MOST_FILES", 5)
    with pytest.raises(verify.Refused, match="超过 5 个"):
        verify.check(pack)


HOSTILE = {
    "custody.jsonl": [
        b"nonsense",
        b"[]\n",
        b"{}\n",
        b"1\n",
        b"[" * 200_000,
        b'{"seq": "\\u001b[2J"}\n',
        b"\xff\xfe\n",
        b'{"seq": 1e308}\n',
    ],
    "checkpoint.json": [
        b"",
        b"[]",
        b"{}",
        b'{"head": null, "entries": 1, "root": ""}',
        b'{"head": {}, "entries": "x"}',
    ],
}


def closed(pack: Path, out: Path, name: str, data: bytes) -> Path:
    """A pack of which one member is another, with everything that seals it made to fit: what a forger would send."""
    bag = Bag(out.parent)
    for kept, held in members(pack):
        if kept not in verify.CLOSING:
            bag.put(kept, data if kept == name else held)
    bag.close()
    with out.open("wb") as file:
        bag.write(file, None)
    return out


@pytest.mark.parametrize(("name", "data"), [(name, data) for name, cases in HOSTILE.items() for data in cases])
def test_a_forged_record_is_named_and_never_a_traceback(pack: Path, tmp_path: Path, name: str, data: bytes) -> None:
    said = named(closed(pack, tmp_path / "x.zip", name, data))
    assert said
    assert all(line.startswith(("custody.jsonl：", "存证第")) for line in said)
    assert "\x1b" not in "".join(said)


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense", gzip.compress(b"WARC/1.1\r\nContent-Length: -5\r\n\r\n"), gzip.compress(b"WARC/1.1\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\n" + b"a: b\r\n" * 100_000), gzip.compress(b"WARC/1.1\r\nContent-Length: 9999999\r\n\r\nx"),
    ],
    # Compressed data carries the time, and workers would not agree on names made of it.
    ids=["nonsense", "negative length", "no length", "no digest", "endless head", "cut short"],
)  # fmt: skip
def test_a_forged_warc_is_named_and_never_a_traceback(pack: Path, tmp_path: Path, data: bytes) -> None:
    (first, *_) = [name for name, _ in members(pack) if name.endswith(".warc.gz")]
    assert first in named(closed(pack, tmp_path / "x.zip", first, data))[0]


def test_a_record_whose_digests_were_not_made_to_fit_is_named(pack: Path, tmp_path: Path) -> None:
    (first, *_) = [(name, data) for name, data in members(pack) if name.endswith(".warc.gz")]
    altered = gzip.compress(gzip.decompress(first[1]).replace(b"Allow: /", b"Allow: x"))
    said = named(closed(pack, tmp_path / "x.zip", first[0], altered))
    assert [line.partition("：")[2] for line in said] == [
        f"第 2 条记录的 WARC-{kind}-Digest 不符" for kind in ("Block", "Payload")
    ]


@pytest.mark.parametrize(
    "line", ["x", f"{'0' * 64} {'9' * 5000} a", f"{'0' * 64} 1 \x1b[2J", f"{'0' * 64} 1 ../../etc/passwd"]
)
def test_a_forged_manifest_is_named_and_never_a_traceback(pack: Path, tmp_path: Path, line: str) -> None:
    forged = [(name, line.encode() + b"\n" if name == "manifest.txt" else data) for name, data in members(pack)]
    said = named(rebuilt(pack, tmp_path / "x.zip", forged))
    assert said
    assert "\x1b" not in "".join(said)


def unpacked(pack: Path, folder: Path) -> Path:
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
    return folder


def test_an_unpacked_pack_is_checked_alike(pack: Path, tmp_path: Path) -> None:
    folder = unpacked(pack, tmp_path / "x")
    assert named(folder) == []
    rng = random.Random(6)
    for name, data in members(pack):
        place_ = rng.randrange(len(data))
        (folder / name).write_bytes(data[:place_] + bytes([data[place_] ^ 16]) + data[place_ + 1 :])
        assert any(name in line for line in named(folder)), name
        (folder / name).unlink()
        assert any(name in line for line in named(folder)), name
        (folder / name).write_bytes(data)
    (folder / "Thumbs.db").write_bytes(b"x")
    assert named(folder) == ["Thumbs.db：清单没有列出（多出或改名）"]


def test_links_in_a_folder_are_refused(pack: Path, tmp_path: Path) -> None:
    folder = unpacked(pack, tmp_path / "x")
    (folder / "laws.json").unlink()
    (folder / "laws.json").symlink_to("/etc/hostname")
    with pytest.raises(verify.Refused, match="符号链接"):
        verify.check(folder)


def test_a_stranger_runs_the_program_of_the_pack(pack: Path, tmp_path: Path) -> None:
    folder = unpacked(pack, tmp_path / "x")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments], capture_output=True, text=True, check=False,
            cwd=tmp_path, env={"PYTHONUTF8": "1", "PATH": os.defpath}, timeout=60,
        )  # fmt: skip

    for arguments in ((), (str(pack),)):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("结论：未发现改动\n")
        assert "未加盖可信时间戳" in done.stdout
    assert not (folder / "__pycache__").exists()
    plain = subprocess.run(
        [sys.executable, str(folder / "verify.py")],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii"},
        timeout=60,
    )
    assert (plain.returncode, plain.stderr) == (0, b"")  # a terminal without Chinese
    (folder / "laws.json").write_bytes(b"[]")
    assert run().returncode == 1
    assert "laws.json：内容与清单的哈希或字节数不符" in run().stdout
    assert run("nothing.zip").returncode == 2
    (tmp_path / "no.zip").write_bytes(b"hello")
    assert run("no.zip").stdout.startswith("不能核验：")


def test_the_program_is_short_plain_and_old_enough() -> None:
    import ast

    path = Path(verify.__file__)
    text = path.read_text("utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    imported = {
        name.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    imported |= {str(node.module).partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)
    assert max(map(len, text.splitlines())) <= 120
    explained: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            explained.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    code = [line for number, line in enumerate(text.splitlines(), 1) if line.strip() and number not in explained]
    assert len(code) < 200  # without blank lines and explanations
    assert "eval(" not in text
    assert "exec(" not in text
