"""Reading a mention in its context: what is said of it, of what, and which cue decided."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from nlp.claim import ClaimClass, Polarity, Target
from nlp.context.cues import POLARITIES, TARGETS, CueHit, Cues
from nlp.context.links import not_of_this_link
from nlp.context.scope import CLAUSE, LIST, SENTENCE, Scope
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
_JUDGED = GEM | {ClaimClass.BRAND, ClaimClass.IMITATION, ClaimClass.DESIGN, ClaimClass.ADVERTISING}
_CONNECTORS = frozenset("、和或与及以跟/也兼或者还有不是非无没有 ")
_OR = frozenset({"or", "vs", "pk", "还是", "vs."})
_ORIGIN_PAIRS = (
    {ClaimClass.NATURAL, ClaimClass.LAB_GROWN},
    {ClaimClass.NATURAL, ClaimClass.SIMULANT},
    {ClaimClass.DIAMOND, ClaimClass.SIMULANT},
    {ClaimClass.LAB_GROWN, ClaimClass.SIMULANT},
    {ClaimClass.DIAMOND, ClaimClass.LAB_GROWN},
)
_BOXES = frozenset({"首饰盒", "戒指盒", "展示盒", "收纳盒", "展示架", "盒子"})
# A cue further away than this speaks of something else, even where the seller wrote no comma.
_FURTHEST = {"near": 2, "list": 14, "clause": 30, "whole": 30, "sentence": 60, "text": 400}
_LEVEL = {"near": LIST, "list": LIST, "clause": LIST, "whole": LIST, "sentence": CLAUSE, "text": SENTENCE}
_OVER_OTHERS = frozenset({"whole", "sentence", "text"})
_NEAR_ASK = 6
_LOOK_BACK = 24
_TURN = 12
"""Characters between the two halves of a turn: 谁说|求婚|非要."""
_GOVERNS = 6
"""Characters between the second half of a turn and what it speaks of: 不是|一颗."""
_SUBJECTS = frozenset("我们咱本店家里是都也这一直从来向统坚决绝对小")
"""莫桑石|我们是|不碰的: who denies may stand between."""
_PARTICLES = frozenset("的哦啊了呢吧呀哈滴哟")

IsWord = Callable[[str, int, int, int], bool]
"""(text, start, end, mention start): whether the character at [start, end) stands as a word of its own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``cue`` is [start, end) of the folded text, None for plain affirmation of the default target."""

    polarity: Polarity = Polarity.AFFIRM
    target: Target | None = None
    cue: tuple[int, int] | None = None


_PLAIN = Reading()


def read_mentions(text: str, mentions: list[Mention], is_word: IsWord, cues: Cues | None = None) -> list[Reading]:
    """One Reading for each mention, which come in order of start. Linear in the text but for a bounded look around."""
    cues = cues or Cues.default()
    hits = cues.scan(text)
    readings = [_PLAIN] * len(mentions)
    if hits:
        reader = _Reader(text, mentions, hits, cues, is_word)
        readings = _shared(text, mentions, [reader.read(i) for i in range(len(mentions))])
    for i, cue, chosen in not_of_this_link(text, mentions):
        if readings[i].polarity is Polarity.AFFIRM or (chosen and readings[i].polarity is Polarity.QUESTION):
            # Nothing chosen: what is numbered is offered, and which of it a buyer gets is said elsewhere.
            offered = Reading(Polarity.CONDITIONAL, readings[i].target, cue)
            readings[i] = Reading(Polarity.AFFIRM, Target.OTHER, cue) if chosen else offered
    return readings


class _Reader:
    def __init__(self, text: str, mentions: list[Mention], hits: list[CueHit], cues: Cues, is_word: IsWord) -> None:
        self.text = text
        self.mentions = mentions
        self.hits = hits
        self.cues = cues
        self.scope = Scope(text)
        self._is_word = is_word
        self._starts = [hit.start for hit in hits]
        # A text has few kinds of cues; what it has none of is never looked for around each of its mentions.
        self._polar = {hit.cue.where for hit in hits if hit.cue.kind in POLARITIES}
        self._aimed = {hit.cue.where for hit in hits if hit.cue.kind in TARGETS}
        self._denied = any(hit.cue.kind == "negate" for hit in hits)
        self._opened = any(hit.cue.kind == "open" for hit in hits)
        self._turned = {"opener", "inner"} <= {hit.cue.kind for hit in hits}

    def read(self, index: int) -> Reading:
        mention = self.mentions[index]
        cls = mention.entry.cls
        if cls not in _JUDGED:
            if not self._denied:
                return _PLAIN
            hit = self._before(index, lambda h: h.cue.kind in ("negate", "affirm"))
            return _as_reading(hit, None) if hit and hit.cue.kind == "negate" else _PLAIN
        if self._turned and (turn := self._turn(index)):
            return turn
        if self._opened and (pair := self._pair(index)):
            return pair
        polarity = self._nearest(index, _is_polar, self._polar) if self._polar else None
        target = self._target(index) if self._aimed else None
        return _as_reading(polarity, target) if polarity or target else _PLAIN

    def _nearest(self, index: int, fits: Callable[[CueHit], bool], where: set[str]) -> CueHit | None:
        """``where`` names the sides on which the text has any such cue at all."""
        return (
            ("before" in where and self._before(index, fits))
            or ("after" in where and self._after(index, fits))
            or ("wide" in where and self._wide(index, fits))
            or None
        )

    def _target(self, index: int) -> CueHit | None:
        mention = self.mentions[index]
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

    def _before(self, index: int, fits: Callable[[CueHit], bool]) -> CueHit | None:
        """The nearest cue on the left that reaches the mention."""
        mention = self.mentions[index]
        last = bisect_right(self._starts, mention.start) - 1
        ended = ended_by_is = False
        own = None  # where the seller turns to what he sells himself: 弹幕说是莫桑，|这颗是天然的
        for hit in reversed(self.hits[max(0, last + 1 - _LOOK_BACK) : last + 1]):
            if hit.end > mention.start:
                continue
            if mention.start - hit.end > _FURTHEST["text"]:
                break
            level = self.scope.strongest(hit.end, mention.start)
            answers = hit.cue.kind == "end" and hit.form.endswith(":")
            if level == SENTENCE and hit.cue.reach != "text" and not answers:
                continue
            if hit.cue.kind == "end":
                ended, ended_by_is = ended or hit.form != "是", True
                continue
            if hit.cue.kind == "main" and hit.start and self.scope.strongest(hit.start - 1, hit.start) >= CLAUSE:
                own = hit.start
            if own is not None and hit.cue.kind == "quote" and len(self.text[hit.end : own].strip(" ,:")) > 1:
                continue
            if hit.cue.where != "before" or hit.cue.kind in ("open", "close") or not _concerns(hit, mention, fits):
                continue
            if mention.start - hit.end > _FURTHEST[hit.cue.reach]:
                continue
            if level > _LEVEL[hit.cue.reach] and not self._joined_by_mark(hit, mention):
                continue
            stopped = ended or (ended_by_is and not hit.cue.past_is)
            if stopped and hit.cue.kind not in TARGETS:
                continue
            if hit.cue.reach not in _OVER_OTHERS and self._other_between(index, hit):
                continue
            if hit.cue.kind == "quote" and hit.cue.reach == "sentence" and self._spent_on_its_phrase(index, hit):
                continue
            if hit.cue.kind == "negate" and self._denies_something_else(hit, mention):
                continue
            if hit.cue.kind in ("compare", "quote") and self._heads_the_phrase(mention, hit):
                continue
            if hit.cue.token and len(hit.form) == 1 and not self._is_word(self.text, hit.start, hit.end, mention.start):
                continue
            return hit
        return None

    def _spent_on_its_phrase(self, index: int, hit: CueHit) -> bool:
        """朋友都以为是天然的 培育钻石戒指: phrases of a title stand apart by blanks alone."""
        mention = self.mentions[index]
        for before in reversed(self.mentions[max(0, index - 4) : index]):
            if before.start < hit.end:
                return False
            if _comparable(before, mention) and " " in self.text[before.end : mention.start]:
                return True
        return False

    def _denies_something_else(self, hit: CueHit, mention: Mention) -> bool:
        """一颗莫桑石都没有的手链 denies the stone before it; 10莫桑石 and 0.5ct deny nothing."""
        if hit.form == "0":
            before = self.text[hit.start - 1 : hit.start]
            return hit.end != mention.start or before == "." or before.isalnum()
        return self.text[hit.end : hit.end + 1] == "的" and not hit.form.endswith("是")

    def _joined_by_mark(self, hit: CueHit, mention: Mention) -> bool:
        """非 培育 with one blank, 主石：天然红宝石 with its colon."""
        between = self.text[hit.end : mention.start]
        if hit.cue.kind == "negate":
            # 项链不含 钻戒: a denial at the end of its phrase denies nothing in the next.
            return between == " " and (hit.start == 0 or self.scope.strongest(hit.start - 1, hit.start) > 0)
        return hit.cue.kind in ("side", "main") and between.strip(" ") == ":"

    def _other_between(self, index: int, hit: CueHit) -> bool:
        """Whether the cue spends itself on an earlier mention: 非培育天然钻石 denies 培育, not 天然."""
        mention = self.mentions[index]
        right = mention
        for before in reversed(self.mentions[max(0, index - 8) : index]):
            if before.start < hit.end:
                break
            if before.end > right.start or not _comparable(before, mention):
                continue
            between = self.text[before.end : right.start]
            if _one_name(before, right, between):
                right = before
                continue
            # 不要刷C家V家: names said in one breath are a list.
            names = not between and before.entry.cls is mention.entry.cls is ClaimClass.BRAND
            if not names and (not between or not set(between) <= _CONNECTORS):
                return True
            right = before
        return False

    def _heads_the_phrase(self, mention: Mention, hit: CueHit) -> bool:
        """堪比专柜的钻石项链: what follows 的 is the thing sold, compared with what stands before it."""
        sold = "goods" in mention.entry.tags or mention.entry.cls in (ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)
        return sold and mention.start - hit.end >= 3 and self.text[mention.start - 1] == "的"

    def _turn(self, index: int) -> Reading | None:
        """谁说一定要, 没有一件不是: two words before the mention that turn each other round."""
        mention = self.mentions[index]
        last = bisect_right(self._starts, mention.start) - 1
        for at in range(last, max(-1, last - 8), -1):
            inner = self.hits[at]
            if inner.cue.kind != "inner" or inner.end > mention.start or not _among(mention, inner):
                continue
            if mention.start - inner.end > _GOVERNS or self.scope.strongest(inner.end, mention.start) > LIST:
                return None
            if self._other_between(index, inner):
                return None
            for opener in reversed(self.hits[max(0, at - 8) : at]):
                if opener.cue.kind != "opener" or opener.cue.id != inner.cue.id or opener.end > inner.start:
                    continue
                if inner.start - opener.end <= _TURN and self.scope.strongest(opener.end, inner.start) <= LIST:
                    said = Polarity(self.cues.turns[inner.cue.id])
                    return Reading(said, None, (opener.start, inner.end))
        return None

    def _pair(self, index: int) -> Reading | None:
        """与…不同, 非…不可: opened before and closed after the mention in one clause."""
        mention = self.mentions[index]
        last = bisect_right(self._starts, mention.start) - 1
        first_after = bisect_left(self._starts, mention.end)
        for opened in reversed(self.hits[max(0, last - 11) : last + 1]):
            if opened.cue.kind != "open" or opened.end > mention.start or mention.start - opened.end > 15:
                continue
            if not _among(mention, opened):
                continue
            if self.scope.strongest(opened.end, mention.start) > LIST:
                return None
            for closed in self.hits[first_after : first_after + 12]:
                if closed.start - mention.end > 15 or self.scope.strongest(mention.end, closed.start) > LIST:
                    break
                if closed.cue.kind == "close" and closed.cue.id == opened.cue.id:
                    kind = self.cues.pairs[opened.cue.id]
                    return Reading(Polarity(kind), None, (opened.start, opened.end))
        return None

    def _after(self, index: int, fits: Callable[[CueHit], bool]) -> CueHit | None:
        mention = self.mentions[index]
        first = bisect_left(self._starts, mention.end)
        for hit in self.hits[first : first + 12]:
            far = hit.start - mention.end
            if (
                far > _NEAR_ASK
                or self.scope.strongest(mention.end, hit.start) > LIST
                or (hit.cue.kind == "end" and hit.form != "是")
            ):
                return None
            if hit.cue.where != "after" or not _concerns(hit, mention, fits):
                continue
            if hit.cue.kind == "compare" and (mention.entry.cls not in GEM or far > 1):
                continue
            if hit.form.endswith("没有") and not self._phrase_ends(hit.end):
                continue
            if hit.cue.kind == "question" and self._asked_of_another(index, hit):
                continue
            if hit.cue.kind == "negate" and set(self.text[mention.end : hit.start]) <= _SUBJECTS:
                return hit
            if far <= (_NEAR_ASK if hit.cue.kind == "question" else _FURTHEST["near"]):
                return hit
        return None

    def _asked_of_another(self, index: int, hit: CueHit) -> bool:
        """难道培育就不是钻石吗 asks for the last stone, not for the one it speaks of."""
        mention, following = self.mentions[index], self.mentions[index + 1 : index + 3]
        nexts = [m for m in following if mention.end <= m.start < hit.start and _comparable(mention, m)]
        between = self.text[mention.end : nexts[0].start] if nexts else ""
        return bool(between) and not set(between) <= _CONNECTORS

    def _phrase_ends(self, at: int) -> bool:
        """锆石没有，… denies; 莫桑石没有钻石贵 compares."""
        after = self.text[at : at + 1]
        return not after or after in _PARTICLES or self.scope.strongest(at, at + 1) > 0

    def _wide(self, index: int, fits: Callable[[CueHit], bool]) -> CueHit | None:
        mention = self.mentions[index]
        at = bisect_left(self._starts, mention.start)
        for hit in self.hits[max(0, at - 6) : at + 6]:
            inside = mention.start <= hit.start and hit.end <= mention.end
            if hit.cue.where != "wide" or inside or not _concerns(hit, mention, fits):
                continue
            if hit.form.endswith("?") and hit.end <= mention.start:
                continue
            if hit.start < mention.end and mention.start < hit.end:
                return hit
            gap = (hit.end, mention.start) if hit.end <= mention.start else (mention.end, hit.start)
            if gap[1] - gap[0] <= _FURTHEST[hit.cue.reach] and self.scope.strongest(*gap) <= _LEVEL[hit.cue.reach]:
                return hit
        return None


def _is_polar(hit: CueHit) -> bool:
    return hit.cue.kind in POLARITIES


def _concerns(hit: CueHit, mention: Mention, fits: Callable[[CueHit], bool]) -> bool:
    return fits(hit) and _among(mention, hit)


def _among(mention: Mention, hit: CueHit) -> bool:
    return not hit.cue.classes or mention.entry.cls in hit.cue.classes


def _comparable(left: Mention, right: Mention) -> bool:
    """Whether both could be what a cue speaks of: two stones, or two names."""
    if ClaimClass.ADVERTISING in (left.entry.cls, right.entry.cls):
        return left.entry.cls is right.entry.cls
    if left.entry.cls in GEM:
        return right.entry.cls in GEM
    return left.entry.cls in _JUDGED and right.entry.cls in _JUDGED - GEM


def _as_reading(polarity: CueHit | None, target: CueHit | None) -> Reading:
    said = Polarity(polarity.cue.kind) if polarity else Polarity.AFFIRM
    of = Target(target.cue.kind) if target else None
    decided = polarity if said is not Polarity.AFFIRM or target is None else target
    return Reading(said, of, (decided.start, decided.end) if decided else None)


def _shared(text: str, mentions: list[Mention], readings: list[Reading]) -> list[Reading]:
    """What is said of one member is said of the whole: 天然、培育可选, and 配钻：天然钻石 as one name."""
    for i in range(len(mentions) - 1):
        here, there = mentions[i], mentions[i + 1]
        between = text[here.end : there.start]
        alternatives = between.strip(" ?") in _OR and {here.entry.cls, there.entry.cls} in _ORIGIN_PAIRS
        # 培育钻石 vs 天然 says first what is sold.
        if alternatives and "disclosure" not in here.entry.tags and readings[i + 1].polarity is Polarity.AFFIRM:
            asked = Reading(Polarity.QUESTION, None, (here.end, there.start))
            readings[i] = asked if readings[i] == _PLAIN else readings[i]
            readings[i + 1] = asked
    for i in range(len(mentions) - 2, -1, -1):
        here, there = mentions[i], mentions[i + 1]
        between = text[here.end : there.start]
        both_gems = here.entry.cls in GEM and there.entry.cls in GEM
        cue = readings[i + 1].cue
        after = cue is not None and cue[0] >= there.end
        listed = both_gems and between and set(between) <= _CONNECTORS
        if after and readings[i] == _PLAIN and (listed or _one_name(here, there, between)):
            readings[i] = readings[i + 1]
    for i in range(len(mentions) - 1):
        here, there = mentions[i], mentions[i + 1]
        if readings[i + 1] == _PLAIN and _one_name(here, there, text[here.end : there.start]):
            readings[i + 1] = readings[i]
    return readings


def _one_name(left: Mention, right: Mention, between: str) -> bool:
    natural_diamond = left.entry.cls is ClaimClass.NATURAL and right.entry.cls is ClaimClass.DIAMOND
    return natural_diamond and between in ("", "的")
