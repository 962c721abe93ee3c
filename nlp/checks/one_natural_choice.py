"""One choice of a diamond is called natural and costs many times the others, of which nothing is said.

Who writes 天然款 beside 标准款 knows that the standard one is not natural; a buyer of the cheap one is not told.
"""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.judgement import Span

SLOTS: tuple[str, ...] = ()

_TIMES = 3
"""The natural choice costs at least so many times the others."""
_NO_STONE = ("托", "工费", "加工", "定金", "订金", "补差", "邮费", "证书", "自带", "来石", "单买", "盒")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.DIAMOND}), frozenset({ClaimClass.NATURAL}))


def answer(params: Params, case: Case) -> Answer:
    """Met by the natural choice's word and the first silent one, where no other text says what the stones are."""
    told = any(s.kind != "diamond" and s.place is not Place.SKU for s in case.statements)
    if told or not any(s.kind == "diamond" and s.place is Place.TITLE for s in case.statements):
        return NOT_MET
    kinds: dict[int, set[str]] = {}
    spans: dict[int, Span] = {}
    for claim in case.claims((ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT), places=(Place.SKU,)):
        number = int(claim.span.field.split(".")[1])
        kinds.setdefault(number, set()).add(claim.cls)
        spans.setdefault(number, claim.span)
    natural = {n for n, said in kinds.items() if said == {ClaimClass.NATURAL}}
    silent = [n for n, sku in enumerate(case.listing.skus) if n not in kinds and _of_a_stone(n, case) and sku.price_fen]
    if not natural or not silent or natural != set(kinds):
        return NOT_MET
    least = min(case.listing.skus[n].price_fen or 0 for n in natural)
    cheap = [n for n in silent if (case.listing.skus[n].price_fen or 0) * _TIMES <= least]
    if not cheap:
        return NOT_MET
    return met_by((_choice(cheap[0], case), spans[min(natural)]))


def _values(number: int, case: Case) -> list[tuple[str, str]]:
    stem = f"skus.{number}.spec."
    return [(p, t) for p, t in case.reading.texts.items() if p.startswith(stem) and p.endswith(".value")]


def _of_a_stone(number: int, case: Case) -> bool:
    values = _values(number, case)
    return bool(values) and not any(word in text for _, text in values for word in _NO_STONE)


def _choice(number: int, case: Case) -> Span:
    path, text = _values(number, case)[0]
    return Span(path, 0, len(text), text)
