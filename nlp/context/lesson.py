"""A lesson that sells what it teaches: 如何鉴别莫桑钻？买一颗回去对照着学. The taught thing is the goods."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from nlp.claim import Claim, ClaimClass, Place, Polarity

_TAUGHT = (Polarity.TEACH, Polarity.QUESTION)
_GOODS = frozenset(
    {ClaimClass.DIAMOND, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.COLOURED, ClaimClass.BRAND}
)
_HANDED_OVER = re.compile(
    r"[买拍领带抱][一两]?[颗枚只条对件](?:回|走|去|来)|带回家|上链接|人手一[颗枚只条份]|送(?:同[款版]|[一两][颗枚只条对])|送?同版|练手|练眼力|"
    r"对照着?[学看练]|[附配带]实物|实物教具"
)
"""What a lesson alone does not do: the thing itself changes hands."""


def sold_with_the_lesson(claims: list[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """Affirm what a title teaches or asks about, where it hands the thing over and names no other goods."""
    titled = [claim for claim in claims if claim.place is Place.TITLE and claim.cls in _GOODS]
    if not titled or any(claim.polarity not in _TAUGHT for claim in titled):
        return claims
    if not any(_HANDED_OVER.search(texts[field]) for field in {claim.span.field for claim in titled}):
        return claims
    sold = set(map(id, titled))
    return [replace(claim, polarity=Polarity.AFFIRM, cue=None) if id(claim) in sold else claim for claim in claims]
