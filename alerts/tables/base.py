"""What all tables share: their metadata, the names of constraints, and instants that come back as UTC."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, Row, TypeDecorator, text

AnyRow = Row[*tuple[Any, ...]]


_REMEMBERED = 4096


class Utc(TypeDecorator[datetime]):
    """An instant. SQLite keeps no zone and PostgreSQL answers in the session's: both come back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """SQLite gives text, and the rows of a run share few times: each is read once."""
        read = super().result_processor(dialect, coltype)
        if dialect.name != "sqlite" or read is None:
            return read
        known: dict[Any, datetime | None] = {}

        def remembered(value: Any) -> datetime | None:
            if value in known:
                return known[value]
            if len(known) >= _REMEMBERED:
                known.clear()
            return known.setdefault(value, read(value))

        return remembered

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def partly(condition: str) -> dict[str, Any]:
    """The options of an index over the rows for which ``condition`` holds."""
    where = text(re.sub(r"\b[a-z_]+\.", "", condition))
    return {"sqlite_where": where, "postgresql_where": where}
