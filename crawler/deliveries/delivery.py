"""Reading one delivered file row by row: what was accepted, what was kept aside and why."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, cast

from crawler.health import Failure
from crawler.listing import Listing, Provenance, Shop, Utterance
from crawler.shelf import ShelfRecord
from crawler.whole_file import sha256_of


class DeliveryRefused(ValueError):
    """A file of which nothing can be read; ``reason`` is one Chinese sentence."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}：{reason}")
        self.file = file
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one row. ``row`` counts lines of the file from 1, 0 is the file as a whole; ``raw`` is
    what stood there; ``file`` is the member of a package, "" for the delivered file itself."""

    row: int
    field: str
    reason: str
    kind: Failure = "bad_row"
    raw: str = ""
    file: str = ""

    @property
    def place(self) -> str:
        """Where in the file, for a person: "第 3 行，商品ID"; "" for the file as a whole."""
        return "，".join(filter(None, (f"第 {self.row} 行" if self.row else "", self.field)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row's outcome: a listing, or None when the row was kept aside; ``problems`` says what was wrong.

    ``last`` is the last line that belongs to it, 0 when it is one line; ``file`` the member of a package;
    ``remark``: it says something of the delivery and cost no row; ``shelf`` are records that stand beside it.
    """

    row: int
    listing: Listing | None
    problems: tuple[Problem, ...] = ()
    last: int = 0
    file: str = ""
    remark: bool = False
    shelf: tuple[ShelfRecord, ...] = ()

    @property
    def refused(self) -> bool:
        """True when something that was delivered did not become a listing."""
        return self.listing is None and not self.remark

    def in_member(self, name: str) -> Row:
        """The same row, said to stand in a member of a package."""
        problems = tuple(replace(problem, file=name) for problem in self.problems)
        return replace(self, problems=problems, file=name)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the delivery beside its bytes: its hash, the sender's platform and shop.

    ``keep`` lays a file that was taken out of the delivery (path, its sha256) beside the evidence;
    ``mapping`` gives what was confirmed for a sheet of this header: folded header -> target; ``speech`` gives what
    was said in a session, by the room's id or the name of its transcript.
    """

    sha256: str
    platform: str = "other"
    shop: Shop | None = None
    keep: Callable[[Path, str], None] | None = None
    mapping: Callable[[Sequence[str]], Mapping[str, str]] | None = None
    speech: Callable[[str], tuple[Utterance, ...]] | None = None

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
    fitting = [kind for kind in known.values() if suffix in kind.SUFFIXES]
    # A kind that shares its suffixes with others says by the content which files are its own.
    fitting.sort(key=lambda kind: not hasattr(kind, "recognises"))
    for kind in fitting:
        recognises: Callable[[Path], bool] | None = getattr(kind, "recognises", None)
        if recognises is None or recognises(path):
            return kind
    suffixes = "、".join(sorted(s for kind in known.values() for s in kind.SUFFIXES))
    raise DeliveryRefused(path.name, f"无法从扩展名判断文件类型，可读取：{suffixes}；也可用 --kind 指明")


def sender_batch(path: Path, kind: str | None = None) -> str | None:
    """The sender's own batch id, where the kind of file carries one."""
    asked: Callable[[Path], str | None] | None = getattr(kind_of(path, kind), "sender_batch", None)
    return asked(path) if asked else None


def told_name(path: Path) -> str:
    """A file's name as text that can be written anywhere; bytes that are no UTF-8 are shown as escapes."""
    return path.name.encode("utf-8", "backslashreplace").decode()


def session_name(path: Path, context: Context) -> str:
    """What a session is called when only its file is known: the file's name without its ending."""
    return path.stem.strip().encode("utf-8", "backslashreplace").decode() or context.sha256[:16]


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
