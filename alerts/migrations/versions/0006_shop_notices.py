"""The member's side: notices, answers, rulings."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

from alerts.migrations.append_only import refuse_changes

revision = "0006"
down_revision = "0005"


def _said(name: str, *columns: sa.Column[object], texts: Iterable[str]) -> None:
    op.create_table(
        name,
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        *columns,
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(text, sa.Text, nullable=False) for text in texts),
        sa.PrimaryKeyConstraint("seq", name=f"pk_{name}"),
    )


def upgrade() -> None:
    _said(
        "shop_notices",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("shop_name", sa.Text),
        sa.Column("due_on", sa.Date, nullable=False),
        texts=("actor", "role", "kind", "platform", "seller", "words", "alerts"),
    )
    _said(
        "answers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("notice_id", sa.String(32), nullable=False),
        texts=("actor", "kind", "words", "alerts", "files"),
    )
    _said(
        "rulings",
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("code", sa.Text),
        texts=("actor", "role", "outcome", "reason"),
    )
    op.create_index("ix_shop_notices_id", "shop_notices", ["id"], unique=True)
    op.create_index("ix_shop_notices_platform_seller_seq", "shop_notices", ["platform", "seller", "seq"])
    op.create_index("ix_answers_id", "answers", ["id"], unique=True)
    op.create_index("ix_answers_notice_id_seq", "answers", ["notice_id", "seq"])
    op.create_index("ix_rulings_answer_id", "rulings", ["answer_id"], unique=True)
    refuse_changes("shop_notices", "answers", "rulings")
