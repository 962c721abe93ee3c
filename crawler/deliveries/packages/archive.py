"""A zip file that a stranger made: nothing in it is trusted, neither names nor sizes, and nothing is unpacked twice."""

from __future__ import annotations

import hashlib
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from crawler.deliveries.delivery import DeliveryRefused
from crawler.deliveries.packages.directory import directory_bytes
from crawler.deliveries.packages.entries import is_litter, name_of, refusal_of

_PIECE = 1 << 20
_MIB = 1 << 20


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
            name = name_of(info)
            if info.is_dir() or is_litter(name):
                continue
            refusal = refusal_of(name, info)
            if refusal is None and name in seen:
                refusal = "包内有多个同名文件，只读第一个"
            elif len(found) >= self.limits.members:
                refusal = f"包内文件超过 {self.limits.members} 个，此后的未读"
            seen.add(name)
            found.append(Member(name, info, refusal))
        return tuple(found)
