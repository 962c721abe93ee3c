"""A zip file that a stranger made: nothing in it is trusted, neither names nor sizes, and nothing is unpacked twice."""

from __future__ import annotations

import hashlib
import lzma
import stat
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from crawler.deliveries.delivery import DeliveryRefused
from crawler.deliveries.packages.directory import directory_bytes

_PIECE = 1 << 20
_MIB = 1 << 20
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".jar")
_LONGEST_NAME = 200  # bytes of the last part of a name


@dataclass(frozen=True, slots=True)
class Limits:
    """What a package may cost us. A ratio counts only for a member that unpacks to more than ``ratio_from`` bytes:
    a short sheet of equal rows is no bomb."""

    members: int = 2_000
    member_bytes: int = 512 * _MIB
    total_bytes: int = 2_048 * _MIB
    directory_bytes: int = 8 * _MIB
    ratio: int = 250
    ratio_from: int = 10 * _MIB


class MemberRefused(ValueError):
    """A member that is not read; ``reason`` is Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package under its name as the sender sees it; ``refusal`` says why it will not be read."""

    name: str
    info: zipfile.ZipInfo
    refusal: str | None = None


class Archive:
    """An opened package. Raises DeliveryRefused when the file is no zip or its directory alone is a bomb."""

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.unpacked = 0  # bytes so far
        if directory_bytes(path) > self.limits.directory_bytes:
            raise DeliveryRefused(path.name, "压缩包的目录过大，疑似压缩炸弹，未打开")
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
            raise DeliveryRefused(path.name, "不是有效的 ZIP 压缩包，或已损坏") from error
        self.members = self._members()

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def unpack(self, member: Member, target: Path) -> str:
        """Write the member to ``target``; returns its sha256 (hex). Raises MemberRefused.

        Bytes are counted as they come out: what the directory states about sizes may be a lie.
        """
        if member.refusal:
            raise MemberRefused(member.refusal)
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(member.info) as packed, target.open("wb") as out:
                while piece := packed.read(_PIECE):
                    size += len(piece)
                    self.unpacked += len(piece)
                    self._bound(member.info, size)
                    digest.update(piece)
                    out.write(piece)
        except MemberRefused:
            raise
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError) as error:
            raise MemberRefused("成员已损坏，无法解压") from error
        except (NotImplementedError, RuntimeError) as error:
            raise MemberRefused("压缩方式不受支持，或已加密") from error
        except OSError as error:
            raise MemberRefused(f"无法解压（{error.strerror or '读取出错'}）") from error
        return digest.hexdigest()

    def _bound(self, info: zipfile.ZipInfo, size: int) -> None:
        limits = self.limits
        if size > limits.member_bytes:
            raise MemberRefused(f"解压后超过 {limits.member_bytes // _MIB} MiB")
        if size > limits.ratio_from and size > limits.ratio * max(info.compress_size, 1):
            raise MemberRefused(f"解压后超过压缩大小的 {limits.ratio} 倍，疑似压缩炸弹")
        if self.unpacked > limits.total_bytes:
            raise MemberRefused(f"整个包解压后超过 {limits.total_bytes // _MIB} MiB，此后的文件未读")

    def _members(self) -> tuple[Member, ...]:
        found: list[Member] = []
        seen: set[str] = set()
        for info in self._zip.infolist():
            name = _name(info)
            if info.is_dir() or _litter(name):
                continue
            refusal = _refusal(name, info)
            if refusal is None and name in seen:
                refusal = "包内有多个同名文件，只读第一个"
            elif len(found) >= self.limits.members:
                refusal = f"包内文件超过 {self.limits.members} 个，此后的未读"
            seen.add(name)
            found.append(Member(name, info, refusal))
        return tuple(found)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its author wrote it. Without the UTF-8 flag zip means cp437; Chinese tools write UTF-8 or GBK."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _litter(name: str) -> bool:
    """What desktops add by themselves and nobody meant to send."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or (bool(parts) and parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini"))


def _refusal(name: str, info: zipfile.ZipInfo) -> str | None:
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ".." in parts or name[1:2] == ":":
        return "路径指向包外，或不是相对路径"
    if (
        any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") for c in name)
        or not parts[-1].strip()
        or len(parts[-1].encode()) > _LONGEST_NAME
    ):
        return "文件名为空、过长或含有控制字符"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "是符号链接"
    if kind not in (0, stat.S_IFREG):
        return "不是普通文件"
    if info.flag_bits & 0x1:
        return "已加密，请改送未加密的成员（整包可在传输时加密）"
    if PurePosixPath(name).suffix.lower() in _ARCHIVES:
        return "包内不得再有压缩包"
    return None
