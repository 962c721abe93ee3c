"""Reading a mention in its context: what is said of it, of what, and which cue decided."""

from __future__ import annotations

from bisect import bisect_right

from nlp.claim import ClaimClass, Polarity, Target
from nlp.context.after import cue_after, cue_around
from nlp.context.before import cue_before
from nlp.context.cues import POLARITIES, TARGETS, CueHit, Cues
from nlp.context.frames import enclosed, turned
from nlp.context.kinds import GEM, JUDGED
from nlp.context.links import not_of_this_link
from nlp.context.said import PLAIN, Reading
from nlp.context.stakes import staked_on
from nlp.context.surroundings import FURTHEST, Fits, IsWord, Surroundings
from nlp.context.together import shared
from nlp.overlap import Mention

_BOXES = frozenset({"首饰盒", "戒指盒", "展示盒", "收纳盒", "展示架", "盒子"})


def read_mentions(text: str, mentions: list[Mention], is_word: IsWord, cues: Cues | None = None) -> list[Reading]:
    """One Reading for each mention, which come in order of start. Linear in the text but for a bounded look around."""
    cues = cues or Cues.default()
    hits = cues.scan(text)
    readings = [PLAIN] * len(mentions)
    # Words of goods and trade are only ever denied: without stones, brands and denials nothing turns on the cues.
    if hits and any(m.entry.cls in JUDGED for m in mentions) | any(hit.cue.kind == "negate" for hit in hits):
        reader = _Reader(text, mentions, hits, cues, is_word)
        readings = shared(text, mentions, [reader.read(i) for i in range(len(mentions))])
        if reader.denied:
            for i, cue in staked_on(text, mentions):
                readings[i] = Reading(Polarity.AFFIRM, readings[i].target, cue)
    for i, cue, chosen in not_of_this_link(text, mentions):
        if readings[i].polarity is Polarity.AFFIRM or (chosen and readings[i].polarity is Polarity.QUESTION):
            # Nothing chosen: what is numbered is offered, and which of it a buyer gets is said elsewhere.
            offered = Reading(Polarity.CONDITIONAL, readings[i].target, cue)
            readings[i] = Reading(Polarity.AFFIRM, Target.OTHER, cue) if chosen else offered
    return readings


class _Reader:
    def __init__(self, text: str, mentions: list[Mention], hits: list[CueHit], cues: Cues, is_word: IsWord) -> None:
        self._around = Surroundings(text, mentions, hits, cues, is_word)
        # A text has few kinds of cues; what it has none of is never looked for around each of its mentions.
        cues_there = {hit.cue for hit in hits}
        kinds = {cue.kind for cue in cues_there}
        self._polar = {cue.where for cue in cues_there if cue.kind in POLARITIES}
        self._aimed = {cue.where for cue in cues_there if cue.kind in TARGETS}
        self.denied = "negate" in kinds
        self._denied_to = [hit.end for hit in hits if hit.cue.kind == "negate"] if self.denied else []
        self._denied_within = max((FURTHEST[cue.reach] for cue in cues_there if cue.kind == "negate"), default=0)
        self._supposed = self.denied and any(cue.id == "were-it" for cue in cues_there)
        self._opened = "open" in kinds
        self._turned = {"opener", "inner"} <= kinds

    def read(self, index: int) -> Reading:
        mention = self._around.mentions[index]
        cls = mention.entry.cls
        if cls not in JUDGED:
            # The nearest denial may be too far off to be asked what it denies.
            last = bisect_right(self._denied_to, mention.start) - 1
            if last < 0 or mention.start - self._denied_to[last] > self._denied_within:
                return PLAIN
            hit = cue_before(self._around, index, lambda h: h.cue.kind in ("negate", "affirm"))
            return _as_reading(hit, None) if hit and hit.cue.kind == "negate" else PLAIN
        if self._turned and (turn := turned(self._around, index)):
            return turn
        if self._opened and (pair := enclosed(self._around, index)):
            return pair
        polarity = self._nearest(index, _is_polar, self._polar) if self._polar else None
        if polarity is not None and polarity.cue.kind == "negate" and self._supposed:
            # 如果不是天然的: what is denied in a supposition is supposed, not denied.
            polarity = cue_before(self._around, index, lambda hit: hit.cue.id == "were-it") or polarity
        target = self._target(index) if self._aimed else None
        return _as_reading(polarity, target) if polarity or target else PLAIN

    def _nearest(self, index: int, fits: Fits, where: set[str]) -> CueHit | None:
        """``where`` names the sides on which the text has any such cue at all."""
        return (
            ("before" in where and cue_before(self._around, index, fits))
            or ("after" in where and cue_after(self._around, index, fits))
            or ("wide" in where and cue_around(self._around, index, fits))
            or None
        )

    def _target(self, index: int) -> CueHit | None:
        mention = self._around.mentions[index]
        goods = "goods" in mention.entry.tags
        gem = mention.entry.cls in GEM

        def fits(hit: CueHit) -> bool:
            kind = hit.cue.kind
            if kind not in TARGETS:
                return False
            if kind in ("side", "main"):
                return gem and not goods
            if kind == "packaging":
                return mention.entry.cls is ClaimClass.BRAND or (gem and hit.form in _BOXES)
            # A gift may still be a copy: only what is said of a stone moves to the other item.
            return gem or hit.cue.id != "present"

        return self._nearest(index, fits, self._aimed)


def _is_polar(hit: CueHit) -> bool:
    return hit.cue.kind in POLARITIES


def _as_reading(polarity: CueHit | None, target: CueHit | None) -> Reading:
    said = Polarity(polarity.cue.kind) if polarity else Polarity.AFFIRM
    of = Target(target.cue.kind) if target else None
    decided = polarity if said is not Polarity.AFFIRM or target is None else target
    return Reading(said, of, (decided.start, decided.end) if decided else None)
