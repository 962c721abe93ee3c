"""Reading one delivered file row by row: what was accepted, what was kept aside and why."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from crawler.health import Failure
from crawler.listing import Listing, Provenance, Shop
from crawler.whole_file import sha256_of


class DeliveryRefused(ValueError):
    """A file of which nothing can be read; ``reason`` is one Chinese sentence."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}：{reason}")
        self.file = file
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one row. ``row`` counts lines of the file from 1; ``raw`` is what stood there."""

    row: int
    field: str
    reason: str
    kind: Failure = "bad_row"
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row's outcome: a listing, or None when the row was kept aside; ``problems`` says what was wrong."""

    row: int
    listing: Listing | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the delivery beside its bytes: its hash, the sender's platform and shop."""

    sha256: str
    platform: str = "other"
    shop: Shop | None = None

    def provenance(self, connector: str, row: int) -> Provenance:
        return Provenance(route="file", connector=connector, file_sha256=self.sha256, row=row)


class Kind(Protocol):
    NAME: str
    SUFFIXES: tuple[str, ...]
    read: Callable[[Path, Context], Iterator[Row]]


def kinds() -> dict[str, Kind]:
    """All kinds of delivered files by name."""
    package = importlib.import_module("crawler.deliveries.kinds")
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]
    return {module.NAME: cast("Kind", module) for module in modules}


def kind_of(path: Path, wanted: str | None = None) -> Kind:
    """The kind asked for, else the one that the file's name suggests. Raises DeliveryRefused."""
    known = kinds()
    if wanted is not None:
        if wanted not in known:
            raise DeliveryRefused(path.name, f"没有“{wanted}”这种文件类型，可用：{'、'.join(sorted(known))}")
        return known[wanted]
    suffix = path.suffix.lower()
    for kind in known.values():
        if suffix in kind.SUFFIXES:
            return kind
    suffixes = "、".join(sorted(s for kind in known.values() for s in kind.SUFFIXES))
    raise DeliveryRefused(path.name, f"无法从扩展名判断文件类型，可读取：{suffixes}；也可用 --kind 指明")


def digest(path: Path) -> str:
    """SHA-256 of the file in hex. Raises DeliveryRefused when it cannot be read."""
    try:
        return sha256_of(path)
    except OSError as error:
        raise DeliveryRefused(str(path), _os_reason(error)) from error


def read_delivery(path: Path, context: Context, kind: str | None = None) -> Iterator[Row]:
    """Every row of the file in order. Raises DeliveryRefused when nothing at all can be read.

    Rows come one by one, so that a file of any length is read in constant memory.
    """
    return kind_of(path, kind).read(path, context)


def _os_reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    return f"无法读取（{error.strerror}）"
