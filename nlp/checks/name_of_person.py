"""A brand's word that the listing tells to be somebody's given name: 女儿英文名Tiffany, 我英文名叫Fred."""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_sentences import NAME, brand_sentences
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.judgement import Span

_PLACES = (Place.TITLE, Place.DETAIL, Place.SPEECH)
_TOLD = re.compile(
    rf"(?:英文名|小名|昵称|网名|花名|艺名|名字)(?:字)?(?:叫|就叫|是|就是|取的?是?)?\s?[“\"「]?{NAME}(?!家|的?(?:同款|项|手|戒|耳|包))"
    rf"|{NAME}(?:就)?是(?:我|她|他|女儿|儿子|闺女|店主|主播|小狗|猫)[^，。]{{0,4}}(?:英文名|名字|小名|昵称)"
)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the name where every brand of the listing is told so and nothing speaks of copies."""
    named = {c.name for c in case.claims((ClaimClass.BRAND,), tags=("official",), targets=OF_THE_ITEM)}
    leaning = case.claims((ClaimClass.IMITATION,), without=("person", "contact", "aged"), targets=OF_THE_ITEM)
    if not named or any(True for _ in leaning):
        return NOT_MET
    spans: list[Span] = []
    for sentence in brand_sentences(case, _PLACES):
        if _TOLD.search(sentence.text):
            spans += [claim.span for claim in sentence.claims]
            named -= {claim.name for claim in sentence.claims}
    return met_by(spans) if not named else NOT_MET
