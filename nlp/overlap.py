"""Overlap: which of the words found in a text stand, when they share characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct

from nlp.claim import ClaimClass
from nlp.lexicon.entries import Entry

# The longest word wins inside a group; words of different groups may share characters (钻石项链 is a diamond and a necklace).
_GROUPS = {
    ClaimClass.DIAMOND: 0,
    ClaimClass.NATURAL: 0,
    ClaimClass.LAB_GROWN: 0,
    ClaimClass.SIMULANT: 0,
    ClaimClass.COLOURED: 0,
    ClaimClass.TREATMENT: 0,
    ClaimClass.BRAND: 1,
    ClaimClass.DESIGN: 2,
    ClaimClass.IMITATION: 3,
    ClaimClass.JEWELLERY: 4,
    ClaimClass.TRADE: 5,
    ClaimClass.ADVERTISING: 6,
}
# What kind of goods it is stays true of a false friend: an 电钻 is a tool.
_GOODS = (ClaimClass.JEWELLERY, ClaimClass.TRADE)
_DIAMOND = ClaimClass.DIAMOND


class Mention(Struct, frozen=True, gc=False):
    """A known word at [start, end) of the folded text; ``hidden`` names what was undone to find it.

    Of a disguised one ``word`` is the known word and ``cells`` what each of its characters stands for in the text.
    """

    entry: Entry
    start: int
    end: int
    hidden: tuple[str, ...] = ()
    word: str = ""
    cells: tuple[tuple[int, int], ...] = ()


class Pattern(Struct, frozen=True, gc=False):
    """A form of ``entry``, or with ``mask`` an innocent word that keeps it from counting. ``group``: see _GROUPS."""

    entry: Entry
    mask: bool
    hidden: tuple[str, ...]
    group: int


def pattern_of(entry: Entry, hidden: tuple[str, ...] = (), *, mask: bool = False) -> Pattern:
    """``hidden`` names what a listed spelling hides behind; ``mask`` marks an innocent word."""
    return Pattern(entry, mask, hidden, -1 if entry.cls is None else _GROUPS[entry.cls])


Found = tuple[Pattern, Mention]


def standing(found: list[Found]) -> list[Mention]:
    """Of words that no innocent word covers (see uncovered), those that stand, in reading order.

    Per group longer mentions come before shorter ones. A bare diamond word yields to every other stone:
    合成钻石锁骨链 is 合成钻石, not 钻石锁骨链.
    """
    groups: dict[int, list[Mention]] = {}
    for pattern, mention in found:
        groups.setdefault(pattern.group, []).append(mention)
    kept: list[Mention] = []
    for group in groups.values():
        _add_longest(group, kept)
    kept.sort(key=_in_text)
    return kept


def _start(found: Found) -> int:
    return found[1].start


def _in_text(mention: Mention) -> tuple[int, int, bool, int]:
    return mention.start, mention.end, mention.entry.cls is _DIAMOND, len(mention.hidden)


def _precedence(mention: Mention) -> tuple[bool, int, int, int]:
    return mention.entry.cls is _DIAMOND, mention.start - mention.end, mention.start, len(mention.hidden)


def uncovered(found: list[Found]) -> list[Found]:
    """In order of start, what no innocent word covers."""
    found = sorted(found, key=_start)
    masks = [one for one in found if one[0].mask]
    if not masks:
        return found
    everywhere = _Cover(m for p, m in masks if p.entry.cls is None)
    own: dict[str, _Cover] = {}
    for pattern, mention in masks:
        if pattern.entry.cls is not None:
            own.setdefault(pattern.entry.id, _Cover([])).add(mention)
    return [
        one
        for one in found
        if not one[0].mask
        and not (one[1].entry.cls not in _GOODS and everywhere.covers(one[1]))
        and not (one[1].entry.id in own and own[one[1].entry.id].covers(one[1]))
    ]


def _add_longest(group: list[Mention], kept: list[Mention]) -> None:
    """Of mentions in order of start, those that stand beside each other; where some overlap, by precedence."""
    cluster = group[:1]
    end = cluster[0].end
    for mention in group[1:]:
        if mention.start >= end:
            kept += cluster if len(cluster) == 1 else _of_cluster(cluster, end)
            cluster, end = [mention], mention.end
        else:
            cluster.append(mention)
            if mention.end > end:
                end = mention.end
    kept += cluster if len(cluster) == 1 else _of_cluster(cluster, end)


def _of_cluster(mentions: list[Mention], end: int) -> Iterator[Mention]:
    first = mentions[0].start
    taken = bytearray(end - first)
    for mention in sorted(mentions, key=_precedence):
        a, b = mention.start - first, mention.end - first
        if not any(taken[a:b]):
            taken[a:b] = b"\x01" * (b - a)
            yield mention


class _Cover:
    """Intervals asked whether one begins no later than a mention and ends no earlier."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._starts: list[int] = []
        self._furthest: list[int] = []
        for mention in mentions:
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Mentions come in order of start; a prefix maximum of ends answers every later question."""
        self._furthest.append(max(mention.end, self._furthest[-1]) if self._furthest else mention.end)
        self._starts.append(mention.start)

    def covers(self, mention: Mention) -> bool:
        at = bisect_right(self._starts, mention.start)
        return at > 0 and self._furthest[at - 1] >= mention.end
