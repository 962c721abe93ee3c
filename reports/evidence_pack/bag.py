"""Bag: the files of a pack on their way into the one ZIP. Nothing is held in memory; what lies on disk already is not copied.

Layout of the ZIP (``verify.py`` recomputes every byte of it): members stored, not compressed, dated 1980-01-01, without
comments and extra fields, sorted by name; then ``manifest.txt``, ``root.txt``, ``stamp.tsr`` where there is one, ``seal.json``.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from crawler.whole_file import sha256_of
from reports.evidence_pack.verify import CLOSING, LARGEST_PACK, MOST_FILES, SAFE, sha, tree

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20

Stamping = Callable[[bytes], bytes]
"""From what is to be stamped (the bytes of ``root.txt``) to the whole answer of a time stamp authority."""


class PackRefused(Exception):
    """No pack can be made; ``reason`` is one Chinese line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Member(NamedTuple):
    """One file: where its bytes lie, their SHA-256 (hex) and number."""

    path: Path
    sha256: str
    size: int


class Bag:
    """Collects files under the names they will have in the pack. ``folder``: empty, for what is made on the way."""

    def __init__(self, folder: Path) -> None:
        self.members: dict[str, Member] = {}
        self._folder = folder

    def put(self, name: str, data: bytes) -> Member:
        """A small file."""
        with self.writing(name) as file:
            file.write(data)
        return self.members[name]

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file that is written piece by piece. The same name again replaces it."""
        path = self._folder / name.replace("/", "+")
        with path.open("wb") as file:
            yield file
        self.refer(name, path)

    def refer(self, name: str, path: Path) -> Member:
        """A file that lies elsewhere and is copied when the bag is closed. Raises PackRefused, OSError."""
        if not SAFE.fullmatch(name) or name in CLOSING:
            raise PackRefused(f"文件名“{name}”不能用于证据包")
        self.members[name] = Member(path, sha256_of(path), path.stat().st_size)
        return self.members[name]

    def drop(self, name: str) -> None:
        """Take a file out again."""
        del self.members[name]

    def close(self) -> str:
        """Write manifest and root over what is in the bag; the root in hex. Nothing may be put in afterwards."""
        lines = [f"{one.sha256} {one.size} {name}" for name, one in sorted(self.members.items())]
        self._text = "".join(f"{line}\n" for line in lines).encode("ascii")
        self._root = tree([sha(b"\0", line.encode("ascii")) for line in lines]).hex()
        size = sum(one.size for one in self.members.values()) + 400 * len(lines)
        if size > LARGEST_PACK or len(lines) > MOST_FILES - len(CLOSING):
            raise PackRefused(
                f"证据包将超过 4 GiB 或 {MOST_FILES} 个文件（{len(lines)} 个文件，约 {size >> 20} MiB），请按线索分别制作"
            )
        return self._root

    def write(self, target: IO[bytes], stamp: bytes | None) -> None:
        """Write the pack. Raises PackRefused where a file has changed meanwhile."""
        closing = {"manifest.txt": self._text, "root.txt": f"{self._root}\n".encode("ascii")}
        if stamp is not None:
            closing["stamp.tsr"] = stamp
        seal = {name: sha(closing[name]).hex() if name in closing else None for name in CLOSING[:3]}
        closing["seal.json"] = (json.dumps(seal, indent=1) + "\n").encode("ascii")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
            for name, member in sorted(self.members.items()):
                with archive.open(_entry(name, member.size), "w") as into, member.path.open("rb") as file:
                    while piece := file.read(_PIECE):
                        into.write(piece)
            for name, data in closing.items():
                archive.writestr(_entry(name, len(data)), data)
        target.flush()
        os.fsync(target.fileno())


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr, entry.file_size = 3, 0o100644 << 16, size
    return entry
