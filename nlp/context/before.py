"""Cues on the left of a mention, and when one that stands there speaks of something else."""

from __future__ import annotations

import re
from bisect import bisect_right

from nlp.claim import ClaimClass
from nlp.context.cues import TARGETS, CueHit
from nlp.context.kinds import comparable
from nlp.context.scope import CLAUSE, SENTENCE
from nlp.context.surroundings import FURTHEST, LEVEL, OVER_OTHERS, Fits, Surroundings, concerns
from nlp.overlap import Mention

_LOOK_BACK = 24
_QUOTES = " ,:，：“”\"'「」"
_COMMA = re.compile("[,，]")
_SUBJECTLESS = re.compile(r"(?:卖|用|拿|写|发|做|标|叫|其实|结果|镶|戴|说白了|实际|本质|无非|全是|都是|就是)")
_ANSWERS = re.compile(
    r"[ “\"]*(?:因为|其实|实话|实在|老实|不瞒|坦白|对[啊的呀]|对$|是的|是啊|没错|当然|肯定|我[说讲跟告就们家敢也]|咱|这[批颗款条枚个只对件]|它|就是|"
    r"回[他她你]|答|哎|唉|好吧|行|那就|确实|真是|说白|跟你|跟大家|告诉|姐[妹，,]|宝[宝子]|老铁|家人)"
)
"""How a host begins when he answers what his audience said."""
_STONE_LABELS = frozenset(
    {"主石", "主钻", "副石", "配石", "辅石", "伴石", "侧石", "边石", "围石", "旁石", "副钻", "配钻", "边钻", "围镶"}
)
_FRAMES = ("open", "close")
_STEERS = ("end", "main")
"""Kinds that say how far others carry, whatever they are asked for."""


def cue_before(s: Surroundings, index: int, fits: Fits) -> CueHit | None:
    """The nearest cue on the left that reaches the mention."""
    mention = s.mentions[index]
    last = bisect_right(s.starts, mention.start) - 1
    ended = ended_by_is = False
    own = None  # where the seller turns to what he sells himself: 弹幕说是莫桑，|这颗是天然的
    for hit in reversed(s.hits[max(0, last + 1 - _LOOK_BACK) : last + 1]):
        if hit.end > mention.start:
            continue
        if mention.start - hit.end > s.furthest:
            break
        kind = hit.cue.kind
        speaks = hit.cue.where == "before" and kind not in _FRAMES and concerns(hit, mention, fits)
        if not speaks and kind not in _STEERS:
            continue
        level = s.scope.strongest(hit.end, mention.start)
        if level == SENTENCE and s.furthest < FURTHEST["text"]:
            break
        if level == SENTENCE and hit.cue.reach != "text" and not (kind == "end" and hit.form.endswith(":")):
            continue
        if kind == "end":
            ended, ended_by_is = ended or hit.form != "是", True
            continue
        if kind == "main" and hit.start and s.scope.strongest(hit.start - 1, hit.start) >= CLAUSE:
            own = hit.start
        if not speaks or (own is not None and kind == "quote" and len(s.text[hit.end : own].strip(" ,:")) > 1):
            continue
        if mention.start - hit.end > FURTHEST[hit.cue.reach]:
            continue
        if level > LEVEL[hit.cue.reach] and not (_joined_by_mark(s, hit, mention) or _goes_on(s, hit, mention)):
            continue
        stopped = ended or (ended_by_is and not hit.cue.past_is)
        if stopped and hit.cue.kind not in TARGETS:
            continue
        if hit.cue.reach not in OVER_OTHERS and s.other_between(index, hit):
            continue
        if hit.cue.kind == "quote" and hit.cue.reach == "sentence" and _spent_on_its_phrase(s, index, hit):
            continue
        if hit.cue.kind == "quote" and hit.cue.reach == "sentence" and level >= CLAUSE and _answered(s, hit, mention):
            continue
        if hit.cue.kind == "negate" and _denies_something_else(s, hit, mention):
            continue
        if hit.cue.kind in ("compare", "quote") and _heads_the_phrase(s, mention, hit):
            continue
        if hit.cue.token and len(hit.form) == 1 and not s.is_word(s.text, hit.start, hit.end, mention.start):
            continue
        return hit
    return None


def _goes_on(s: Surroundings, hit: CueHit, mention: Mention) -> bool:
    """隔壁房间那谁，|卖的钻其实是玻璃: a clause without a subject of its own speaks of the one before."""
    if hit.cue.kind != "other" or hit.cue.reach not in ("clause", "whole"):
        return False
    clauses = _COMMA.split(s.text[hit.end : mention.start])
    return len(clauses) == 2 and _SUBJECTLESS.match(clauses[1]) is not None


def _answered(s: Surroundings, hit: CueHit, mention: Mention) -> bool:
    """有人问怎么便宜，|因为它是合成的: after what others say the host speaks for himself again."""
    clauses = _COMMA.split(s.text[hit.end : mention.start])
    heard = len(clauses[0].strip(_QUOTES)) > 1
    for clause in clauses[1:]:
        if heard and (hit.form.endswith("问") or _ANSWERS.match(clause)):
            return True
        heard = heard or len(clause.strip(_QUOTES)) > 1
    return False


def _spent_on_its_phrase(s: Surroundings, index: int, hit: CueHit) -> bool:
    """朋友都以为是天然的 培育钻石戒指: phrases of a title stand apart by blanks alone."""
    mention = s.mentions[index]
    for before in reversed(s.mentions[max(0, index - 4) : index]):
        if before.start < hit.end:
            return False
        if comparable(before, mention) and " " in s.text[before.end : mention.start]:
            return True
    return False


def _denies_something_else(s: Surroundings, hit: CueHit, mention: Mention) -> bool:
    """一颗莫桑石都没有的手链 denies the stone before it; 10莫桑石 and 0.5ct deny nothing."""
    if hit.form == "0":
        before = s.text[hit.start - 1 : hit.start]
        return hit.end != mention.start or before == "." or before.isalnum()
    return s.text[hit.end : hit.end + 1] == "的" and not hit.form.endswith("是")


def _joined_by_mark(s: Surroundings, hit: CueHit, mention: Mention) -> bool:
    """非 培育 with one blank, 主石：天然红宝石 with its colon, 副石 天然钻石 as pictures print it."""
    between = s.text[hit.end : mention.start]
    if hit.cue.kind == "negate":
        # 项链不含 钻戒: a denial at the end of its phrase denies nothing in the next.
        return between == " " and (hit.start == 0 or s.scope.strongest(hit.start - 1, hit.start) > 0)
    if hit.cue.kind not in ("side", "main"):
        return False
    # 莫桑石主石 天然小钻围镶: a label opens its phrase, else it closes the one before.
    label = hit.form in _STONE_LABELS and s.text[hit.start - 1 : hit.start] in ("", " ", ",", ";", "/", "|", "(")
    return between.strip(" ") == ":" or (between == " " and label)


def _heads_the_phrase(s: Surroundings, mention: Mention, hit: CueHit) -> bool:
    """堪比专柜的钻石项链: what follows 的 is the thing sold, compared with what stands before it."""
    sold = "goods" in mention.entry.tags or mention.entry.cls in (ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)
    return sold and mention.start - hit.end >= 3 and s.text[mention.start - 1] == "的"
