"""Pictures that hold the goods beside something else: 左 莫桑石 / 右 本款, 上图真钻 下图本店.

Every side has its words; the side that is called the seller's own is the item, the other is what it is held against.
Where no side is his own, two kinds side by side teach the difference and are neither of them sold here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from nlp.claim import Claim, Place
from nlp.context.charts import kind_of, picture_of
from nlp.judgement import Span

_SIDE = re.compile(
    r"(?:^|(?<=[\s，,；;|/（(：:]))(左|右|上|下|图[一二12]|[abAB])(?:图|边|侧|手|面|排|方|款)?(?=[:： 是为]|[^\W\d_a-zA-Z])"
)
_OWN = re.compile(
    r"本(?:款|品|店|条|枚|只|件|颗|链接|商品|家)|我们?|咱|自家|这[款颗条枚只件]|实拍|实物|证书|报告|检测|结论|编号|主石|材质"
)


def set_beside(claims: Sequence[Claim], texts: Mapping[str, str]) -> dict[tuple[str, int], Span]:
    """(path, start) of what a picture shows beside the goods -> the word that names the other side."""
    shown: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.place is Place.IMAGE and kind_of(claim) is not None:
            shown.setdefault(picture_of(claim.span.field), []).append(claim)
    found: dict[tuple[str, int], Span] = {}
    for picture, named in shown.items():
        sides = [
            (path, side.start(), side[1])
            for path, text in texts.items()
            if path.startswith(picture)
            for side in _SIDE.finditer(text)
        ]
        if len({name for _, _, name in sides}) > 1:
            found |= _beside(named, sides, {path: text for path, text in texts.items() if path.startswith(picture)})
    return found


def _beside(
    named: Sequence[Claim], sides: Sequence[tuple[str, int, str]], lines: Mapping[str, str]
) -> dict[tuple[str, int], Span]:
    order = {path: number for number, path in enumerate(lines)}
    starts = [(order[path], start) for path, start, _ in sides]
    words = [""] * len(sides)
    for i, (path, start, _) in enumerate(sides):
        following = sides[i + 1] if i + 1 < len(sides) else None
        words[i] = lines[path][start : following[1] if following and following[0] == path else None]
    own = [_OWN.search(text) is not None for text in words]
    at = {id(claim): bisect_right(starts, (order[claim.span.field], claim.span.start)) - 1 for claim in named}
    placed = [claim for claim in named if at[id(claim)] >= 0]
    if not any(own) and len({kind_of(claim) for claim in placed}) < len(set(at.values())):
        return {}
    return {
        (claim.span.field, claim.span.start): Span(path, start, start + len(name), name)
        for claim in placed
        for path, start, name in (sides[at[id(claim)]],)
        if not own[at[id(claim)]] and claim.span.field == path
    }
