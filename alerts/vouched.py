"""Vouched rows: tables whose every row is named by a custody entry, with a digest of what it says.

A row carries the number (``seq``) of its entry; the entry's data holds the digest under the kind's name. A new table
of this sort is one ``Kind`` here: ``zuanjian db verify`` then finds its altered, missing and added rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table

from alerts import tables
from alerts.chain import canonical


@dataclass(frozen=True, slots=True)
class Kind:
    """``columns``: what the digest covers, the number apart. ``later``: columns that came after a release had written
    rows; they count only where they hold something, so that older digests keep holding."""

    name: str
    table: Table
    columns: tuple[str, ...]
    later: tuple[str, ...] = ()

    def digest(self, row: Mapping[str, Any]) -> str:
        """SHA-256 over a row without its number; kept in its entry."""
        return hashlib.sha256(self.text(row)).hexdigest()

    def text(self, row: Mapping[str, Any]) -> bytes:
        """What the digest is taken of: canonical JSON of the row without its number."""
        said = {name: row[name] for name in self.columns}
        said.update({name: row[name] for name in self.later if row[name] is not None})
        same = {name: value.astimezone(UTC) if isinstance(value, datetime) else value for name, value in said.items()}
        return canonical(same)


DECISION = Kind(
    "decision", tables.decisions,
    ("alert_id", "at", "actor", "move", "code", "reason", "from_state", "to_state", "undoes"),
    later=("role", "unit", "number", "due_on", "within"),
)  # fmt: skip
SIGHTING = Kind(
    "sighting", tables.sightings,
    ("alert_id", "run_id", "at", "life", "state", "line", "title", "sale_fen", "changed_fields"),
)  # fmt: skip
BULK = Kind("bulk", tables.bulks, ("id", "at", "actor", "role", "move", "words", "filter", "matched"))
NOTICE = Kind(
    "notice", tables.shop_notices,
    ("id", "at", "actor", "role", "kind", "platform", "seller", "shop_name", "words", "due_on", "alerts"),
)  # fmt: skip
ANSWER = Kind("answer", tables.answers, ("id", "notice_id", "at", "actor", "kind", "words", "alerts", "files"))
RULING = Kind("ruling", tables.rulings, ("answer_id", "at", "actor", "role", "outcome", "code", "reason"))
CASE_DECISION = Kind(
    "case_decision", tables.case_decisions, ("case_id", "at", "actor", "move", "reason", "parts", "undoes")
)
RETURN = Kind("return", tables.returns, ("alert_id", "of_alert", "run_id", "at", "reasons"))
RIGHT = Kind("right", tables.rights, ("id", "kind", "at", "actor", "role", "change", "reason", "value"))
MUTE = Kind("mute", tables.mutes, ("id", "at", "actor", "role", "change", "scope", "reason", "until", "hid"))

KINDS: tuple[Kind, ...] = (DECISION, SIGHTING, BULK, NOTICE, ANSWER, RULING, CASE_DECISION, RETURN, RIGHT, MUTE)
"""Every kind, in the order in which breaks are told."""
