"""What a notice or a message says, as values: counts, the worst few alerts, troubled sources. Merging is adding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from alerts.comparison import SEVERITY_RANK

Kind = Literal["opened", "reopened", "worse", "decided", "overdue", "source"]
"""What a recipient may ask to be told of."""

KINDS: dict[Kind, str] = {
    "opened": "新增线索",
    "reopened": "再次出现",
    "worse": "情节加重",
    "decided": "处理决定",
    "overdue": "超期未办",
    "source": "来源异常",
}

FOUND: tuple[Kind, ...] = ("opened", "reopened", "worse")
"""The kinds that a look found; severities and charges count these alone."""

LINES = 10
"""Alerts of one kind that are named one by one; the rest is counted."""

_RANK: dict[str, int] = {str(severity): rank for severity, rank in SEVERITY_RANK.items()}
_TITLE = 80  # characters of a seller's title that are kept


class Line(Struct, frozen=True, omit_defaults=True):
    """One alert. ``detail``: the decision or the due date, in Chinese. Texts are the seller's own and not to be trusted."""

    kind: Kind
    alert: str
    severity: str
    charge: str
    title: str
    platform: str
    shop: str | None = None
    confidence: float = 0.0
    detail: str = ""


class Trouble(Struct, frozen=True, omit_defaults=True):
    """A source that was not seen as it should be, or is again (``verdict`` healthy). None: not looked at at all."""

    source: str
    verdict: str | None
    reason: str = ""


class Report(Struct, frozen=True):
    """A report that is handed out. ``name``: Chinese, with the day; ``file``: what it is to be called, ASCII; ``sha256``
    and ``size`` (bytes): of the copy that is kept, which is what every recipient gets however often it is tried."""

    name: str
    file: str
    sha256: str
    size: int


class Content(Struct, frozen=True):
    """``first`` and ``last``: when the things told of happened (UTC). ``lines``: the worst ``LINES`` of each kind."""

    first: datetime
    last: datetime
    counts: dict[Kind, int] = {}
    severities: dict[str, int] = {}
    charges: dict[str, int] = {}
    lines: tuple[Line, ...] = ()
    sources: tuple[Trouble, ...] = ()
    reports: tuple[Report, ...] = ()


class Gathering:
    """Adds alerts up to a Content; holds no more than it will tell."""

    def __init__(self) -> None:
        self._counts: Counter[Kind] = Counter()
        self._severities: Counter[str] = Counter()
        self._charges: Counter[str] = Counter()
        self._lines: dict[Kind, list[Line]] = {}

    def add(self, line: Line) -> None:
        self._counts[line.kind] += 1
        if line.kind in FOUND:
            self._severities[line.severity] += 1
            self._charges[line.charge] += 1
        lines = self._lines.setdefault(line.kind, [])
        lines.append(line)
        if len(lines) >= 20 * LINES:
            lines[:] = _worst(lines)

    def content(self, at: datetime, sources: tuple[Trouble, ...] = ()) -> Content | None:
        """What there is to tell; None when there is nothing."""
        counts = dict(self._counts)
        if sources:
            counts["source"] = len(sources)
        if not counts:
            return None
        lines = tuple(line for kind in KINDS for line in _worst(self._lines.get(kind, [])))
        return Content(at, at, counts, dict(self._severities), dict(self._charges), lines, sources)


def merged(contents: Iterable[Content]) -> Content:
    """One content that tells all of them. Raises ValueError for none."""
    every = sorted(contents, key=lambda one: (one.first, one.last))
    if not every:
        raise ValueError("nothing to merge")
    counts: Counter[Kind] = Counter()
    severities: Counter[str] = Counter()
    charges: Counter[str] = Counter()
    for one in every:
        counts.update(one.counts)
        severities.update(one.severities)
        charges.update(one.charges)
    lines = [line for one in every for line in one.lines]
    kept = tuple(line for kind in KINDS for line in _worst([one for one in lines if one.kind == kind]))
    sources = tuple(source for one in every for source in one.sources)
    first, last = min(one.first for one in every), max(one.last for one in every)
    reports = tuple(report for one in every for report in one.reports)
    return Content(first, last, dict(counts), dict(severities), dict(charges), kept, sources, reports)


def short(text: str | None) -> str:
    """A seller's title as it is kept in a notice."""
    words = text or ""
    return words if len(words) <= _TITLE else words[: _TITLE - 1] + "…"


def _worst(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (_RANK.get(line.severity, len(_RANK)), -line.confidence, line.alert))[:LINES]
