"""Writing: values of one kind into one format, whole or not at all.

The folders are the registry: a module in ``kinds/`` has ``build(values, context) -> Document``, a module
in ``formats/`` has ``render(document) -> bytes``. Adding either touches no list.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from crawler.whole_file import WholeFile

_HERE = Path(__file__).parent


class Law(Protocol):
    """A citation as reports print it; ``short`` is its Chinese short form with the article."""

    @property
    def short(self) -> str: ...


Citations = Callable[[Sequence[str], date], Sequence[Law]]


def citations_of_the_books(ids: Sequence[str], on: date) -> Sequence[Law]:
    """The citations in force on a day, from the dated law table; unverified rows never come out of it."""
    from nlp.books.laws import citations

    return citations(tuple(ids), on)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """What a kind may ask besides its values: the law of a day, and the time of making."""

    citations: Citations = citations_of_the_books
    now: Callable[[], datetime] = _now


class ReportRefused(ValueError):
    """No report can be written; ``reason`` is one Chinese sentence that names what is wrong."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kinds() -> tuple[str, ...]:
    """Names of the reports that can be built."""
    return _members("kinds")


def formats() -> tuple[str, ...]:
    """Names of the formats they can be written in."""
    return _members("formats")


def write(kind: str, values: Any, format_name: str, path: Path, context: Context | None = None) -> Path:
    """Build the report and put it at ``path``; returns the path.

    The file appears complete or not at all: a reader or a web server never meets half a report, and an
    older one stays until the new one is ready. Raises ReportRefused for an unknown kind or format and
    for a place that cannot be written.
    """
    content = render(kind, values, format_name, context)
    try:
        with WholeFile(path) as file:
            file.write(content)
    except OSError as error:
        raise ReportRefused(f"报告无法写入 {path}：{error.strerror}") from error
    return path


def render(kind: str, values: Any, format_name: str, context: Context | None = None) -> bytes:
    """The report as bytes. Raises ReportRefused for an unknown kind or format."""
    build = _member("kinds", kind, "报告种类").build
    writer = _member("formats", format_name, "报告格式")
    content: bytes = writer.render(build(values, context or Context()))
    return content


def _members(folder: str) -> tuple[str, ...]:
    return tuple(sorted(found.name for found in pkgutil.iter_modules([str(_HERE / folder)])))


def _member(folder: str, name: str, what: str) -> Any:
    known = _members(folder)
    if name not in known:
        raise ReportRefused(f"没有名为“{name}”的{what}，可选：{'、'.join(known)}")
    return importlib.import_module(f"reports.{folder}.{name}")
