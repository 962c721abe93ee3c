"""Evaluation against labelled listings: how often the right families are flagged, and on whom we err.

A labelled line is ``{"id", "listing", "expect": ["LG"|"IP"…], "pair"?, "phenomenon"?, "minor"?}``.
Rules LG-* and PR-01 count as LG, IP-* as IP; PR-02 and AD-* are not scored. A pair is right when the
set of families equals ``expect`` on both sides. Lines with ``minor`` true are arguable and not scored.
Intervals are Wilson's at 95 % (Wilson 1927, JASA 22:209-212): with few positives a bare share misleads.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import orjson
from msgspec import Struct

from crawler.listing import ListingRefused, convert_listing
from nlp.families import FAMILIES, scored_as
from nlp.judgement import Judgement
from nlp.screen import Screener, day_of

_Z = 1.959963984540054


class FamilyScore(Struct, frozen=True):
    """Counts of one family; ``ci`` holds the intervals of precision and recall. None: nothing to divide by."""

    tp: int
    fp: int
    fn: int
    precision: float | None
    recall: float | None
    f1: float | None
    ci: dict[str, tuple[float, float] | None]


class Share(Struct, frozen=True):
    """``right`` of ``n``, with its interval."""

    n: int
    right: int
    ci: tuple[float, float] | None


class FalseAlarms(Struct, frozen=True):
    """Lines to be left alone (``n``), how many were flagged, and by which rules."""

    n: int
    flagged: int
    rules: dict[str, int]


class Miss(Struct, frozen=True):
    """One line that came out wrong, or (``refused``) could not be scored at all; ``line`` counts from 1."""

    line: int
    id: str | None
    expect: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    pair: str | None = None
    phenomenon: str | None = None
    refused: str | None = None


class RuleScore(Struct, frozen=True):
    """Scored lines on which a rule ``fired``; ``right``: its family was expected there, ``wrong``: it was not.

    None for a rule whose family is not scored. A rule that never fired is left out.
    """

    fired: int
    right: int | None
    wrong: int | None


class Evaluation(Struct, frozen=True):
    """The whole result; ``orjson``-ready through ``msgspec.to_builtins``."""

    families: dict[str, FamilyScore]
    pairs: Share
    phenomena: dict[str, Share]
    false_alarms: FalseAlarms
    minor_skipped: int
    errors: tuple[Miss, ...]
    rules: dict[str, RuleScore] = {}


class _Labelled(Struct, frozen=True):
    listing: dict[str, Any]
    expect: tuple[str, ...]
    id: str | None = None
    pair: str | None = None
    phenomenon: str | None = None
    minor: bool | None = None


@dataclass(frozen=True, slots=True)
class _Scored:
    line: int
    label: _Labelled
    expect: frozenset[str]
    found: frozenset[str]
    rules: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.expect == self.found


def families_of(judgement: Judgement) -> frozenset[str]:
    """The scored families that a judgement flags."""
    return frozenset(family for finding in judgement.findings if (family := scored_as(finding.rule)) is not None)


def evaluate(lines: Iterable[bytes | str], screener: Screener, on: date | None, today: date) -> Evaluation:
    """Score labelled lines. ``on``: the day to judge by, None for each line's own day of observation,
    ``today`` where a line has none. A line that is no labelled listing is refused by name, the rest goes on.
    """
    scored: list[_Scored] = []
    refused: list[Miss] = []
    minor = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            label = msgspec.convert(orjson.loads(line), _Labelled)
            listing = convert_listing(label.listing)
        except (orjson.JSONDecodeError, msgspec.ValidationError) as error:
            refused.append(Miss(number, None, refused=_reason(error)))
            continue
        except ListingRefused as error:
            refused.append(Miss(number, label.id, refused=str(error)))
            continue
        if label.minor:
            minor += 1
            continue
        judgement = screener.screen(listing, day_of(listing, on, today))
        expect = frozenset(label.expect) & set(FAMILIES)
        rules = tuple(finding.rule for finding in judgement.findings)
        scored.append(_Scored(number, label, expect, families_of(judgement), rules))
    pairs, phenomena = _pairs(scored)
    return Evaluation(
        families={family: _family(scored, family) for family in FAMILIES},
        pairs=pairs,
        phenomena=phenomena,
        false_alarms=_false_alarms(scored),
        minor_skipped=minor,
        errors=tuple(sorted([*refused, *(_miss(s) for s in scored if not s.right)], key=lambda m: m.line)),
        rules=_rules(scored),
    )


def wilson(right: int, n: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share, None of nothing; rounded to four places."""
    if n == 0:
        return None
    share = right / n
    centre = share + _Z * _Z / (2 * n)
    half = _Z * math.sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
    scale = 1 + _Z * _Z / n
    return (round(max(0.0, (centre - half) / scale), 4), round(min(1.0, (centre + half) / scale), 4))


def _reason(error: Exception) -> str:
    if isinstance(error, orjson.JSONDecodeError):
        return f"不是有效的 JSON（第 {error.colno} 个字符附近）"
    return "不是标注行：须有 listing（对象）和 expect（列表）"


def _family(scored: list[_Scored], family: str) -> FamilyScore:
    tp = sum(family in s.expect and family in s.found for s in scored)
    fp = sum(family not in s.expect and family in s.found for s in scored)
    fn = sum(family in s.expect and family not in s.found for s in scored)
    precision = round(tp / (tp + fp), 4) if tp + fp else None
    recall = round(tp / (tp + fn), 4) if tp + fn else None
    f1 = round(2 * tp / (2 * tp + fp + fn), 4) if tp + fp + fn else None
    return FamilyScore(
        tp, fp, fn, precision, recall, f1, {"precision": wilson(tp, tp + fp), "recall": wilson(tp, tp + fn)}
    )


def _pairs(scored: list[_Scored]) -> tuple[Share, dict[str, Share]]:
    sides: dict[str, list[_Scored]] = defaultdict(list)
    for s in scored:
        if s.label.pair is not None:
            sides[s.label.pair].append(s)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for pair in sides.values():
        # A side that was refused leaves a pair that cannot be right.
        phenomenon = pair[0].label.phenomenon or ""
        total[phenomenon] += 1
        right[phenomenon] += len(pair) >= 2 and all(s.right for s in pair)
    phenomena = {name: _share(right[name], total[name]) for name in sorted(total) if name}
    return _share(sum(right.values()), sum(total.values())), phenomena


def _share(right: int, n: int) -> Share:
    return Share(n, right, wilson(right, n))


def _false_alarms(scored: list[_Scored]) -> FalseAlarms:
    innocent = [s for s in scored if not s.expect]
    alarmed = [s for s in innocent if s.found]
    rules = Counter(rule for s in alarmed for rule in s.rules)
    return FalseAlarms(len(innocent), len(alarmed), dict(sorted(rules.items())))


def _rules(scored: list[_Scored]) -> dict[str, RuleScore]:
    fired: dict[str, list[_Scored]] = defaultdict(list)
    for s in scored:
        for rule in set(s.rules):
            fired[rule].append(s)
    scores = {}
    for rule, lines in sorted(fired.items()):
        family = scored_as(rule)
        right = None if family is None else sum(family in s.expect for s in lines)
        scores[rule] = RuleScore(len(lines), right, None if right is None else len(lines) - right)
    return scores


def _miss(s: _Scored) -> Miss:
    return Miss(
        s.line,
        s.label.id,
        tuple(sorted(s.expect)),
        tuple(sorted(s.found)),
        s.rules,
        s.label.pair,
        s.label.phenomenon,
    )
