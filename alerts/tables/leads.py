"""Alerts, the looks at them, their open times, and what people decided."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, ForeignKey, Index, Integer, String, Table, Text

from alerts.tables.base import Utc, metadata, partly

TIMED = "(alerts.state IN ('new', 'claimed', 'evidence_asked', 'confirmed', 'correction_asked')) IS TRUE"
PROVISIONAL = "alerts.due_provisional IS TRUE"
"""Conditions of partial indexes. A query must state them in these very words, or SQLite leaves the index aside; and
without IS TRUE it would rather take the index by state and sort."""


alerts = Table(
    "alerts",
    metadata,
    Column("id", String(32), primary_key=True),  # identity.alert_id
    Column("item_key", String(32), ForeignKey("items.key"), nullable=False),
    Column("platform", Text, nullable=False),
    Column("seller", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("shop_id", Text),
    Column("shop_name", Text),
    Column("room_id", Text),
    Column("room_title", Text),
    Column("anchor", Text),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("rule", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("charge", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("severity_rank", Integer, nullable=False),  # 0 is worst, so that plain indexes give the reading order
    Column("tier", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("state", Text, nullable=False),
    Column("resume", Text),  # where an alert that is gone comes back to
    Column("life", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("first_seen", Utc, nullable=False),
    Column("last_seen", Utc, nullable=False),
    Column("looked_at", Utc, nullable=False),  # the newest real look; older ones arriving late change nothing
    Column("opened_at", Utc, nullable=False),
    Column("due_on", Date),
    Column("due_provisional", Boolean, nullable=False, server_default="0"),
    Column("extended", Boolean, nullable=False, server_default="0"),
    Column("declared_at", Utc),  # when the member said that it was corrected, until a look checks that
    Column("decision_seq", BigInteger, nullable=False, server_default="0"),
    Column("sale_fen", BigInteger),
    Column("currency", Text, nullable=False),
    Column("run_id", Text, nullable=False),  # the observation it was last seen in
    Column("line", Integer, nullable=False),
    Column("content", String(64), nullable=False),
    Column("decision_reason", Text),
    Column("seller_kind", Text, nullable=False, server_default="unknown"),
    Column("calibrated", Float),  # what decisions make of the confidence: see alerts.learning
    Column("low", Float),
    Column("high", Float),
    Column("worth", Float, nullable=False, server_default="0"),
    Index(None, "item_key"),
    Index(None, "source", "state"),
    Index(None, "shop_id", "platform"),
    Index(None, "shop_name"),
    Index(None, "rule", "seller_kind", "id"),
    Index("ix_alerts_due", "due_on", "severity_rank", "id", **partly(TIMED)),
    Index("ix_alerts_provisional", "due_on", "id", **partly(PROVISIONAL)),
)

_worst = (alerts.c.severity_rank, alerts.c.confidence.desc(), alerts.c.first_seen, alerts.c.id)
Index("ix_alerts_worst", *_worst)
Index("ix_alerts_state_worst", alerts.c.state, *_worst)
Index("ix_alerts_family_worst", alerts.c.family, *_worst)
_worth = (alerts.c.worth.desc(), alerts.c.first_seen, alerts.c.id)
Index("ix_alerts_severity_worth", alerts.c.severity_rank, *_worth)
Index("ix_alerts_family_worth", alerts.c.family, *_worth)
Index("ix_alerts_worth", alerts.c.worth.desc(), alerts.c.first_seen, alerts.c.id)
Index("ix_alerts_state_worth", alerts.c.state, alerts.c.worth.desc(), alerts.c.first_seen, alerts.c.id)

alert_words = Table(
    "alert_words",
    metadata,
    # A number that stays: FTS5 knows the row by it.
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("alert_id", String(32), ForeignKey("alerts.id"), nullable=False, unique=True),
    Column("grams", Text, nullable=False),  # alerts.search
)

sightings = Table(
    "sightings",
    metadata,
    Column("alert_id", String(32), ForeignKey("alerts.id"), primary_key=True),
    Column("run_id", Text, ForeignKey("runs.run_id"), primary_key=True),
    Column("seq", BigInteger, nullable=False),  # of its custody entry: the order of looks
    Column("day", Date, nullable=False),
    Column("at", Utc, nullable=False),
    Column("life", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("line", Integer),  # in the run's listings; empty when it was not seen
    Column("title", Text),
    Column("sale_fen", BigInteger),
    Column("changed_fields", Text, nullable=False),
    Index(None, "day", "alert_id"),
)

episodes = Table(
    "episodes",
    metadata,
    Column("alert_id", String(32), ForeignKey("alerts.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of the custody entry that opened it
    Column("opened_at", Utc, nullable=False),
    Column("closed_at", Utc),
    Column("severity", Text, nullable=False),
    Index(None, "closed_at"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of its custody entry
    Column("alert_id", String(32), ForeignKey("alerts.id"), nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("move", Text, nullable=False),
    Column("code", Text),
    Column("reason", Text, nullable=False),
    Column("from_state", Text, nullable=False),
    Column("to_state", Text, nullable=False),
    Column("undoes", BigInteger),
    Column("role", Text),  # since revision 0003, like what follows
    Column("unit", Text),
    Column("number", Text),
    Column("due_on", Date),
    Column("within", String(32)),  # the bulk, notice or answer it belongs to
    Index(None, "alert_id", "seq"),
    Index(None, "within"),
    Index(None, "actor", "seq"),
)
