"""The surroundings of the mentions of one text: the cues around them, and how far each of those carries."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from nlp.claim import ClaimClass
from nlp.context.cues import CueHit, Cues
from nlp.context.kinds import CONNECTORS, comparable, one_name
from nlp.context.scope import CLAUSE, LIST, SENTENCE, Scope
from nlp.overlap import Mention

# A cue further away than this speaks of something else, even where the seller wrote no comma.
FURTHEST = {"near": 2, "list": 14, "clause": 30, "whole": 30, "sentence": 60, "text": 400}
LEVEL = {"near": LIST, "list": LIST, "clause": LIST, "whole": LIST, "sentence": CLAUSE, "text": SENTENCE}
OVER_OTHERS = frozenset({"whole", "sentence", "text"})

_IN_ONE_BREATH = frozenset({ClaimClass.BRAND, ClaimClass.TREATMENT, ClaimClass.COLOURED})
"""C家V家, B货C货 and 冰种翡翠 need no mark between them."""

IsWord = Callable[[str, int, int, int], bool]
"""(text, start, end, mention start): whether the character at [start, end) stands as a word of its own."""

Fits = Callable[[CueHit], bool]


class Surroundings:
    """One text with its mentions, its cues and its boundaries, asked from each mention in turn."""

    def __init__(self, text: str, mentions: list[Mention], hits: list[CueHit], cues: Cues, is_word: IsWord) -> None:
        self.text = text
        self.mentions = mentions
        self.hits = hits
        self.cues = cues
        self.starts = [hit.start for hit in hits]
        self.furthest = max((FURTHEST[hit.cue.reach] for hit in hits), default=0)
        self.is_word = is_word

    @cached_property
    def scope(self) -> Scope:
        return Scope(self.text)

    def other_between(self, index: int, hit: CueHit) -> bool:
        """Whether the cue spends itself on an earlier mention: 非培育天然钻石 denies 培育, not 天然."""
        mention = self.mentions[index]
        right = mention
        for before in reversed(self.mentions[max(0, index - 8) : index]):
            if before.start < hit.end:
                break
            if before.end > right.start or not comparable(before, mention):
                continue
            between = self.text[before.end : right.start]
            if one_name(before, right, between):
                right = before
                continue
            # 不要刷C家V家, 拒绝B货C货: names said in one breath are a list.
            names = not between and before.entry.cls is mention.entry.cls and mention.entry.cls in _IN_ONE_BREATH
            if not names and (not between or not set(between) <= CONNECTORS):
                return True
            right = before
        return False


def concerns(hit: CueHit, mention: Mention, fits: Fits) -> bool:
    return fits(hit) and among(mention, hit)


def among(mention: Mention, hit: CueHit) -> bool:
    return not hit.cue.classes or mention.entry.cls in hit.cue.classes
