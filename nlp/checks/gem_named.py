"""The true nature of a coloured stone stands in its name, where a buyer chooses.

A choice (规格) named correctly does not cure a title that calls everything natural.
"""

from __future__ import annotations

import re
from typing import Literal

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Params as Base
from nlp.checks.disclosed import OPENING, first_image
from nlp.claim import Claim, ClaimClass, Place
from nlp.gem import named_gems, names_openly, said_natural, synthetic_words

Nature = Literal["synthetic", "treated", "composite"]


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``nature``: what the name must tell; ``spoken``: saying it in the pitch is enough."""

    nature: Nature
    spoken: bool = True


SLOTS: tuple[str, ...] = ()

_PAPER = re.compile("证书|国检|报告|结论|鉴定|检测")
_BASE_METALS = ("合金", "铜", "锌", "钛钢", "不锈钢", "铁", "铝")
_COMPOSITE = ("composite", "reconstructed", "imitation_stone")


def answer(params: Params, case: Case) -> Answer:
    listed = _names_in_a_list(case)
    found = [
        claim.span
        for claim in _telling(params.nature, case)
        if _bracketed(claim, case, listed) or _stands(claim, params, case)
    ]
    return met_by(found) if found else NOT_MET


def _telling(nature: Nature, case: Case) -> list[Claim]:
    if nature == "synthetic":
        return names_openly(synthetic_words(case))
    if nature == "treated":
        return list(
            case.claims((ClaimClass.TREATMENT,), tags=("treated", "marked"), without=("slang",), targets=OF_THE_ITEM)
        )
    words = [
        *case.claims((ClaimClass.COLOURED,), tags=_COMPOSITE, targets=OF_THE_ITEM),
        # 綠色玻璃戒指 沙弗萊配色 names its material as openly as 仿沙弗莱 does.
        *case.claims((ClaimClass.SIMULANT,), tags=("named",), places=(Place.TITLE, Place.SKU), targets=OF_THE_ITEM),
    ]
    # 二代蜜蜡 and 贴皮 are words of the trade: who does not know them is told nothing.
    return [claim for claim in words if not claim.tags.isdisjoint({"disclosure", "imitation_stone", "named"})]


def _praised(case: Case) -> bool:
    """The title calls the stone untouched; what stands further down takes nothing back."""
    untouched = case.claims((ClaimClass.TREATMENT,), tags=("untreated",), places=(Place.TITLE,), targets=OF_THE_ITEM)
    return any(True for _ in untouched) or bool(said_natural(case))


def _costume(case: Case) -> bool:
    """A brooch of alloy whose sheet says 仿珍珠: nobody takes what is set in base metal for a gem, if none is praised."""
    sheet = " ".join(attribute.value or "" for attribute in case.listing.attributes)
    return any(metal in sheet for metal in _BASE_METALS) and not said_natural(case) and not case.reading.carats


def _opens_detail(claim: Claim, params: Params, case: Case) -> bool:
    """The right name at the head of the description, unless the title claims nature or the words are a paper's.

    国检证书合成蓝宝石 repeats what a paper says; 海蓝宝 in the title is not told by 合成尖晶石 below it.
    """
    if claim.span.start >= OPENING or said_natural(case):
        return False
    if params.nature == "treated":
        return "marked" in claim.tags and not _praised(case)
    text = case.reading.texts[claim.span.field]
    if "disclosure" not in claim.tags or _PAPER.search(text[max(0, claim.span.start - 8) : claim.span.start]):
        return False
    titles = [gem.term.removeprefix("天然") for gem in named_gems(case) if gem.place is Place.TITLE]
    return params.nature == "composite" or any(name in claim.term for name in titles)


def _bracketed(claim: Claim, case: Case, names: frozenset[tuple[str, int]]) -> bool:
    field, start = claim.span.field, claim.span.start
    return (field, start - 1) in names and case.reading.texts[field][start - 1] in "（("


def _names_in_a_list(case: Case) -> frozenset[tuple[str, int]]:
    """Field and end of each gem's name in talk, where the title names no gem: 4 红宝石（铅玻璃充填）戒指 in a list of goods."""
    gems = named_gems(case)
    if any(gem.place is Place.TITLE for gem in gems):
        return frozenset()
    return frozenset((gem.span.field, gem.span.end) for gem in gems if gem.place is Place.DETAIL)


def _stands(claim: Claim, params: Params, case: Case) -> bool:
    if claim.place is Place.TITLE:
        return True
    if claim.place is Place.SKU:
        return not said_natural(case) or bool(said_natural(case, (Place.SKU,)))
    if claim.place is Place.ATTRIBUTE:
        return (("marked" in claim.tags) and not _praised(case)) or ("仿" in claim.term and _costume(case))
    if claim.place is Place.DETAIL:
        return _opens_detail(claim, params, case)
    if claim.place is Place.SPEECH:
        return params.spoken and "disclosure" in claim.tags
    return claim.place is Place.IMAGE and "disclosure" in claim.tags and first_image(claim.span.field, case)
