"""Precision: how many leads of each rule people accept, and whether that has fallen."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, Integer, cast, func, select

from alerts import tables
from alerts.learning.calibration import fell, posterior
from alerts.store import Store

LAST = 50
"""Decisions that are held against those before, unless told otherwise."""
LEAST = 10
"""Decisions that both sides need before they are compared."""
SURE = 0.95
"""Probability from which a fall is called one."""


class RulePrecision(Struct, frozen=True):
    """One rule's record. ``precision`` with its 90 % interval: all decisions, on a uniform prior. ``last_decided`` and
    ``last_accepted``: the newest; ``fell``: the probability that these are worse than those before, None where either
    are too few; ``fallen``: it is above ``SURE``."""

    rule: str
    decided: int
    accepted: int
    precision: float
    low: float
    high: float
    last_decided: int
    last_accepted: int
    fell: float | None
    fallen: bool


def precision(store: Store, last: int = LAST) -> tuple[RulePrecision, ...]:
    """Every rule with a decision that was learnt from: those that fell first, then by rule."""
    table = tables.verdicts.c
    query = select(table.rule, func.count(), func.sum(cast(table.accepted, Integer))).group_by(table.rule)
    with store.reading() as connection:
        found = [
            _of_rule(connection, rule, decided, accepted, last) for rule, decided, accepted in connection.execute(query)
        ]
    return tuple(sorted(found, key=lambda one: (not one.fallen, one.rule)))


def _of_rule(connection: Connection, rule: str, decided: int, accepted: int, last: int) -> RulePrecision:
    table = tables.verdicts.c
    newest = select(table.accepted).where(table.rule == rule).order_by(table.seq.desc(), table.alert_id).limit(last)
    verdicts = connection.execute(newest).scalars().all()
    right = sum(verdicts)
    wrong = len(verdicts) - right
    before = accepted - right, decided - accepted - wrong
    chance = fell(before, (right, wrong)) if min(len(verdicts), sum(before)) >= LEAST else None
    all_of_them = posterior(0.5, accepted, decided - accepted, prior=2.0)
    return RulePrecision(
        rule, decided, accepted, *all_of_them, len(verdicts), right, chance, chance is not None and chance > SURE
    )
