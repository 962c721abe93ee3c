"""The door of retention: a row stands here only inside the transaction that lets rows go (alerts.retention.door)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table

from alerts.tables.base import metadata

retention_door = Table(
    "retention_door",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of the first entry about what goes
)
