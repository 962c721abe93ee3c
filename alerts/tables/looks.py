"""Runs, and what they saw: items, contents, observations."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from alerts.tables.base import Utc, metadata

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
    Column("removed", Integer, nullable=False, server_default="0"),  # looks that retention took (alerts.retention)
    Column("rejudged", Text),  # the run whose looks are judged again here
    Index(None, "day", "source"),
    Index(None, "source", "finished_at"),
    Index(None, "platform", "as_of"),
    Index(None, "rejudged"),
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
    Index(None, "item_key", "run_id"),
    Index(None, "run_id", "verdict", "item_key", "line"),
    Index(None, "content"),
)
