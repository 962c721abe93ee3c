"""Files that come with an answer: bounded, of few types, kept once under their SHA-256 in a folder of their own."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec
from msgspec import Struct
from sqlalchemy import select

from alerts import tables
from alerts.members.values import PURPOSES, KeptFile, Purpose
from alerts.moves import MoveRefused
from alerts.store import Store
from alerts.values import Break

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes; a scanned certificate or authorisation stays well below."""

MOST_FILES = 10
"""Files of one answer."""

TYPES: dict[bytes, str] = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
"""How the types that are taken begin. What a file calls itself does not count."""

_LONGEST_NAME = 120


class Incoming(Struct, frozen=True):
    """A file as the shop sends it."""

    name: str
    content: bytes
    purpose: Purpose = "other"


def keep(folder: Path, file: Incoming) -> KeptFile:
    """Keep a file; the same bytes are kept once. Written whole or not at all. Raises MoveRefused for what is not taken."""
    name, content, purpose = _plain(file.name), file.content, file.purpose
    if purpose not in PURPOSES:
        raise MoveRefused(f"没有“{purpose}”这一类材料，可选：{'、'.join(PURPOSES)}")
    if not content:
        raise MoveRefused(f"文件“{name}”是空的")
    if len(content) > LARGEST_FILE:
        raise MoveRefused(f"文件“{name}”过大，最大 {LARGEST_FILE // 1024 // 1024} MB")
    type_ = next((found for start, found in TYPES.items() if content.startswith(start)), None)
    if type_ is None:
        raise MoveRefused(f"文件“{name}”不是 PDF、JPEG 或 PNG")
    digest = hashlib.sha256(content).hexdigest()
    path = place(folder, digest)
    if _digest(path) != digest:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as half:
            half.write(content)
            half.flush()
            os.fsync(half.fileno())
        Path(half.name).replace(path)
    return KeptFile(digest, len(content), type_, name, purpose)


def read(path: Path, purpose: Purpose = "other") -> Incoming:
    """A file that lies on this machine. Raises MoveRefused; reads no more than the largest that is taken."""
    try:
        with path.open("rb") as file:
            return Incoming(path.name, file.read(LARGEST_FILE + 1), purpose)
    except OSError as error:
        raise MoveRefused(f"文件 {path} 无法读取（{error.strerror}）") from None


def place(folder: Path, digest: str) -> Path:
    """Where the file of a digest lies."""
    return folder / digest[:2] / digest


def verify(store: Store, folder: Path) -> tuple[Break, ...]:
    """Every file named in an answer that is missing or is not what came with it."""
    table = tables.answers
    breaks: list[Break] = []
    with store.reading() as connection:
        for row in connection.execute(select(table.c.seq, table.c.files).where(table.c.files != "[]")):
            for file in msgspec.json.decode(row.files, type=tuple[KeptFile, ...]):
                found = _digest(place(folder, file.sha256))
                if found != file.sha256:
                    reason = "成员材料缺失" if found is None else "成员材料已被改动"
                    breaks.append(Break("files", file.sha256, row.seq, reason))
    return tuple(breaks)


def _digest(path: Path) -> str | None:
    with contextlib.suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return None


def _plain(name: str) -> str:
    """The last part of the name, without what does not print; it is shown and never used as a path."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    return "".join(character for character in last if character.isprintable())[:_LONGEST_NAME] or "未命名"
