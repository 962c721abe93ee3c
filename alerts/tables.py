"""The tables. Times are UTC, ``day`` is the date in Asia/Shanghai, money is fen, JSON is kept as written text.

``observations``, ``contents``, ``sightings``, ``decisions`` and ``custody`` are append-only: the first
migration gives them triggers that refuse UPDATE and DELETE on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
)

AnyRow = Row[*tuple[Any, ...]]


class Utc(TypeDecorator[datetime]):
    """An instant. SQLite keeps no zone and PostgreSQL answers in the session's: both come back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

APPEND_ONLY = ("contents", "observations", "sightings", "decisions", "custody")

runs = Table(
    "runs",
    metadata,
    Column("run_id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("finished_at", Utc, nullable=False),
    Column("as_of", Utc, nullable=False),  # the time the run speaks for: see intake.Reach
    Column("day", Date, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("health", Text, nullable=False),
    Column("listings_sha256", Text, nullable=False),
    Column("listings", Integer, nullable=False),
    Column("clear", Integer, nullable=False),
    Column("flagged", Integer, nullable=False),
    Column("could_not_judge", Integer, nullable=False),
    Column("content_poor", Integer, nullable=False),
    Column("rulebooks", Text, nullable=False),  # JSON list of the digests that judged it
    Column("opened", Integer, nullable=False, server_default="0"),
    Column("seen_again", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("corrected", Integer, nullable=False, server_default="0"),
    Column("gone", Integer, nullable=False, server_default="0"),
    Column("reopened", Integer, nullable=False, server_default="0"),
    Column("not_looked", Integer, nullable=False, server_default="0"),
    Index(None, "day", "source"),
    Index(None, "source", "finished_at"),
    Index(None, "platform", "as_of"),
)

items = Table(
    "items",
    metadata,
    Column("key", String(32), primary_key=True),  # identity.item_key
    Column("platform", Text, nullable=False),
    Column("seller", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("last_at", Utc, nullable=False),
    Column("last_run_id", Text, ForeignKey("runs.run_id"), nullable=False),
    Index(None, "platform", "item_id"),
)

contents = Table(
    "contents",
    metadata,
    Column("sha256", String(64), primary_key=True),  # of ``listing`` as stored
    Column("listing", Text, nullable=False),  # without observed_at, url, sales and source: see observing.split
)

observations = Table(
    "observations",
    metadata,
    Column("run_id", Text, ForeignKey("runs.run_id"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("item_key", String(32), ForeignKey("items.key"), nullable=False),
    Column("at", Utc, nullable=False),
    Column("content", String(64), ForeignKey("contents.sha256"), nullable=False),
    Column("look", Text, nullable=False),  # JSON of what changes with every look: observed_at, url, sales, source
    Column("shop_id", Text),
    Column("room_id", Text),
    Column("verdict", Text, nullable=False),
    Column("judgement", Text, nullable=False),
    Index(None, "item_key", "at"),
    Index(None, "run_id", "verdict", "item_key", "line"),
)

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
    Column("extended", Boolean, nullable=False, server_default="0"),
    Column("sale_fen", BigInteger),
    Column("currency", Text, nullable=False),
    Column("run_id", Text, nullable=False),  # the observation it was last seen in
    Column("line", Integer, nullable=False),
    Column("content", String(64), nullable=False),
    Column("decision_reason", Text),
    Index(None, "item_key"),
    Index(None, "source", "state"),
    Index(None, "platform", "shop_id"),
    Index(None, "state", "severity_rank", "confidence"),
    Index(None, "severity_rank", "confidence", "first_seen", "id"),
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
    Index(None, "alert_id", "seq"),
)

custody = Table(
    "custody",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("alert_id", String(32)),
    Column("run_id", Text),
    Column("state", Text),
    Column("detail", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "alert_id", "seq"),
    Index(None, "run_id"),
)

chain = Table(
    "chain",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("key", Text, primary_key=True),  # the name, folded
    Column("name", Text, nullable=False),
    Column("display", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_until", Utc),
    Column("created_at", Utc, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("outcome", Text),
    Column("detail", Text, nullable=False, server_default=""),
    Index(None, "name", "started_at"),
)

pauses = Table(
    "pauses",
    metadata,
    Column("source", Text, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
