"""A coloured stone, jade, pearl or amber is sold under its plain name."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Place
from nlp.gem import group, named_gems


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``without`` leaves out groups of gems (pearl, amber, …); no ``places``: anywhere."""

    without: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({"C", "N", "T"}),)


def answer(params: Params, case: Case) -> Answer:
    found = [
        claim.span
        for claim in named_gems(case)
        if group(claim) not in params.without and (not params.places or claim.place in params.places)
    ]
    return met_by(found) if found else NOT_MET
