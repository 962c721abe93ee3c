"""What kind of goods is offered."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.offer import Goods


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """Any of ``goods`` or of the standard ``kinds`` (美甲, 手机壳, …)."""

    goods: tuple[Goods, ...] = ()
    kinds: tuple[str, ...] = ()


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    if case.offer.goods in params.goods or case.offer.kinds & set(params.kinds):
        return met_by(())
    return NOT_MET
