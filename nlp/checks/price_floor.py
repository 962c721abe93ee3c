"""Whether the price can buy the claimed stone: below the dated floor it cannot.

The floor is the stone's (per carat) and the metal's least value (books/prices.yml). A diamond with
no word on origin is a natural one by its name (GB/T 16552: only the synthetic must be called so) and
is measured as such, unless anything in the listing, the shop's name included, points to lab-grown.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, UNKNOWN, Answer, Blocked, met_by
from nlp.books.prices import Kind
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.no_stone_sold import given_stone
from nlp.claim import Claim, ClaimClass, Place
from nlp.judgement import Span
from nlp.marks import CARAT
from nlp.material import SAID_BY, Statement
from nlp.selling_price import MAX_CARAT, Offered, offered, yuan

_STONES = (ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.COLOURED)
_PARTS = frozenset({"deposit", "difference", "postage", "auction"})
_PRINTED = frozenset({"postage", "difference", "service", "sample", "rough"})
_ALL = re.compile("全款|全价|一口价|成交价|落[槌锤]价?|实付|总价|刷卡价")
_MAY = re.compile(
    "(?:可以?|也能|能|支持|接受|允许|不收|无需|不用|不需|免)(?:先|只|小额)?(?:付|交|收|拍|下)?(?:个|点|一点)?$"
)
_OF_THIS = re.compile(
    "(?:标价|本链接|此链接|这个链接|拍下|价格)[^，。；]{0,6}(?:定金|订金)|(?:定金|订金)(?:链接|专拍|价)"
)
_DEPOSIT = re.compile("定金|订金|预付")
_SENTENCE = re.compile("[。！？!?\n]")
_LEADS, _CLAUSE, _SENTENCE_REACH = 6, 12, 30
_EXEMPT = ("deposit", "difference", "postage", "bare_setting", "auction", "sample", "rough", "secondhand", "service")


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``least_carat``: lighter stones may honestly cost next to nothing; ``share``: below that part of the floor."""

    least_carat: float = 0.30
    share: float = 1.0


SLOTS = ("price", "floor", "weight")


def needs(params: Params) -> Needs:
    return (SAID_BY["natural"] | SAID_BY["lab_grown"] | SAID_BY["diamond"], frozenset({CARAT}))


def answer(params: Params, case: Case) -> Answer:
    """Met, with the weight and the claim as proof; unknown when the price table is stale on the day."""
    sale = offered(case.reading)
    if sale is None:
        return NOT_MET
    claim = _of_this_choice(sale, case) or claimed(case)
    if claim is None:
        return NOT_MET
    kind: Kind = "lab_grown" if claim.kind != "natural" and _perhaps_lab_grown(case) else "natural"
    weight, stone = sale.carat, None
    if weight is not None and weight.carat >= params.least_carat and not _weighs_another_stone(case, weight.span):
        # Who prints D, VVS1 beside 钻石 prices it by the scale of natural stones; a bare 钻石 may be of any quality.
        fine = kind == "natural" and _fine(case)
        stone = case.prices.stone_floor(kind, weight.carat, case.on, sized=claim.kind == "natural" or fine, fine=fine)
        if stone is None:
            return UNKNOWN
    if stone is None:
        weight = next((c for c in case.reading.carats if c.role == "total" and 1 <= c.carat <= MAX_CARAT), None)
        if weight is None or _weighs_another_stone(case, weight.span):
            return NOT_MET
        stone = case.prices.melee_floor(kind, weight.carat, case.on)
    assert weight is not None  # noqa: S101 - a floor was found for it
    if stone is None:
        return UNKNOWN
    floor = stone + case.prices.metal_floor(case.own_text, case.on)
    if sale.fen >= floor * params.share:
        return NOT_MET
    if (exempt := not_the_price(case)) is not None and not (
        # Wear and a lost box explain a lower price, not one that would not buy the stone half way.
        exempt.by == "secondhand" and sale.fen < floor / 2
    ):
        return Answer("not_met", blocked=exempt)
    spans = [weight.span, claim.span, *([sale.money.span] if sale.money else [])]
    return met_by(spans, values={"price": yuan(sale.fen), "floor": yuan(floor), "weight": f"{weight.carat:g}克拉"})


def _of_this_choice(sale: Offered, case: Case) -> Statement | None:
    """What the choice (规格) that is priced says its own stone is: another choice's word is not said of it."""
    if sale.carat is None or not sale.carat.span.field.startswith("skus."):
        return None
    prefix = ".".join(sale.carat.span.field.split(".")[:2]) + "."
    return next(
        (s for s in case.statements if s.span.field.startswith(prefix) and s.kind in ("natural", "lab_grown")), None
    )


