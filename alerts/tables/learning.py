"""What was learnt from decisions. All of it can be worked out again from them, so the custody record vouches for none."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from alerts.tables.base import metadata

verdicts = Table(
    "verdicts",
    metadata,
    Column("alert_id", String(32), ForeignKey("alerts.id"), primary_key=True),
    Column("seq", BigInteger, nullable=False),  # of the decision that speaks of the rule
    Column("rule", Text, nullable=False),
    Column("seller_kind", Text, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("level", Float, nullable=False),  # the rulebook's confidence, rounded to hundredths
    Column("seconds", Float),  # that it took, where that can be told
    Index(None, "rule", "seq"),
)

calibrations = Table(
    "calibrations",
    metadata,
    Column("rule", Text, primary_key=True),
    Column("seller_kind", Text, primary_key=True),
    Column("tallies", Text, nullable=False),  # JSON: [confidence, accepted, rejected] by level
    Column("seconds", Float),  # the rule's median seconds for a decision, of all sellers; empty: too few were timed
    Column("pending", String(32)),  # alerts after this id still carry what was known before; empty: none does
)

learned = Table(
    "learned",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),  # decisions up to this one are in the verdicts
)
