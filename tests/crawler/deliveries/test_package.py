"""Zipped packages: members are read like files of their own, and a hostile one costs itself alone."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from crawler.deliveries.delivery import DeliveryRefused, Row
from crawler.deliveries.packages.archive import Archive, Limits, MemberRefused

SHEET = "商品ID,商品名称\n{},银戒指\n"
LINE = '{"platform":"other","item_id":"%s","title":"银戒指"}\n'
SRT = "1\n00:00:01,000 --> 00:00:03,500\n姐妹们看这颗主石\n"


def manifest(files: dict[str, bytes | str], **more: Any) -> str:
    listed = [{"name": name, "sha256": hashlib.sha256(_bytes(data)).hexdigest()} for name, data in files.items()]
    return json.dumps({"batch": "B-1", "files": listed, **more}, ensure_ascii=False)


def package(files: dict[str, bytes | str], *odd: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        for info, content in odd:
            archive.writestr(info, content)
    return file.getvalue()


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


def whys(rows: list[Row]) -> dict[str, str]:
    return {problem.file: problem.reason for row in rows for problem in row.problems}


def ids(rows: list[Row]) -> list[str]:
    return [row.listing.item_id for row in rows if row.listing]


def test_every_member_is_read_by_its_own_kind_and_keeps_its_own_hash(deliver):
    files = {"甲/商品.csv": SHEET.format(1), "乙.jsonl": LINE % 2, "晚场.srt": SRT}
    rows = deliver("包.zip", package({"manifest.json": manifest(files), **files}))
    assert ids(rows) == ["1", "2", "晚场"]
    assert whys(rows) == {}
    assert [row.file for row in rows] == ["甲/商品.csv", "乙.jsonl", "晚场.srt"]
    assert rows[0].listing.source.file_sha256 == hashlib.sha256(SHEET.format(1).encode()).hexdigest()


def test_the_manifest_may_lie_in_the_one_folder_of_the_package(deliver):
    files = {"商品.csv": SHEET.format(1)}
    rows = deliver("a.zip", package({"批次/manifest.json": manifest(files), "批次/商品.csv": files["商品.csv"]}))
    assert ids(rows) == ["1"]
    assert whys(rows) == {}


def test_altered_missing_and_extra_files_are_named_and_the_rest_is_read(deliver):
    listed = {"好.csv": SHEET.format(1), "改.csv": SHEET.format(2), "缺.csv": "x"}
    content = {"好.csv": SHEET.format(1), "改.csv": SHEET.format(3), "多.csv": SHEET.format(4)}
    rows = deliver("a.zip", package({"manifest.json": manifest(listed), **content}))
    assert ids(rows) == ["1"]
    named = whys(rows)
    assert "sha256 不符" in named["改.csv"]
    assert "包内没有" in named["缺.csv"]
    assert "没有列出" in named["多.csv"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_manifest_is_named(deliver):
    files = {"a.csv": SHEET.format(1)}
    other = (zipfile.ZipInfo("manifest.json"), manifest({"a.csv": SHEET.format(2)}).encode())
    rows = deliver("a.zip", package({"manifest.json": manifest(files), **files}, other))
    assert ids(rows) == ["1"]
    assert "同名" in whys(rows)["manifest.json"]


def test_without_a_manifest_members_are_read_and_its_absence_is_named(deliver):
    rows = deliver("a.zip", package({"a.csv": SHEET.format(1)}))
    assert ids(rows) == ["1"]
    assert "没有 manifest.json" in whys(rows)["manifest.json"]
    assert not any(row.refused for row in rows)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "有效的 JSON"),
        ("[]", "缺少 files"),
        ('{"files": []}', "批次号"),
        ('{"batch":"1","files":[3]}', "无法读取"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_named(deliver, text, word):
    rows = deliver("a.zip", package({"manifest.json": text, "a.csv": SHEET.format(1)}))
    assert word in " ".join(p.reason for row in rows for p in row.problems)


def _odd(name: str, mode: int = 0, flags: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.flag_bits |= flags
    return info


@pytest.mark.parametrize(
    ("member", "word"),
    [
        (_odd("../evil.csv"), "路径"),
        (_odd("/etc/evil.csv"), "路径"),
        (_odd("a/../../evil.csv"), "路径"),
        (_odd("C:evil.csv"), "路径"),
        (_odd("a\\evil.csv"), "路径"),
        (_odd("link.csv", stat.S_IFLNK | 0o777), "符号链接"),
        (_odd("pipe.csv", stat.S_IFIFO | 0o600), "不是普通文件"),
        (_odd("in\x1b[2Jner.csv"), "控制字符"),
        (_odd("inner.zip"), "压缩包"),
        (_odd("page.exe"), "扩展名"),
        (_odd("good.csv"), "同名"),
    ],
    ids=lambda value: repr(getattr(value, "filename", "")),
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_must_not_be_read_is_refused_by_name(deliver, member, word, tmp_path):
    rows = deliver("a.zip", package({"good.csv": SHEET.format(1)}, (member, SHEET.format(2).encode())))
    assert ids(rows) == ["1"]
    assert word in whys(rows)[member.filename]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_encrypted_broken_and_nested_members_are_refused(deliver):
    inner = package({"a.csv": SHEET.format(9)})
    data = bytearray(package({"good.csv": SHEET.format(1), "disguised.csv": inner, "secret.csv": SHEET.format(2)}))
    at = data.rfind(b"PK\x01\x02")  # the last entry of the directory: secret.csv
    data[at + 8] |= 1
    rows = deliver("a.zip", bytes(data))
    assert ids(rows) == ["1"]
    assert "已加密" in whys(rows)["secret.csv"]
    assert "压缩包" in whys(rows)["disguised.csv"]
    broken = bytearray(package({"good.csv": SHEET.format(1), "bad.csv": SHEET.format(2) * 50}))
    start = broken.find(b"bad.csv") + len("bad.csv")
    broken[start : start + 8] = b"\xff" * 8
    assert "损坏" in whys(deliver("b.zip", bytes(broken)))["bad.csv"]


def test_a_bomb_costs_itself_alone(deliver):
    rows = deliver("a.zip", package({"bomb.csv": b"0" * (12 << 20), "good.csv": SHEET.format(1)}))
    assert ids(rows) == ["1"]
    assert "压缩炸弹" in whys(rows)["bomb.csv"]


def test_bounds_on_size_and_number(tmp_path: Path):
    path = tmp_path / "a.zip"
    path.write_bytes(package({f"{n}.csv": b"x" * 600 for n in range(4)}))
    archive = Archive(path, Limits(members=3, member_bytes=700, total_bytes=1_000))
    assert [member.refusal is None for member in archive.members] == [True, True, True, False]
    archive.unpack(archive.members[0], tmp_path / "0")
    with pytest.raises(MemberRefused, match="整个包"):
        archive.unpack(archive.members[1], tmp_path / "1")
    archive.close()
    with pytest.raises(DeliveryRefused, match="目录过大"):
        Archive(path, Limits(directory_bytes=100))


def test_names_of_chinese_tools_are_read(deliver):
    # Tools that set no UTF-8 flag: the bytes of the name are GBK.
    data = package({"ABCDEFG.csv": SHEET.format(1)}).replace(b"ABCDEFG", "商品a".encode("gbk") + b"bc")
    assert [row.file for row in deliver("a.zip", data) if row.listing] == ["商品abc.csv"]


def test_a_workbook_in_a_package_is_no_nested_archive(deliver):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["商品ID", "商品名称"])
    book.active.append(["1", "银戒指"])
    book.save(file)
    assert ids(deliver("a.zip", package({"a.xlsx": file.getvalue()}))) == ["1"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip", package({})])
def test_what_is_no_package_is_refused(deliver, content):
    with pytest.raises(DeliveryRefused):
        deliver("a.zip", content)


def test_any_damage_to_a_package_is_named_and_never_a_crash(deliver):
    whole = package({"manifest.json": manifest({"a.csv": SHEET.format(1)}), "a.csv": SHEET.format(1)})
    for at in range(0, len(whole), 2):
        broken = bytearray(whole)
        broken[at] ^= 0x55
        with suppress(DeliveryRefused):
            deliver("a.zip", bytes(broken))
