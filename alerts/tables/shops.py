"""The member's side: notices to shops, what shops answer, and what is decided about their answers."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, String, Table, Text

from alerts.tables.base import Utc, metadata

shop_notices = Table(
    "shop_notices",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of its custody entry
    Column("id", String(32), nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("seller", Text, nullable=False),  # identity.seller: whose it is, and who alone may answer
    Column("shop_name", Text),
    Column("words", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("alerts", Text, nullable=False),  # JSON list of ids
    Index(None, "id", unique=True),
    Index(None, "platform", "seller", "seq"),
)

answers = Table(
    "answers",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of its custody entry
    Column("id", String(32), nullable=False),
    Column("notice_id", String(32), nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("alerts", Text, nullable=False),  # JSON list of ids
    Column("files", Text, nullable=False),  # JSON list of members.values.KeptFile; the files lie outside the database
    Index(None, "id", unique=True),
    Index(None, "notice_id", "seq"),
)

rulings = Table(
    "rulings",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # of its custody entry
    Column("answer_id", String(32), nullable=False),
    Column("at", Utc, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("code", Text),
    Column("reason", Text, nullable=False),
    Index(None, "answer_id", unique=True),
)
