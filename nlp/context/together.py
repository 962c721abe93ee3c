"""What is said of one member of a list or a name is said of the whole: 天然、培育可选."""

from __future__ import annotations

from nlp.claim import ClaimClass, Polarity, Target
from nlp.context.kinds import CONNECTORS, GEM, one_name
from nlp.context.said import PLAIN, Reading
from nlp.overlap import Mention

_OR = frozenset({"or", "vs", "pk", "还是", "vs."})
_ORIGIN_PAIRS = (
    {ClaimClass.NATURAL, ClaimClass.LAB_GROWN},
    {ClaimClass.NATURAL, ClaimClass.SIMULANT},
    {ClaimClass.DIAMOND, ClaimClass.SIMULANT},
    {ClaimClass.LAB_GROWN, ClaimClass.SIMULANT},
    {ClaimClass.DIAMOND, ClaimClass.LAB_GROWN},
)


_LISTED = frozenset({ClaimClass.SIMULANT, ClaimClass.LAB_GROWN})


_SAID_OF_IT = frozenset({"", "是", "为", "都是", "均为", "皆", "全"})


def _two_simulants(left: Mention, right: Mention) -> bool:
    """莫桑还是锆: a host who asks so leaves it open."""
    return left.entry.cls is right.entry.cls is ClaimClass.SIMULANT and left.entry.name != right.entry.name


def shared(text: str, mentions: list[Mention], readings: list[Reading]) -> list[Reading]:
    """What is said of one member is said of the whole: 天然、培育可选, and 配钻：天然钻石 as one name."""
    if any(word in text for word in _OR):
        _ask_between(text, mentions, readings)
    if all(reading is PLAIN for reading in readings):
        return readings
    for i in range(len(mentions) - 2, -1, -1):
        cue = readings[i + 1].cue
        if cue is None or cue[0] < mentions[i + 1].end or readings[i] is not PLAIN:
            continue
        here, there = mentions[i], mentions[i + 1]
        between = text[here.end : there.start]
        both_gems = here.entry.cls in GEM and there.entry.cls in GEM
        # 莫桑石培育天然均可代换 needs no mark between its members.
        listed = both_gems and set(between) <= CONNECTORS and (between or here.entry.cls in _LISTED)
        if listed or one_name(here, there, between):
            readings[i] = readings[i + 1]
    for i in range(len(mentions) - 1):
        if readings[i] is PLAIN or readings[i + 1] is not PLAIN:
            continue
        here, there = mentions[i], mentions[i + 1]
        between = text[here.end : there.start]
        # 两肩碎钻天然: what follows a stone at once is said of it
        side = readings[i].target is Target.SIDE and there.entry.cls is ClaimClass.NATURAL and between in _SAID_OF_IT
        if side or one_name(here, there, between):
            readings[i + 1] = readings[i]
    return readings


def _ask_between(text: str, mentions: list[Mention], readings: list[Reading]) -> None:
    """天然 or 培育 asks."""
    for i in range(len(mentions) - 1):
        here, there = mentions[i], mentions[i + 1]
        between = text[here.end : there.start]
        alternatives = between.strip(" ?") in _OR and (
            {here.entry.cls, there.entry.cls} in _ORIGIN_PAIRS or _two_simulants(here, there)
        )
        # 培育钻石 vs 天然 says first what is sold.
        if alternatives and "disclosure" not in here.entry.tags and readings[i + 1].polarity is Polarity.AFFIRM:
            asked = Reading(Polarity.QUESTION, None, (here.end, there.start))
            readings[i] = asked if readings[i] is PLAIN else readings[i]
            readings[i + 1] = asked