def _fine(case: Case) -> bool:
    """Whether every colour and every clarity that is given is high: D to F, and VS or better."""
    colours = {g.value for g in case.reading.grades if g.scale == "colour"}
    clarities = {g.value for g in case.reading.grades if g.scale == "clarity"}
    high = all(c in "DEF" for c in colours) and all(c.startswith(("FL", "IF", "VVS", "VS")) for c in clarities)
    return bool(colours) and bool(clarities) and high


def _weighs_another_stone(case: Case, weight: Span) -> bool:
    """合成蓝宝石戒指 2.3ct 天然钻石群镶: the weight belongs to the stone named nearest before it."""
    before = [
        claim
        for claim in case.claims(_STONES, polarity=())
        if claim.span.field == weight.field and claim.span.end <= weight.start
    ]
    nearest = max(before, key=lambda claim: claim.span.end, default=None)
    return nearest is not None and nearest.cls is ClaimClass.COLOURED and "process" not in nearest.tags


def not_the_price(case: Case, *, whole: bool = True) -> Blocked | None:
    """What makes the amount no price of a whole, new piece with the claimed stone, if anything does.

    ``whole``: a simulant named anywhere is the stone that the amount is for; not so where one choice is priced.
    """
    full = _said_to_be_all(case)
    for claim in case.claims((ClaimClass.TRADE,), names=_EXEMPT, targets=()):
        if claim.place in (Place.SHOP, Place.ROOM) or (full and claim.name in _PARTS):
            continue
        if claim.name == "deposit" and _merely_possible(claim, case):
            continue
        if claim.name == "bare_setting" and given_stone(case) is not None:
            continue
        # 退货运费自理, 免费改圈 in the small print say nothing of what the amount is for.
        if claim.name not in _PRINTED or claim.place in (Place.TITLE, Place.SKU):
            return Blocked(claim.name, claim.span)
    if not whole:
        return None
    declared = next(case.claims((ClaimClass.SIMULANT,), places=(Place.TITLE, Place.SKU, Place.ATTRIBUTE)), None)
    return None if declared is None else Blocked("declared_simulant", declared.span)


def _merely_possible(claim: Claim, case: Case) -> bool:
    """可先付定金后看石: a way to pay that is offered further down does not make the listed amount a deposit."""
    if claim.place in (Place.TITLE, Place.SKU):
        return False
    text = case.reading.texts[claim.span.field]
    before = text[max(0, claim.span.start - _LEADS) : claim.span.start]
    if _OF_THIS.search(text[max(0, claim.span.start - _CLAUSE) : claim.span.end + _LEADS]):
        return False
    return _MAY.search(before) is not None or any(_MAY.search(other) for other in _earlier_deposits(claim, text))


def _earlier_deposits(claim: Claim, text: str) -> list[str]:
    """What stands before the deposit of the same sentence, for the 尾款 that follows it."""
    sentence = _SENTENCE.split(text[max(0, claim.span.start - _SENTENCE_REACH) : claim.span.start])[-1]
    return [sentence[: found.start()] for found in _DEPOSIT.finditer(sentence)]


def _said_to_be_all(case: Case) -> bool:
    """全款68, 落槌价168: the seller's own words call this very amount the whole price, whatever else is talked of."""
    sale = offered(case.reading)
    return sale is not None and any(
        money.fen == sale.fen
        and _ALL.search(case.reading.texts[money.span.field][max(0, money.span.start - 5) : money.span.end])
        for money in case.reading.money
    )


def _perhaps_lab_grown(case: Case) -> bool:
    return any(s.kind == "lab_grown" for s in case.statements) or any(
        True for _ in case.claims((ClaimClass.LAB_GROWN,), polarity=("affirm", "conditional"))
    )


def claimed(case: Case) -> Statement | None:
    """The most valuable stone claimed: natural before lab-grown before a plain diamond.

    A title that names the stone lab-grown prices it so; 天然 beside it is another rule's business.
    """
    titled = next(
        (s for s in case.statements if s.kind == "lab_grown" and s.place is Place.TITLE and "disclosure" in s.tags),
        None,
    )
    if titled is not None:
        return titled
    for kind in ("natural", "lab_grown", "diamond"):
        for statement in case.statements:
            if statement.kind == kind and "passed_natural" not in statement.tags:
                return statement
    return None
