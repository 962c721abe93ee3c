"""A permitted enhancement (heat, oil) is stated in one place and denied in another: 无烧 beside 有烧."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place
from nlp.gem import just_denied

SLOTS: tuple[str, ...] = ()

_OIL = "油"
_BOTH = re.compile(
    "有烧[、/和与或跟还是]{0,2}无烧|无烧[、/和与或跟还是]{0,2}有烧|有油[、/和与或跟还是]{0,2}无油|无油[、/和与或跟还是]{0,2}有油"
)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def _of_others(claim: Claim, case: Case) -> bool:
    """无烧的要贵两倍, 对比无烧, 不写无油: the word names other goods, or what is not said."""
    text = case.reading.texts[claim.span.field]
    before, after = text[max(0, claim.span.start - 3) : claim.span.start], text[claim.span.end : claim.span.end + 2]
    # 无油的哈 tells of this stone, 无油的要贵两倍 of others.
    others = after[:1] == "的" and bool(after[1:].strip(" ，。；！？、,;!?~哈呢啊哦呀喔嘛"))
    return others or before.endswith(("比", "写", "说", "与", "和", "如"))


def _asked(claim: Claim, case: Case) -> bool:
    """有烧无烧差价多少: both words together name the kinds there are."""
    text = case.reading.texts[claim.span.field]
    around = text[max(0, claim.span.start - 4) : claim.span.end + 4]
    return _BOTH.search(around) is not None


def _by_choice(claim: Claim, case: Case) -> bool:
    """S148（有烧） beside S152（无烧）: the choice that was heated says so itself."""
    if claim.place is not Place.SKU:
        return False
    own = claim.span.field.split(".")[1]
    return any(path.startswith("skus.") and path.split(".")[1] != own for path in case.reading.texts)


def needs(params: Params) -> Needs:
    return (frozenset({"T"}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by both words; oil is compared with oil, heat with heat, 无优化 with either."""
    done = [
        claim
        for claim in case.claims((ClaimClass.TREATMENT,), tags=("optimised",), targets=OF_THE_ITEM)
        if not just_denied(claim, case) and not _asked(claim, case) and not _by_choice(claim, case)
    ]
    denied = [
        claim
        for claim in case.claims((ClaimClass.TREATMENT,), tags=("untreated",), without=("jade_a",), targets=OF_THE_ITEM)
        if not _of_others(claim, case)
    ]
    if any(claim.place is Place.TITLE for claim in done):
        # Who writes 有烧 into the name hides nothing; 无烧 below it speaks of dearer stones.
        denied = [claim for claim in denied if claim.place is Place.TITLE]
    for one in done:
        for other in denied:
            general = "优化" in other.term
            same = (_OIL in one.term or "oil" in one.term) == (_OIL in other.term or "oil" in other.term)
            heat = _OIL in other.term or any(w in other.term for w in ("烧", "热", "heat"))
            if general or (same and heat):
                return met_by((one.span, other.span))
    return NOT_MET
