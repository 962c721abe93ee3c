"""People who may sign in; jobs and pauses of the schedule."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from alerts.tables.base import Utc, metadata

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
    Column("queued", BigInteger),  # the job's number in the queue, for those that came out of it
    Column("worker", Text),
    Index(None, "name", "started_at"),
    Index(None, "queued"),
)

pauses = Table(
    "pauses",
    metadata,
    Column("source", Text, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
