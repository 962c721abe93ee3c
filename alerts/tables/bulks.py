"""Decisions on a whole filter."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from alerts.tables.base import Utc, metadata

bulks = Table(
    "bulks",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of its custody entry
    Column("id", String(32), nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("move", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("filter", Text, nullable=False),  # JSON of filters.Filter
    Column("matched", Integer, nullable=False),
    Index(None, "id", unique=True),
)
