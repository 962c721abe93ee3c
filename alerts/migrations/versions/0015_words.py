"""Words: an index for free text over alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from alerts.search import PLACES, grams

revision = "0015"
down_revision = "0014"

_BATCH = 1000
_ADD = "INSERT INTO alert_grams (rowid, grams) VALUES (new.number, new.grams);"
_DROP = "INSERT INTO alert_grams (alert_grams, rowid, grams) VALUES ('delete', old.number, old.grams);"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "alert_words",
        sa.Column("number", number, nullable=False),
        sa.Column("alert_id", sa.String(32), nullable=False),
        sa.Column("grams", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_alert_words"),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_alert_words_alert_id"),
        sa.UniqueConstraint("alert_id", name="uq_alert_words_alert_id"),
    )
    _fill(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_alert_words_grams ON alert_words USING gin (string_to_array(grams, ' '))")
        return
    # Places within a text are not kept: what is found is looked at again, and the index is a fifth the size.
    op.execute(
        "CREATE VIRTUAL TABLE alert_grams USING fts5 (grams, content = 'alert_words', content_rowid = 'number', "
        "tokenize = 'ascii', detail = 'none', columnsize = 0)"
    )
    op.execute("INSERT INTO alert_grams (alert_grams) VALUES ('rebuild')")
    for when, does in (("INSERT", _ADD), ("DELETE", _DROP), ("UPDATE OF grams", _DROP + " " + _ADD)):
        name = f"alert_words_{when.split()[0].lower()}"
        op.execute(f"CREATE TRIGGER {name} AFTER {when} ON alert_words BEGIN {does} END")


def _fill(connection: sa.Connection) -> None:
    alerts, words = (
        sa.table("alerts", *map(sa.column, PLACES)),
        sa.table("alert_words", *map(sa.column, ("alert_id", "grams"))),
    )
    query = sa.select(*alerts.c).order_by(alerts.c.id).limit(_BATCH)
    last = ""
    while rows := connection.execute(query.where(alerts.c.id > last)).all():
        connection.execute(sa.insert(words), [{"alert_id": row.id, "grams": grams(row)} for row in rows])
        last = rows[-1].id
