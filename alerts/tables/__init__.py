"""The tables. Times are UTC, ``day`` is the date in Asia/Shanghai, money is fen, JSON is kept as written text.

What stands in ``APPEND_ONLY`` gets triggers by its migration that refuse UPDATE and DELETE on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from alerts.tables.base import AnyRow, Utc, metadata
from alerts.tables.bulks import bulks
from alerts.tables.leads import PROVISIONAL, TIMED, alerts, decisions, episodes, sightings
from alerts.tables.looks import contents, items, observations, runs
from alerts.tables.outbox import messages, notices, occasions
from alerts.tables.people import jobs, pauses, users
from alerts.tables.record import chain, custody

__all__ = [
    "APPEND_ONLY",
    "PROVISIONAL",
    "TIMED",
    "AnyRow",
    "Utc",
    "alerts",
    "bulks",
    "chain",
    "contents",
    "custody",
    "decisions",
    "episodes",
    "items",
    "jobs",
    "messages",
    "metadata",
    "notices",
    "observations",
    "occasions",
    "pauses",
    "runs",
    "sightings",
    "users",
]

APPEND_ONLY = ("contents", "observations", "sightings", "decisions", "bulks", "custody")
