"""Words that say a brand was copied, as strong as the brand needs.

A copy word (复刻, 高仿) or printed papers convict beside any brand. 同款 and its like convict only
beside a maison that sells nowhere but in its own shops: a domestic brand's dealer says 专柜同款 of
the genuine piece.
"""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass
from nlp.judgement import Tier


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}), frozenset({ClaimClass.IMITATION}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the cues; E1 for copy words, which admit, E3 for 同款 and its like alone, E2 for the rest."""
    brands = list(
        case.claims(
            (ClaimClass.BRAND,), without=("style", "ingredient"), polarity=("affirm", "compare"), targets=OF_THE_ITEM
        )
    )
    whole = (*OF_THE_ITEM, "packaging")
    cues = list(case.claims((ClaimClass.IMITATION,), targets=whole))
    # 是不是傻傻分不清 asks nothing.
    cues += case.claims(
        (ClaimClass.IMITATION,), tags=("likeness",), polarity=("question", "compare", "quote"), targets=whole
    )
    strong = [c for c in cues if "strong" in c.tags]
    printed = [c for c in cues if "packaging_cue" in c.tags]
    medium = [c for c in cues if "medium" in c.tags and not c.tags & {"packaging_cue", "person"}]
    # A maison whose goods have a known lowest price sells through its own shops; a sports brand's dealer is no copyist.
    maison = any("code" in b.tags or _maison(b, case) for b in brands)
    counted = strong + printed + (medium if maison else [])
    # "老铺同款" says whose model it is, "老铺专柜同款" may be the dealer's way to say genuine.
    ends = {(b.span.field, b.span.end) for b in brands}
    counted += [c for c in medium if c not in counted and (c.span.field, c.span.start) in ends]
    if not brands or not counted:
        return NOT_MET
    # Courts differ on 同款: by itself it is circumstance, for a person to look at.
    leaning = all("same_style" in c.tags for c in counted)
    tier: Tier = "E1" if strong else "E3" if leaning else "E2"
    return met_by((c.span for c in counted), tier)


def _maison(brand: Claim, case: Case) -> bool:
    row = case.brands.row(brand.name, case.on)
    return row is not None and (row.own_shops or "luxury" in brand.tags)
