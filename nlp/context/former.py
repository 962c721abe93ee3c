"""Two kinds told one after the other, and which of them this is: 一路是矿料，一路是炉料。这只用的是前者."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from nlp.context.kinds import GEM
from nlp.overlap import Mention

_KIND = r"(?:种|类|路|档|派|等|拨|样)"
_TOLD = re.compile(
    rf"(?:头|第|前|后|另外?|再|还有|其中)?(?:一|二|三|[123]){_KIND}(?!都)|(?:^|[，。；：,;:\s])(?:一|二|其一|其二)(?:是|为|叫)"
)
_CHOSEN = re.compile(
    r"(?:这|本|我们|咱|手上|手里|今天|您拿到|发)[^，。！？；,!?;\n]{0,10}?(?:是|属于?|用的?|选的?|走的?|归|就)[^，。！？；,!?;\n]{0,3}?"
    rf"(?:(前者)|(后者)|(?:(头|前)|(后|末|最后)|第)一?([一二三123])?{_KIND})"
)
_NUMBERS = {"一": 0, "1": 0, "二": 1, "2": 1, "三": 2, "3": 2}
_TWO = 2
_SIGNS = frozenset("者种类路档派拨样")


def told_in_turn(text: str, mentions: list[Mention]) -> Iterator[tuple[int, tuple[int, int]]]:
    """(index of a mention, [start, end) of the choice) for every stone of a kind that was told and is not this one."""
    chosen = _CHOSEN.search(text) if not _SIGNS.isdisjoint(text) else None
    if chosen is None:
        return
    gems = [(i, m) for i, m in enumerate(mentions) if m.entry.cls in GEM and m.end <= chosen.start()]
    starts = [told.start() for told in _TOLD.finditer(text, 0, chosen.start())]
    if len(starts) < _TWO:
        # 石头有天然和培育两路: the two last named are the former and the latter.
        named = [(i, m) for i, m in gems if len({n.entry.cls for _, n in gems}) > 1][-2:]
        starts = [m.start for _, m in named]
    if len(starts) < _TWO or not gems:
        return
    which = _which(chosen, len(starts))
    for i, mention in gems:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and at != which:
            yield i, chosen.span()


def _which(chosen: re.Match[str], kinds: int) -> int:
    former, latter, head, tail, number = chosen.groups()
    if number and not head and not tail:
        return _NUMBERS[number]
    return 0 if former or head else kinds - 1 if latter or tail else 0
