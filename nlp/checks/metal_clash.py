"""Gold or silver in the title, plating or base metal where the material is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place, place_of
from nlp.judgement import Span
from nlp.marks import worded


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (worded(_BASE_METALS), frozenset({ClaimClass.JEWELLERY}))


_GOLD = re.compile(r"千足金|万足金|足金|纯金|18k(?:白|玫瑰|黄)?金|au750|au999")
_SILVER = re.compile(r"s925纯银|s925银|s925|925纯银|925银|足银|纯银|999银")
_NOT_BEFORE = ("镀", "包", "仿", "鎏", "贴", "假", "如", "似", "像", "非", "不是", "代替", "平替", "镶", "注")
_NOT_AFTER = (
    "色", "质感", "工艺", "同款", "包", "镀", "元素", "平替", "针", "耳针", "钩", "耳钩", "感", "风", "效果", "般", "级", "戒托可", "可选",
)  # fmt: skip
_BASE_TITLE = (
    "镀", "包金", "沙金", "合金", "铜", "仿金", "仿真", "钛钢", "不锈钢", "仿银", "道具", "不是黄金", "电镀", "鎏金", "贴金", "注金",
)  # fmt: skip
_LABELS = ("材质", "材料", "质地", "金属", "材 质")
_BASE = re.compile(r"合金|(?<!古)铜(?!色)|沙金|包金|镀(?:18k|14k|24k|黄|白|玫瑰|真|足)?金|不锈钢|钛钢|锌|仿金|亚金")
_BASE_METALS = ("合金", "铜", "沙金", "包金", "镀", "钢", "锌", "仿金", "亚金")
"""Of _BASE and _SAID: one of these words is in all they find."""
_SAID = re.compile(
    r"(?:材质|材料|实为|其实是|实际是|实际为|本质是)(?:是|为|[:：])?\s{0,2}(?:合金|铜|沙金|包金|镀金|不锈钢|钛钢|锌合金|黄铜)"
)


def answer(params: Params, case: Case) -> Answer:
    """Met, as a contradiction of the listing's own words (E1), by the title's metal and the stated one."""
    title = next(iter(_titled(case)), None)
    if title is None:
        return NOT_MET
    span, silver = title
    stated = next((s for s in _stated(case) if not _has_it(case, s, silver=silver)), None)
    return NOT_MET if stated is None else met_by((span, stated), "E1")


def _titled(case: Case) -> Iterator[tuple[Span, bool]]:
    for path, text in case.reading.texts.items():
        if path != "title" or any(word in text.lower() for word in _BASE_TITLE):
            continue
        lowered = text.lower()
        if len(lowered) != len(text):
            continue
        for pattern, silver in ((_GOLD, False), (_SILVER, True)):
            for found in pattern.finditer(lowered):
                before, after = lowered[: found.start()], lowered[found.end() :]
                if not before.endswith(_NOT_BEFORE) and not after.startswith(_NOT_AFTER):
                    yield Span(path, found.start(), found.end(), text[found.start() : found.end()]), silver


def _stated(case: Case) -> Iterator[Span]:
    texts = case.reading.texts
    for path, text in texts.items():
        lowered = text.lower()
        if len(lowered) != len(text):
            continue
        place = place_of(path)
        if place is Place.ATTRIBUTE and path.endswith(".value"):
            label = texts.get(path.removesuffix("value") + "name", "")
            if any(word in label for word in _LABELS) and (found := _BASE.search(lowered)):
                yield (
                    Span(path, 0, len(text), text)
                    if len(text) <= 20
                    else Span(path, found.start(), found.end(), text[found.start() : found.end()])
                )
        elif place is Place.DETAIL and (found := _SAID.search(lowered)):
            yield Span(path, found.start(), found.end(), text[found.start() : found.end()])


def _has_it(case: Case, stated: Span, *, silver: bool) -> bool:
    """Whether the stated material holds the title's metal besides: 18K金，链扣为合金 contradicts nothing."""
    text = stated.text.lower()
    metal = _SILVER if silver else _GOLD
    for found in metal.finditer(text):
        if not text[: found.start()].endswith(("镀", "包", "仿", "鎏")):
            return True
    # 银镀金 is silver; a title of silver says the truth of it.
    return silver and ("银镀" in text or text.startswith(("925", "s925", "银")))
