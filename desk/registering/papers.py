"""Pictures and papers of an entry: taken into the evidence folder, or found there by their hash."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from alerts.rights.values import Picture, RightRefused

_HASH = re.compile(r"(?:sha256:)?([0-9a-f]{64})")
_LARGEST = 20 * 1024 * 1024  # bytes of one file


class Papers:
    """``base``: the folder that names are relative to and, in a delivered sheet, must not leave; None on the command
    line, where a person names their own files."""

    def __init__(self, evidence: Path, base: Path | None = None) -> None:
        self._evidence = evidence
        self._base = base.resolve() if base is not None else None

    def picture(self, name: str) -> Picture:
        """A picture with what it looks like. Raises RightRefused."""
        from crawler.pictures.picture import PictureRefused, examine

        data = self._bytes("图片", name)
        try:
            seen = examine(data)
        except PictureRefused as refused:
            raise RightRefused("图片", f"{name[:80]}：{refused.reason}") from None
        self._keep(seen.sha256, data)
        return Picture(seen.sha256, seen.phash)

    def paper(self, name: str) -> Picture:
        """Any file, by its hash alone. Raises RightRefused."""
        data = self._bytes("证明文件", name)
        sha256 = hashlib.sha256(data).hexdigest()
        self._keep(sha256, data)
        return Picture(sha256)

    def _bytes(self, field: str, name: str) -> bytes:
        from crawler.pictures.keeping import place

        match = _HASH.fullmatch(name.casefold())
        path = place(self._evidence, match[1]) if match else Path(name)
        if match is None and self._base is not None:
            path = (self._base / name).resolve()
            if not path.is_relative_to(self._base):
                raise RightRefused(field, f"“{name[:80]}”不在登记文件所在的文件夹内")
        try:
            if path.stat().st_size > _LARGEST:
                raise RightRefused(field, f"“{name[:80]}”超过 {_LARGEST // 1024 // 1024} MiB")
            data = path.read_bytes()
        except (OSError, ValueError):
            where = "证据文件夹里没有这一文件" if match else "文件不存在或无法读取"
            raise RightRefused(field, f"“{name[:80]}”：{where}") from None
        if not data:
            raise RightRefused(field, f"“{name[:80]}”是空文件")
        return data

    def _keep(self, sha256: str, data: bytes) -> None:
        from crawler.pictures.keeping import keep

        try:
            keep(self._evidence, sha256, data)
        except OSError as error:
            raise RightRefused("", f"证据文件夹无法写入（{error.strerror}）") from error
