"""Two words that only together say how a mention is read: 与…不同 around it, 谁说…非要 before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from nlp.claim import Polarity
from nlp.context.said import Reading
from nlp.context.scope import LIST
from nlp.context.surroundings import Surroundings, among

_TURN = 12
"""Characters between the two halves of a turn: 谁说|求婚|非要."""
_I_WOULD = re.compile(r"[^?？。]{0,12}[?？][ \"”]*(?:我|咱|本店|这里|这儿|有)")
"""谁家能卖这个价？|我家就能: the host answers his own question."""
_GOVERNS = 6
"""Characters between the second half of a turn and what it speaks of: 不是|一颗."""


def turned(s: Surroundings, index: int) -> Reading | None:
    """谁说一定要, 没有一件不是: two words before the mention that turn each other round."""
    mention = s.mentions[index]
    last = bisect_right(s.starts, mention.start) - 1
    for at in range(last, max(-1, last - 8), -1):
        inner = s.hits[at]
        if inner.cue.kind != "inner" or inner.end > mention.start or not among(mention, inner):
            continue
        if mention.start - inner.end > _GOVERNS or s.scope.strongest(inner.end, mention.start) > LIST:
            return None
        if s.other_between(index, inner):
            return None
        for opener in reversed(s.hits[max(0, at - 8) : at]):
            if opener.cue.kind != "opener" or opener.cue.id != inner.cue.id or opener.end > inner.start:
                continue
            if inner.start - opener.end <= _TURN and s.scope.strongest(opener.end, inner.start) <= LIST:
                said = Polarity(s.cues.turns[inner.cue.id])
                return Reading(said, None, (opener.start, inner.end))
    return None


def enclosed(s: Surroundings, index: int) -> Reading | None:
    """与…不同, 非…不可: opened before and closed after the mention in one clause."""
    mention = s.mentions[index]
    last = bisect_right(s.starts, mention.start) - 1
    first_after = bisect_left(s.starts, mention.end)
    for opened in reversed(s.hits[max(0, last - 11) : last + 1]):
        if opened.cue.kind != "open" or opened.end > mention.start or mention.start - opened.end > 15:
            continue
        if not among(mention, opened):
            continue
        if s.scope.strongest(opened.end, mention.start) > LIST:
            return None
        for closed in s.hits[first_after : first_after + 12]:
            if closed.start - mention.end > 15 or s.scope.strongest(mention.end, closed.start) > LIST:
                break
            if closed.cue.kind == "close" and closed.cue.id == opened.cue.id:
                kind = s.cues.pairs[opened.cue.id]
                if opened.cue.id == "who-would" and _I_WOULD.match(s.text, closed.end):
                    kind = "affirm"
                return Reading(Polarity(kind), None, (opened.start, opened.end))
    return None
