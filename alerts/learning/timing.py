"""Timing: how long decisions take, from the decisions themselves.

The time of a decision runs from the same person's decision before it (claiming is one). Longer than ``SITTING`` was not
reading, and decisions in bulk, or that belong to a notice, were not read one by one: both are left out.
"""

from __future__ import annotations

from collections.abc import Collection
from statistics import median

from sqlalchemy import Connection, select

from alerts import tables

SITTING = 1800.0
"""Seconds between two decisions after which the second is not believed to have taken all that time."""
TIMED_ENOUGH = 5
"""Timed decisions under a rule from which their median counts."""
_NEWEST = 200  # decisions that the median is taken of, so that practice shows


def took(connection: Connection, seqs: Collection[int]) -> dict[int, float]:
    """Seconds for each of these decisions where they can be told."""
    this, other = tables.decisions.alias(), tables.decisions.alias()
    before = (
        select(other.c.at)
        .where(other.c.actor == this.c.actor, other.c.seq < this.c.seq)
        .order_by(other.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(this.c.seq, this.c.at, before.label("before")).where(this.c.seq.in_(seqs), this.c.within.is_(None))
    )
    gaps = {row.seq: (row.at - row.before).total_seconds() for row in rows if row.before is not None}
    return {seq: gap for seq, gap in gaps.items() if 0 < gap <= SITTING}


def usual(connection: Connection, rule: str) -> float | None:
    """The median over the newest timed decisions under a rule, None where there are too few."""
    table = tables.verdicts.c
    query = (
        select(table.seconds)
        .where(table.rule == rule, table.seconds.is_not(None))
        .order_by(table.seq.desc())
        .limit(_NEWEST)
    )
    seconds = connection.execute(query).scalars().all()
    return median(seconds) if len(seconds) >= TIMED_ENOUGH else None
