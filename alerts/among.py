"""Among: is a column's value one of many? The values travel as one parameter, so any number of them is one short statement."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY


def among(
    connection: Connection, column: ColumnElement[Any], values: Collection[str] | Collection[int]
) -> ColumnElement[bool]:
    """A condition as ``column.in_(values)``, which names each value in the statement: worked out anew for each list, and
    bounded by the parameters a statement may have. Texts and integers only; NUL in a text finds nothing on SQLite."""
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(values), ARRAY(column.type)))
    listed = func.json_each(orjson.dumps(list(values)).decode("utf-8")).table_valued("value")
    return column.in_(select(listed.c.value))
