"""The outbox: what happened (occasions), whom it is to be told (notices), and what was sent (messages)."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from alerts.tables.base import Utc, metadata

occasions = Table(
    "occasions",
    metadata,
    Column(
        "key", Text, primary_key=True
    ),  # run:ID, decision:SEQ, overdue:ALERT:DAY, unlooked:SOURCE:DAY, report:KIND:DAY:…
    Column("kind", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("data", Text, nullable=False),  # JSON: what cannot be read from other tables
    Column("addressed_at", Utc),  # when its notices were written; empty while nobody knows whom to tell
    Index(None, "addressed_at", "at"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(32), primary_key=True),  # also the key by which a receiver knows a message sent twice
    Column("recipient", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("content", Text, nullable=False),  # JSON of content.Content
    Column("state", Text, nullable=False),  # pending, sending, told, dead
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", Utc, nullable=False),  # not to be tried before
    Column("holder", String(32)),  # who is sending it, until when nobody else may
    Column("lease", Utc),
    Column("told_at", Utc),
    Column("failure", Text),  # why the last try failed: Chinese, without secrets
    Index(None, "state", "next_at"),
    Index(None, "made_at"),
)

notices = Table(
    "notices",
    metadata,
    Column("occasion", Text, ForeignKey("occasions.key"), primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("due_at", Utc, nullable=False),  # quiet hours and digests hold it back until then
    Column("content", Text, nullable=False),
    Column("message", String(32), ForeignKey("messages.id")),
    Index(None, "message", "due_at"),
)
