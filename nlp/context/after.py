"""Cues on the right of a mention, and those that may stand on either side of it."""

from __future__ import annotations

from bisect import bisect_left

from nlp.context.cues import CueHit
from nlp.context.kinds import CONNECTORS, GEM, comparable
from nlp.context.scope import LIST
from nlp.context.surroundings import FURTHEST, LEVEL, Fits, Surroundings, concerns

_NEAR_ASK = 6
_SUBJECTS = frozenset("我们咱本店家里是都也这一直从来向统坚决绝对小")
"""莫桑石|我们是|不碰的: who denies may stand between."""
_PARTICLES = frozenset("的哦啊了呢吧呀哈滴哟")


def cue_after(s: Surroundings, index: int, fits: Fits) -> CueHit | None:
    mention = s.mentions[index]
    first = bisect_left(s.starts, mention.end)
    for hit in s.hits[first : first + 12]:
        far = hit.start - mention.end
        if (
            far > _NEAR_ASK
            or s.scope.strongest(mention.end, hit.start) > LIST
            or (hit.cue.kind == "end" and hit.form != "是")
        ):
            return None
        if hit.cue.where != "after" or not concerns(hit, mention, fits):
            continue
        if hit.cue.kind == "compare" and (mention.entry.cls not in GEM or far > 1):
            continue
        if hit.form.endswith("没有") and not _phrase_ends(s, hit.end):
            continue
        if hit.cue.kind == "question" and _asked_of_another(s, index, hit):
            continue
        if hit.cue.kind == "negate" and set(s.text[mention.end : hit.start]) <= _SUBJECTS:
            return hit
        if far <= (_NEAR_ASK if hit.cue.kind == "question" else FURTHEST["near"]):
            return hit
    return None


def _asked_of_another(s: Surroundings, index: int, hit: CueHit) -> bool:
    """难道培育就不是钻石吗 asks for the last stone, not for the one it speaks of."""
    mention, following = s.mentions[index], s.mentions[index + 1 : index + 3]
    nexts = [m for m in following if mention.end <= m.start < hit.start and comparable(mention, m)]
    between = s.text[mention.end : nexts[0].start] if nexts else ""
    return bool(between) and not set(between) <= CONNECTORS


def _phrase_ends(s: Surroundings, at: int) -> bool:
    """锆石没有，… denies; 莫桑石没有钻石贵 compares."""
    after = s.text[at : at + 1]
    return not after or after in _PARTICLES or s.scope.strongest(at, at + 1) > 0


def cue_around(s: Surroundings, index: int, fits: Fits) -> CueHit | None:
    mention = s.mentions[index]
    at = bisect_left(s.starts, mention.start)
    for hit in s.hits[max(0, at - 6) : at + 6]:
        inside = mention.start <= hit.start and hit.end <= mention.end
        if hit.cue.where != "wide" or inside or not concerns(hit, mention, fits):
            continue
        if hit.form.endswith("?") and hit.end <= mention.start:
            continue
        if hit.start < mention.end and mention.start < hit.end:
            return hit
        gap = (hit.end, mention.start) if hit.end <= mention.start else (mention.end, hit.start)
        if gap[1] - gap[0] <= FURTHEST[hit.cue.reach] and s.scope.strongest(*gap) <= LEVEL[hit.cue.reach]:
            return hit
    return None
