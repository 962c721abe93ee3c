"""Writing: values of one kind into one format, whole or not at all.

The folders are the registry. A module in ``kinds/`` has

- ``NAME``: what the report is called, in Chinese;
- ``NEEDS`` and ``TAKES``: the subjects (``asking.Subject``) that must and that may be named; ``READS_FILES`` where a
  delivered file may stand in place of the memory; ``WITHHELD_FROM``: roles that it is not for;
- ``gather(store, asked, context) -> values``: what the memory knows of it;
- ``build(values, context) -> Document``: what is said of that, pure;
- where it is made for somebody else than the regulator, ``reader(values) -> Viewer``: for whom it is masked.

A module or package in ``formats/`` has ``render(document, context) -> bytes`` and ``BINARY``: True where a terminal can do
nothing with the bytes. Adding either touches no list.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from crawler.whole_file import WholeFile
from reports.asking import NAMED, Asked, ReportRefused

if TYPE_CHECKING:
    from alerts.store import Store
    from crawler.listing import Listing
    from nlp.judgement import Judgement
    from nlp.known import Known
    from nlp.rewording import Rewording
    from reports.masking import Viewer

__all__ = [
    "Asked", "Context", "ReportRefused", "formats", "gather", "is_binary", "kinds", "name_of", "reader_of", "render", "write",
]  # fmt: skip

_HERE = Path(__file__).parent


class Law(Protocol):
    """A citation as reports print it; ``short`` is its Chinese short form with the article, ``until`` its last day."""

    @property
    def short(self) -> str: ...
    @property
    def substance(self) -> str: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


T = TypeVar("T")


class Progress(Protocol):
    """Hands the items on; what somebody watches may draw a bar meanwhile. ``total`` None: nobody knows how many."""

    def __call__(self, items: Iterable[T], what: str, total: int | None = None, /) -> Iterator[T]: ...


def silently(items: Iterable[T], what: str, total: int | None = None, /) -> Iterator[T]:
    """Progress that nobody watches."""
    return iter(items)


Citations = Callable[[Sequence[str], date], Sequence[Law]]
Screen = Callable[["Listing", date], "Judgement"]
Beside = Callable[["Listing", date], "Known"]
Stamped = Callable[[str], datetime | None]
Together = Callable[[Sequence["Listing"], date], Iterable[tuple["Judgement", "Rewording | None"]]]


def citations_of_the_books(ids: Sequence[str], on: date) -> Sequence[Law]:
    """The citations in force on a day, from the dated law table; unverified rows never come out of it."""
    from nlp.books.laws import citations

    return citations(tuple(ids), on)


def _now() -> datetime:
    return datetime.now(UTC)


def _screen_with_nothing_known(listing: Listing, on: date) -> Judgement:
    from nlp.screen import Screener

    return Screener.default().screen(listing, on)


def _nothing_known(_listing: Listing, _on: date) -> Known:
    from nlp.known import Known

    return Known()


def _not_stamped(_run_id: str) -> None:
    return None


def _rules_on_trial() -> frozenset[str]:
    from nlp.rulebook import Rulebook

    return frozenset(rule.id for rule in Rulebook.default().rules if rule.status != "stable")


def _together_with_nothing_known(listings: Sequence[Listing], on: date) -> Iterable[tuple[Judgement, Rewording | None]]:
    from nlp.rewording import reword
    from nlp.screen import Screener

    screener = Screener.default()
    for listing in listings:
        judgement = screener.screen(listing, on)
        yield judgement, reword(judgement, listing, screener, on)


@dataclass(frozen=True)
class Context:
    """What a kind may ask besides its values, and a format besides the document.

    ``citations``: the law of a day; ``now``: the time of making; ``sources``: every configured source, so that one which
    was not looked at shows up; ``screen``: a listing judged by the rules of a day, with what is known beside it;
    ``together``: the listings of one shop judged beside each other, as a run of them would be, each with a lawful title
    where there is one; ``mappings``: the folder of what was confirmed about the columns of delivered sheets;
    ``templates``: the office's own templates, where it keeps any; ``progress``: told of long work.
    ``known``: that knowledge itself; ``stamped``: the time that an authority put on a run, None without a stamp that
    holds; ``on_trial``: rules that are not stable, of which nothing is told to others.
    """

    citations: Citations = citations_of_the_books
    now: Callable[[], datetime] = _now
    sources: tuple[str, ...] = ()
    screen: Screen = _screen_with_nothing_known
    together: Together = _together_with_nothing_known
    mappings: Path | None = None
    templates: Path | None = None
    progress: Progress = silently
    known: Beside = _nothing_known
    stamped: Stamped = _not_stamped
    on_trial: Callable[[], frozenset[str]] = _rules_on_trial


def kinds() -> tuple[str, ...]:
    """Names of the reports that can be built."""
    return _members("kinds")


def name_of(kind: str) -> str:
    """What a kind of report is called, in Chinese. Raises ReportRefused for an unknown one."""
    name: str = _member("kinds", kind, "报告种类").NAME
    return name


def reader_of(kind: str, values: Any) -> Viewer:
    """Whom a kind of report is made for. Raises ReportRefused for an unknown one."""
    from reports.masking import Viewer

    made_for = getattr(_member("kinds", kind, "报告种类"), "reader", None)
    viewer: Viewer = made_for(values) if made_for is not None else Viewer()
    return viewer


def withheld_from(kind: str) -> tuple[str, ...]:
    """Roles (``masking.ROLES``) that a kind of report is not for, masked or not. Raises ReportRefused for an unknown kind."""
    roles: tuple[str, ...] = getattr(_member("kinds", kind, "报告种类"), "WITHHELD_FROM", ())
    return roles


def gather(kind: str, store: Store, asked: Asked, context: Context | None = None) -> Any:
    """The values of a report from the memory.

    Raises ReportRefused for an unknown kind, for a subject that it needs and nobody named, for one that it does not
    take, and for a subject that the memory does not know.
    """
    member = _member("kinds", kind, "报告种类")
    for subject in member.NEEDS:
        asked.about(subject)
    for subject in asked.given():
        if subject not in (*member.NEEDS, *member.TAKES):
            raise ReportRefused(f"{member.NAME}（{kind}）不按{NAMED[subject]}生成，请去掉 --{subject}")
    if asked.file is not None and not getattr(member, "READS_FILES", False):
        raise ReportRefused(f"{member.NAME}（{kind}）不按文件生成，请去掉 --file")
    return member.gather(store, asked, context or Context())


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
    asked = context or Context()
    content: bytes = writer.render(build(values, asked), asked)
    return content


def is_binary(format_name: str) -> bool:
    """Whether the format is nothing for a terminal or a default place. Raises ReportRefused for an unknown one."""
    binary: bool = _member("formats", format_name, "报告格式").BINARY
    return binary


def _members(folder: str) -> tuple[str, ...]:
    return tuple(sorted(found.name for found in pkgutil.iter_modules([str(_HERE / folder)])))


def _member(folder: str, name: str, what: str) -> Any:
    known = _members(folder)
    if name not in known:
        raise ReportRefused(f"没有名为“{name}”的{what}，可选：{'、'.join(known)}")
    return importlib.import_module(f"reports.{folder}.{name}")
