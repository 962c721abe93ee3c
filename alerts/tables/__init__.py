"""The tables. Times are UTC, ``day`` is the date in Asia/Shanghai, money is fen, JSON is kept as written text.

What stands in ``APPEND_ONLY`` gets triggers by its migration that refuse UPDATE and DELETE on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from alerts.tables.base import AnyRow, Utc, metadata
from alerts.tables.bulks import bulks
from alerts.tables.cases import (
    LINKED,
    bounds,
    carriers,
    case_decisions,
    case_totals,
    folds,
    members,
    near,
    print_keys,
    prints,
    returns,
    traced,
    traces,
)
from alerts.tables.leads import PROVISIONAL, TIMED, alert_words, alerts, decisions, episodes, sightings
from alerts.tables.learning import calibrations, learned, verdicts
from alerts.tables.looks import contents, items, observations, runs
from alerts.tables.mutes import mutes
from alerts.tables.outbox import messages, notices, occasions
from alerts.tables.people import jobs, pauses, users
from alerts.tables.record import chain, custody
from alerts.tables.retention import retention_door
from alerts.tables.rights import rights
from alerts.tables.shops import answers, rulings, shop_notices

__all__ = [
    "APPEND_ONLY",
    "LINKED",
    "PROVISIONAL",
    "TIMED",
    "AnyRow",
    "Utc",
    "alert_words",
    "alerts",
    "answers",
    "bounds",
    "bulks",
    "calibrations",
    "carriers",
    "case_decisions",
    "case_totals",
    "chain",
    "contents",
    "custody",
    "decisions",
    "episodes",
    "folds",
    "items",
    "jobs",
    "learned",
    "members",
    "messages",
    "metadata",
    "mutes",
    "near",
    "notices",
    "observations",
    "occasions",
    "pauses",
    "print_keys",
    "prints",
    "retention_door",
    "returns",
    "rights",
    "rulings",
    "runs",
    "shop_notices",
    "sightings",
    "traced",
    "traces",
    "users",
    "verdicts",
]

APPEND_ONLY = (
    "contents",
    "observations",
    "sightings",
    "decisions",
    "bulks",
    "shop_notices",
    "answers",
    "rulings",
    "custody",
    "case_decisions",
    "returns",
    "rights",
    "mutes",
)
