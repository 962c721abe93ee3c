"""Which known words can be what one cue speaks of together."""

from __future__ import annotations

from nlp.claim import ClaimClass
from nlp.overlap import Mention

GEM = frozenset(
    {
        ClaimClass.DIAMOND,
        ClaimClass.NATURAL,
        ClaimClass.LAB_GROWN,
        ClaimClass.SIMULANT,
        ClaimClass.COLOURED,
        ClaimClass.TREATMENT,
    }
)
JUDGED = GEM | {ClaimClass.BRAND, ClaimClass.IMITATION, ClaimClass.DESIGN, ClaimClass.ADVERTISING}
"""What a seller may deny, compare or quote; of anything else only denials are read."""

CONNECTORS = frozenset("、和或与及以跟/也兼或者还有不是非无没有 ")


def comparable(left: Mention, right: Mention) -> bool:
    """Whether both could be what a cue speaks of: two stones, or two names."""
    if ClaimClass.ADVERTISING in (left.entry.cls, right.entry.cls):
        return left.entry.cls is right.entry.cls
    if left.entry.cls in GEM:
        return right.entry.cls in GEM
    return left.entry.cls in JUDGED and right.entry.cls in JUDGED - GEM


def one_name(left: Mention, right: Mention, between: str) -> bool:
    """天然钻石, 天然的钻石: two known words, one stone."""
    natural_diamond = left.entry.cls is ClaimClass.NATURAL and right.entry.cls is ClaimClass.DIAMOND
    # 冰种翡翠, 保山南红玛瑙: a variety and its gem.
    one_gem = left.entry.cls is right.entry.cls is ClaimClass.COLOURED and left.entry.name == right.entry.name
    # 四叶草那个牌子: a design and whose it is.
    whose = left.entry.cls is ClaimClass.DESIGN and right.entry.cls is ClaimClass.BRAND
    return ((natural_diamond or whose) and between in ("", "的")) or (one_gem and not between)
