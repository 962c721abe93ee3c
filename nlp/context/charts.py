"""Charts: pictures that set several kinds side by side (天然 培育 莫桑石 对照表), and lists of what a room sells.

Such a picture hangs under every link of a shop and says nothing of the one it hangs under.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nlp.claim import Claim, ClaimClass, Place
from nlp.judgement import Span

_HEADING = re.compile(
    r"对照|对比|区别|科普|怎么[分辨选看]|如何[分辨鉴识选]|小课堂|课堂|小知识|知识|辨别|鉴别|分辨|常识|一览|比较|参考表|"
    r"(?i:\bvs\b|pk)|与本品无关|与本链接无关|非本品|货架|清单|目录|节目单|排品|上播|品类|价目|案例|图鉴|图解|词典|教你|看懂|学会|认识|[一二三四]楼|柜台|专区|答疑|问答|硬度|"
    r"以(?:选项|规格|款式|sku|实际|所选)[^，。]{0,4}为准"
)
_OWN = re.compile(
    r"本品|本款|本链接|这款|这颗|这条|这枚|主石|(?<![看查读])结论|证书编号|编号|检测结果|本商品|材质[:：]|报告|(?i:report|certificate)"
)
"""A line with any of these speaks of the item, chart or not."""
_NOT_SOLD = re.compile(
    r"非(?:本品|本款|本店|所售|卖品|售品|实物|此款)|不是(?:本品|本款|本店|我家|实物)|反面教材|对照样|仅供对比"
)
"""A line that says so of what it shows needs no second kind beside it."""
_HEADED = 2
_ALONE = 3
"""Kinds that make a chart with a heading, and without one."""


def charts(claims: Sequence[Claim], texts: Mapping[str, str]) -> dict[str, Span]:
    """Path of a line of a picture that is a chart -> the words that show it. The first picture is the item's own face."""
    found: dict[str, Span] = {}
    for path, text in texts.items():
        if path.startswith("images.") and (said := _NOT_SOLD.search(text)) is not None:
            found[path] = Span(path, said.start(), said.end(), said[0])
    kinds: dict[str, dict[str, Span]] = {}
    lined: dict[str, set[str]] = {}
    for claim in claims:
        if claim.place is Place.IMAGE and (kind := kind_of(claim)) is not None:
            picture = picture_of(claim.span.field)
            if picture != "images.0.":
                kinds.setdefault(picture, {}).setdefault(kind, claim.span)
                lined.setdefault(claim.span.field, set()).add(kind)
    shown: dict[str, dict[str, str]] = {}
    for path, text in texts.items():
        if path.startswith("images."):
            shown.setdefault(picture_of(path), {})[path] = text
    for picture, named in kinds.items():
        if len(named) < _HEADED:
            continue
        lines = shown[picture]
        cue = _heading(lines)
        if cue is None:
            if len(named) < _ALONE:
                continue
            cue = list(named.values())[1]
        found |= {path: cue for path, text in lines.items() if not _OWN.search(text) or len(lined.get(path, ())) > 1}
    return found


def picture_of(path: str) -> str:
    return ".".join(path.split(".")[:2]) + "."


def _heading(lines: Mapping[str, str]) -> Span | None:
    for path, text in lines.items():
        if (found := _HEADING.search(text)) is not None:
            return Span(path, found.start(), found.end(), found[0])
    return None


def kind_of(claim: Claim) -> str | None:
    """What sets the mention apart from other kinds; None for what could be said of any of them."""
    if claim.cls in (ClaimClass.DIAMOND, ClaimClass.NATURAL):
        return "natural"
    if claim.cls is ClaimClass.LAB_GROWN:
        return "lab_grown"
    if claim.cls in (ClaimClass.SIMULANT, ClaimClass.COLOURED):
        return claim.name
    if claim.cls is ClaimClass.TREATMENT:
        return claim.name if claim.tags & {"treated", "slang"} else "untreated"
    return None
