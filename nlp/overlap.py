"""Overlap: which of the words found in a text stand, when they share characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Mention:
    """A known word at [start, end) of the folded text; ``hidden`` names what was undone to find it."""

    entry: Entry
    start: int
    end: int
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    entry: Entry
    mask: bool
    hidden: tuple[str, ...]


def standing(found: list[tuple[Pattern, Mention]], length: int) -> list[Mention]:
    """What innocent words cover is taken out; then, per group, longer mentions come before shorter ones.

    A bare diamond word yields to every other stone: 合成钻石锁骨链 is 合成钻石, not 钻石锁骨链.
    """
    found.sort(key=lambda pair: pair[1].start)
    everywhere = _Cover(m for p, m in found if p.mask and p.entry.cls is None)
    own: dict[str, _Cover] = {}
    for pattern, mention in found:
        if pattern.mask and pattern.entry.cls is not None:
            own.setdefault(pattern.entry.id, _Cover([])).add(mention)
    left = [
        mention
        for pattern, mention in found
        if not pattern.mask
        and not (mention.entry.cls not in _GOODS and everywhere.covers(mention))
        and not (mention.entry.id in own and own[mention.entry.id].covers(mention))
    ]
    left.sort(key=lambda m: (m.entry.cls is ClaimClass.DIAMOND, m.start - m.end, m.start, len(m.hidden)))
    taken = {group: bytearray(length) for group in {_group(m) for m in left}}
    kept: list[Mention] = []
    for mention in left:
        places = taken[_group(mention)]
        if not any(places[mention.start : mention.end]):
            places[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.start, m.end))


def _group(mention: Mention) -> int:
    cls = mention.entry.cls
    return -1 if cls is None else _GROUPS[cls]


class _Cover:
    """Intervals asked in order of start: does one begin no later and end later than the whole mention?"""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._by_start: list[tuple[int, int]] = []
        for mention in mentions:
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Mentions come in order of start; a prefix maximum of ends answers every later question."""
        furthest = max(mention.end, self._by_start[-1][1]) if self._by_start else mention.end
        self._by_start.append((mention.start, furthest))

    def covers(self, mention: Mention) -> bool:
        low, high = 0, len(self._by_start)
        while low < high:
            middle = (low + high) // 2
            if self._by_start[middle][0] <= mention.start:
                low = middle + 1
            else:
                high = middle
        return low > 0 and self._by_start[low - 1][1] >= mention.end
