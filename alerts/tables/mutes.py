"""Mutes: each as it was set, and its early end."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Integer, String, Table, Text

from alerts.tables.base import Utc, metadata

mutes = Table(
    "mutes",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of its custody entry
    Column("id", String(32), nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("change", Text, nullable=False),  # set or ended
    Column("scope", Text, nullable=False),  # JSON of mutes.values.Scope
    Column("reason", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("hid", Integer, nullable=False),  # open alerts that it covered when this row was written
    Index(None, "id", "seq"),
)
