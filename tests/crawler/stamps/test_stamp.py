"""A run's time stamp: had from an authority, kept beside the run, believed only where it holds."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from crawler.health import Health
from crawler.run_file import MANIFEST, Run, RunWriter
from crawler.source_reading import SourceRefused
from crawler.stamps.authority import AUTHORITY, Authority, load_authority
from crawler.stamps.stamp import StampRefused, stamp, stamp_of
from tests.time_authority import TimeAuthority, open_authority

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    writer = RunWriter.create(tmp_path / "runs", "r-1", kind="import", source="s", platform="web", started_at=NOW)
    return writer.seal(Health("healthy", {}, {}, (), ()), finished_at=NOW)


@pytest.fixture
def served() -> Iterator[TimeAuthority]:
    with open_authority(NOW) as authority:
        yield authority


def trusting(authority: TimeAuthority, folder: Path) -> Authority:
    return Authority(authority.url, (authority.pem(folder / "root.pem"),))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_stamp_is_kept_beside_the_run_and_changes_nothing_in_it(
    run: Run, served: TimeAuthority, tmp_path: Path
) -> None:
    authority, before = trusting(served, tmp_path), everything(run.path)
    given = stamp(run, authority)
    assert (given.at, given.serial) == (NOW, 1000)
    assert given.path == tmp_path / "runs" / ".stamps" / "r-1.tsr"
    assert everything(run.path) == before
    run.verify()
    assert stamp_of(run, authority) == given


def test_a_stamped_run_keeps_its_first_stamp(run: Run, served: TimeAuthority, tmp_path: Path) -> None:
    authority = trusting(served, tmp_path)
    assert stamp(run, authority) == stamp(run, authority)
    assert len(served.asked) == 1


def test_what_is_sent_is_the_manifests_digest_and_nothing_of_the_run(
    run: Run, served: TimeAuthority, tmp_path: Path
) -> None:
    import hashlib

    stamp(run, trusting(served, tmp_path))
    assert hashlib.sha256((run.path / MANIFEST).read_bytes()).digest() in served.asked[0]
    assert len(served.asked[0]) < 120


@pytest.mark.parametrize(
    ("switches", "said"),
    [
        ({"status": 2}, "not today"),
        ({"nonce": 7}, "Nonce"),
        ({"imprint": bytes(32)}, "Mismatch"),
        ({"garbage": True}, "不是时间戳"),
        ({"http": 503}, "HTTP 503"),
        ({"http": 302}, "HTTP 302"),
        ({"kind": "text/html"}, "text/html"),
        ({"purpose": ExtendedKeyUsageOID.SERVER_AUTH}, "核对"),
    ],
)
def test_what_does_not_hold_is_refused_and_not_kept(
    run: Run, tmp_path: Path, switches: dict[str, Any], said: str
) -> None:
    with open_authority(NOW, **switches) as served, pytest.raises(StampRefused) as refused:
        stamp(run, trusting(served, tmp_path))
    assert said in refused.value.reason
    assert not (tmp_path / "runs" / ".stamps").exists()


def test_an_authority_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    with open_authority(NOW) as served:
        authority = trusting(served, tmp_path)
    with pytest.raises(StampRefused, match="无法连接"):
        stamp(run, authority)


def test_a_stamp_of_somebody_else_is_refused(run: Run, served: TimeAuthority, tmp_path: Path) -> None:
    with open_authority(NOW) as other:
        root = other.pem(tmp_path / "other.pem")
    with pytest.raises(StampRefused, match="核对"):
        stamp(run, Authority(served.url, (root,)))


def test_a_manifest_that_was_altered_no_longer_has_its_stamp(run: Run, served: TimeAuthority, tmp_path: Path) -> None:
    authority = trusting(served, tmp_path)
    stamp(run, authority)
    with (run.path / MANIFEST).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(StampRefused, match="核对"):
        stamp_of(Run(run.path), authority)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="another program's opinion, where there is one")
def test_openssl_agrees(run: Run, served: TimeAuthority, tmp_path: Path) -> None:
    authority = trusting(served, tmp_path)
    given = stamp(run, authority)
    done = subprocess.run(
        ["openssl", "ts", "-verify", "-attime", str(int(NOW.timestamp())), "-data", str(run.path / MANIFEST),  # noqa: S607
         "-in", str(given.path), "-CAfile", str(authority.roots[0])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verification: OK" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("url: https://tsa.example/\n", "roots"),
        ("url: ftp://tsa.example/\nroots: root.pem\n", "url"),
        ("roots: root.pem\n", "url"),
        ("url: https://tsa.example/\nroots: root.pem\nroot: x\n", "root"),
        ("url: https://tsa.example/\nroots: [root.pem, nowhere.pem]\n", "roots.1"),
        ("url: https://tsa.example/\nroots: stamps.yml\n", "roots.0"),
        ("- url\n", ""),
    ],
)
def test_a_faulty_configuration_is_named(text: str, field: str, served: TimeAuthority, tmp_path: Path) -> None:
    served.pem(tmp_path / "root.pem")
    path = tmp_path / AUTHORITY
    path.write_text(text, "utf-8")
    with pytest.raises(SourceRefused) as refused:
        load_authority(path)
    assert refused.value.field == field


def test_no_file_is_no_authority(tmp_path: Path) -> None:
    assert load_authority(tmp_path / AUTHORITY) is None
