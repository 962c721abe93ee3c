"""Cases: what listings carry, who carries the same, which folds of alerts belong together, and what people decided.

A fold is the alerts of one seller under one charge; a case is one fold or several that are linked. All but
``case_decisions`` and ``returns`` follows from observations and decisions, and ``alerts.cases.rebuilding`` makes it anew.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from alerts.tables.base import Utc, metadata, partly

LINKED = "case_totals.folds > 1"
"""Condition of a partial index: see ``leads.TIMED``."""

members = Table(
    "members",
    metadata,
    Column("alert_id", String(32), ForeignKey("alerts.id"), primary_key=True),
    Column("fold", String(32), nullable=False),
    Index(None, "fold", "alert_id"),
)

folds = Table(
    "folds",
    metadata,
    Column("id", String(32), primary_key=True),  # identity.fold_id, or of the decision that took alerts out of one
    Column("case_id", String(32), nullable=False),  # the id of the earliest fold of the case
    Column("platform", Text, nullable=False),
    Column("seller", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("first_at", Utc, nullable=False),
    Index(None, "case_id"),
    Index(None, "rule", "case_id"),
    Index(None, "platform", "case_id"),
)

case_totals = Table(
    "case_totals",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("rule", Text, nullable=False),
    Column("folds", Integer, nullable=False),
    Column("alerts", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("worst", Integer, nullable=False),  # see cases.totals.NONE_OPEN
    Column("first_seen", Utc, nullable=False),
    Column("last_seen", Utc, nullable=False),
)

Index(
    "ix_case_totals_worst",
    *(
        _order := (
            case_totals.c.worst,
            case_totals.c.open.desc(),
            case_totals.c.last_seen.desc(),
            case_totals.c.case_id,
        )
    ),
)
Index(
    "ix_case_totals_open",
    case_totals.c.open.desc(),
    case_totals.c.worst,
    case_totals.c.last_seen.desc(),
    case_totals.c.case_id,
)
Index("ix_case_totals_linked", *_order, **partly(LINKED))

traced = Table(
    "traced",
    metadata,
    Column("item_key", String(32), primary_key=True),
    Column("content", String(64), primary_key=True),
    Column("at", Utc, nullable=False),  # the earliest look at this content
    sqlite_with_rowid=False,
)

traces = Table(
    "traces",
    metadata,
    Column("item_key", String(32), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("value", String(64), primary_key=True),
    Column("field", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("run_id", Text, nullable=False),
    Column("line", Integer, nullable=False),
    sqlite_with_rowid=False,
)

carriers = Table(
    "carriers",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("value", String(64), primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("fold", String(32), primary_key=True),
    Column("seller_key", String(32), nullable=False),  # a value of too many sellers links nobody
    Column("alert_id", String(32), nullable=False),  # the alert that carried it first
    Column("field", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("last_alert", String(32), nullable=False),  # the alert that was opened last with it
    Column("last_first", Utc, nullable=False),
    Column("shared", Boolean, nullable=False),  # it links: somebody else carries it, and not too many do
    Index(None, "fold", "shared"),
    sqlite_with_rowid=False,
)

prints = Table(
    "prints",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("value", String(64), primary_key=True),
    Column("body", Text, nullable=False),  # what likeness is counted on
)

print_keys = Table(
    "print_keys",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("value", String(64), primary_key=True),
    sqlite_with_rowid=False,
)

near = Table(
    "near",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("one", String(64), primary_key=True),
    Column("other", String(64), primary_key=True),
    Column("score", Float, nullable=False),
    Index(None, "kind", "other"),
    sqlite_with_rowid=False,
)

case_decisions = Table(
    "case_decisions",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of its custody entry
    Column("case_id", String(32), nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("move", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("parts", Text, nullable=False),  # JSON of deciding.Parts
    Column("undoes", BigInteger),
    Index(None, "undoes"),
)

bounds = Table(
    "bounds",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of a case decision that stands
    Column("fold", String(32), primary_key=True),
    Column("side", Integer, nullable=False),
    Index(None, "fold"),
)

returns = Table(
    "returns",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of its custody entry
    Column("alert_id", String(32), ForeignKey("alerts.id"), nullable=False),
    Column("of_alert", String(32), ForeignKey("alerts.id"), nullable=False),
    Column("run_id", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("reasons", Text, nullable=False),
    Index(None, "alert_id"),
    Index(None, "of_alert"),
)
