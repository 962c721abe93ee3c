"""One stone in each hand: 左手是碳硅石，右手咱家的才是天然的. A host who shows two sells the one he calls his own."""

from __future__ import annotations

import re

from nlp.claim import ClaimClass
from nlp.overlap import Mention

_STONES = frozenset({ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT})
_HAND = re.compile(r"(左|右)(?:手|边|侧|图|面|(?=[:： ]))")
_OWN = re.compile(r"咱家|咱们|我家|我们|自家|本店|卖的|您拍的|这条链接|今天的|本款|本品|本条|本枚|这款")


def held_up(text: str, mentions: list[Mention]) -> list[tuple[int, tuple[int, int]]]:
    """(index of a mention, [start, end) of the hand) for each stone in a hand that does not hold the seller's own.

    Where neither hand is called his own, both only show what the difference is.
    """
    hands = list(_HAND.finditer(text)) if "左" in text and "右" in text else []
    if len({hand[1] for hand in hands}) < 2:
        return []
    ends = [*(hand.start() for hand in hands[1:]), len(text)]
    own = {hand[1] for hand, end in zip(hands, ends, strict=True) if _OWN.search(text, hand.end(), end)}
    shown: list[tuple[int, tuple[int, int]]] = []
    kinds: set[ClaimClass | None] = set()
    at = 0
    for i, mention in enumerate(mentions):
        while at + 1 < len(hands) and hands[at + 1].start() <= mention.start:
            at += 1
        if mention.entry.cls not in _STONES or mention.start < hands[0].start():
            continue
        kinds.add(mention.entry.cls)
        if hands[at][1] not in own:
            shown.append((i, hands[at].span()))
    return shown if len(kinds) > 1 else []
