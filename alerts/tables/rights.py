"""The rights register: every state of every entry, the newest of each being what holds."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Table, Text

from alerts.tables.base import Utc, metadata

rights = Table(
    "rights",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of its custody entry
    Column("id", Text, nullable=False),  # rights.values.id_of
    Column("kind", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("value", Text, nullable=False),  # JSON of rights.values.Entry
    Index(None, "id", "seq"),
)
