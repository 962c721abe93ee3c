"""Mentions of some kind: by class, tag, standard name, place, target and polarity."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, blocked_by, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place, Polarity, Target
from nlp.marks import named, tagged


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """An empty list asks for nothing in particular; ``at_least`` counts different standard names.

    ``absent`` turns the question round: no such mention.
    """

    classes: tuple[ClaimClass, ...]
    tags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    targets: tuple[Target, ...] = (Target.MAIN, Target.WHOLE)
    polarity: tuple[Polarity, ...] = (Polarity.AFFIRM,)
    at_least: int = 1
    absent: bool = False


SLOTS: tuple[str, ...] = ()

_GIVEN_LATER = frozenset({"coloured", "label"})
"""Tags that a claim gets from its place or its neighbours, and its word does not carry."""


def needs(params: Params) -> Needs:
    if params.at_least <= 0 or params.absent:
        return ()
    classes = (frozenset(params.classes),)
    if params.names:
        return (named(params.names), *classes)
    return (tagged(params.tags), *classes) if params.tags and _GIVEN_LATER.isdisjoint(params.tags) else classes


def answer(params: Params, case: Case) -> Answer:
    """Met by every matching mention; a mention that matches but for its polarity is named as blocked."""
    said = _matching(params, case, params.polarity)
    if params.absent:
        return NOT_MET if said else met_by(())
    if len({claim.name for claim in said}) >= params.at_least:
        return met_by(claim.span for claim in said)
    otherwise = _matching(params, case, ())
    return blocked_by(otherwise[0]) if otherwise and not said else NOT_MET


def _matching(params: Params, case: Case, polarity: tuple[Polarity, ...]) -> list[Claim]:
    return list(
        case.claims(
            params.classes,
            tags=params.tags,
            without=params.without,
            names=params.names,
            places=params.places,
            targets=params.targets,
            polarity=polarity,
        )
    )
