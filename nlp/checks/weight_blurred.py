"""The weight that a buyer reads first is not the main stone's: an effect, a total, or more than is set."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Carat, ClaimClass, Place
from nlp.judgement import Span
from nlp.marks import CARAT, named
from nlp.material import SAID_BY

SLOTS: tuple[str, ...] = ()

_SHARE = 0.9
_SAME = 0.05
_LEAST_TOTAL = 0.3
_IMPOSSIBLE = 30.0
"""Carat from which a diamond offered in a shop or a room is a slogan or a typing error."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    stones = SAID_BY["diamond"] | SAID_BY["natural"] | SAID_BY["lab_grown"]
    return (frozenset({CARAT}), stones | named(("weighed_with_mount",)))


def answer(params: Params, case: Case) -> Answer:
    """Met by the weight in the title, and by the one that contradicts it."""
    carats = case.reading.carats
    if not any(s.kind in ("diamond", "natural", "lab_grown") for s in case.statements):
        # A ruby weighed with its ring is lighter than it is said to be all the same.
        weighed = [c.span for c in carats if c.place is Place.TITLE and c.role in ("unknown", "main")]
        with_mount = _with_mount(case)
        return met_by([*weighed[:1], *with_mount]) if weighed and with_mount else NOT_MET
    chosen = [c for c in carats if c.place is Place.SKU]
    if len({c.carat for c in chosen}) > 1:
        # Each choice has its own weight; which one the title means cannot be told.
        return NOT_MET
    titled = [c for c in carats if c.place is Place.TITLE and c.role == "unknown"]
    if chosen:
        # 主石1克拉 on every choice of size is as loud as in the title.
        titled = [c for c in chosen[:1] if c.role in ("main", "unknown")]
    if any(c.place is Place.TITLE and c.role == "main" for c in carats) or _counts_together(titled, case):
        titled = []
    for one in titled:
        if one.carat >= _IMPOSSIBLE:
            return met_by([one.span])
        if with_mount := _with_mount(case):
            return met_by([one.span, *with_mount])
        contradiction = _contradiction(one, carats, case)
        if contradiction is not None:
            return met_by([one.span, contradiction.span])
    effects = [c for c in carats if c.role == "effect" and c.place in (Place.TITLE, Place.IMAGE, Place.SPEECH)]
    if effects and all(c.role == "effect" for c in carats):
        return met_by(c.span for c in effects)
    return NOT_MET


def _with_mount(case: Case) -> list[Span]:
    """2克拉是连托的重量: the words that tell so."""
    return [c.span for c in case.claims((ClaimClass.TRADE,), names=("weighed_with_mount",), targets=())]


def _counts_together(titled: list[Carat], case: Case) -> bool:
    """一对合计两克拉 in the title is told as what it is."""
    texts = {case.reading.texts[c.span.field] for c in titled}
    return any(
        word in text
        for text in texts
        for word in (
            "一对",
            "一双",
            "合计",
            "总",
            "共",
            "加起来",
            "合起来",
            "两只",
            "两颗",
            "两粒",
            "群镶",
            "排镶",
            "×",
            "*",
        )
    )


def _contradiction(titled: Carat, carats: tuple[Carat, ...], case: Case) -> Carat | None:
    """A lighter main stone, or a total of that very weight, where no main stone of that weight is stated."""
    others = [c for c in carats if c.place not in (Place.TITLE, Place.SKU)]
    # "很多人看成1.5克拉，主石实际42分": what is said of the main stone outweighs a weight said of nothing.
    agreeing = ("main",) if any(c.role == "main" for c in others) else ("main", "unknown")
    if any(c.role in agreeing and abs(c.carat - titled.carat) <= _SAME * titled.carat for c in others):
        return None
    lighter = next((c for c in others if c.role == "main" and c.carat < _SHARE * titled.carat), None)
    # 总重 in an attribute is how sheets label a single stone too; said in a sentence it adds several up.
    sums = [c for c in others if c.role == "total" and c.place is not Place.ATTRIBUTE and c.carat >= _LEAST_TOTAL]
    # 1克拉钻戒, 七颗加起来十五分: not even all of them together weigh what the title says.
    short = next(
        (c for c in others if c.role == "total" and c.carat < _SHARE * titled.carat and _of_all(c, case)), None
    )
    return lighter or short or next((c for c in sums if abs(c.carat - titled.carat) <= _SAME * titled.carat), None)


def _of_all(total: Carat, case: Case) -> bool:
    """Whether a total is of all the diamonds: not of those around a ruby, nor of the side stones alone."""
    if any(claim.place is Place.TITLE for claim in case.claims((ClaimClass.COLOURED,))):
        return False
    before = case.reading.texts[total.span.field][max(0, total.span.start - 14) : total.span.start]
    return not any(word in before for word in ("副", "配", "围", "旁", "侧", "肩", "臂", "辅"))
