"""Files of an answer: what is taken, what is not, and that nobody changes them afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.members import files
from alerts.members.files import LARGEST_FILE, Incoming, keep, place, read
from alerts.moves import MoveRefused

PDF = b"%PDF-1.7 certificate"


def test_same_bytes_are_kept_once_under_their_hash(tmp_path: Path) -> None:
    first = keep(tmp_path, Incoming("a.pdf", PDF, "certificate"))
    assert keep(tmp_path, Incoming("b.pdf", PDF)).sha256 == first.sha256
    assert (first.size, first.type, first.name) == (len(PDF), "application/pdf", "a.pdf")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [place(tmp_path, first.sha256)]
    assert place(tmp_path, first.sha256).read_bytes() == PDF


@pytest.mark.parametrize(("content", "kind"), [
    (b"\xff\xd8\xff\xe0 photo", "image/jpeg"), (b"\x89PNG\r\n\x1a\n scan", "image/png"),
])  # fmt: skip
def test_pictures_are_known_by_how_they_begin(tmp_path: Path, content: bytes, kind: str) -> None:
    assert keep(tmp_path, Incoming("x.exe", content)).type == kind


@pytest.mark.parametrize(("content", "purpose", "match"), [
    (b"", "other", "是空的"),
    (b"MZ\x90", "other", "不是 PDF、JPEG 或 PNG"),
    (b"<svg onload=alert(1)>", "other", "不是 PDF、JPEG 或 PNG"),
    (b" %PDF-1.7", "other", "不是 PDF、JPEG 或 PNG"),
    (PDF + bytes(LARGEST_FILE), "other", "过大，最大 10 MB"),
    (PDF, "licence", "没有“licence”这一类材料"),
])  # fmt: skip
def test_what_is_not_taken_leaves_nothing(tmp_path: Path, content: bytes, purpose: str, match: str) -> None:
    with pytest.raises(MoveRefused, match=match):
        keep(tmp_path, Incoming("x.pdf", content, purpose))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "kept"), [
    ("../../etc/passwd", "passwd"), ("C:\\证书\\a.pdf", "a.pdf"), ("a\x00\u202eb.pdf", "ab.pdf"), ("", "未命名"),
    ("长" * 500 + ".pdf", "长" * 120),
])  # fmt: skip
def test_names_are_shown_and_lead_nowhere(tmp_path: Path, name: str, kept: str) -> None:
    assert keep(tmp_path, Incoming(name, PDF)).name == kept
    assert [path.name for path in tmp_path.iterdir()] == [
        place(tmp_path, keep(tmp_path, Incoming("a", PDF)).sha256).parent.name
    ]


def test_a_damaged_copy_is_replaced_when_the_file_comes_again(tmp_path: Path) -> None:
    kept = keep(tmp_path, Incoming("a.pdf", PDF))
    place(tmp_path, kept.sha256).write_bytes(b"%PDF-1.7 other")
    keep(tmp_path, Incoming("a.pdf", PDF))
    assert place(tmp_path, kept.sha256).read_bytes() == PDF


def test_reading_is_bounded_and_names_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 8)
    (tmp_path / "big.pdf").write_bytes(PDF)
    assert len(read(tmp_path / "big.pdf").content) == 9
    with pytest.raises(MoveRefused, match="无法读取"):
        read(tmp_path / "none.pdf")
