"""Rows as values: how stored alerts, looks and entries leave the package."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from alerts import tables
from alerts.as_it_stood import Stood
from alerts.lifecycle import LIVES
from alerts.moves import MOVES
from alerts.observing import Seen, storable
from alerts.values import Alert, Event, Evidence, Life, Sighting, SourceLook
from crawler.health import Health
from nlp.judgement import Finding

_ALERT_FIELDS = Alert.__struct_fields__
ALERT = tuple(tables.alerts.c[name] for name in _ALERT_FIELDS)
"""Columns of a list of alerts: ``select(*ALERT)`` and ``alert`` go together."""

ORDER = (
    tables.alerts.c.severity_rank,
    tables.alerts.c.confidence.desc(),
    tables.alerts.c.first_seen,
    tables.alerts.c.id,
)
"""Worst first; the same every time."""

BY_WORTH = (tables.alerts.c.worth.desc(), tables.alerts.c.first_seen, tables.alerts.c.id)
"""Most confirmed leads for a reviewer's minute first (alerts.learning.rating), the oldest first among equals."""

ACTIONS: dict[str, str] = {
    **{str(life): label for life, label in LIVES.items()},
    **{name: move.label for name, move in MOVES.items()},
    "undo": "撤销决定",
    "term": "办理期限",
    "answer": "成员答复",
    "ruling": "裁定答复",
    "run": "接收运行",
    "returned": "疑似换链接再次上架",
    "case_merge": "并案",
    "case_split": "拆案",
    "case_undo": "撤销并案或拆案",
    "right": "权利登记",
    "mute": "屏蔽",
    "sent": "发送报告",
    "export": "导出",
    "erase": "删除个人信息",
    "pack": "制作证据包",
}
"""Custody actions as people read them."""


def alert(row: tables.AnyRow) -> Alert:
    """A row of ``select(*ALERT)`` as a value."""
    return Alert(*tuple(row))


def as_of(now: Alert, line: Seen, finding: Finding, then: Stood, life: Life, last_seen: datetime) -> Alert:
    """The alert as it stood when ``line`` was the newest look that made the charge."""
    listing = line.listing
    shop, room, price = listing.shop, listing.room, listing.price
    return replace(
        now,
        shop_name=storable(shop.name if shop else None),
        room_id=storable(room.id if room else None),
        room_title=storable(room.title if room else None),
        anchor=storable(room.anchor if room else None),
        title=storable(listing.title) or "",
        url=storable(listing.url),
        charge=finding.title,
        severity=finding.severity,
        tier=finding.tier,
        confidence=finding.confidence,
        sale_fen=price.sale_fen if price else None,
        currency=price.currency if price else "CNY",
        state=then.state,
        life=life,
        last_seen=last_seen,
        due_on=then.due.day,
        due_provisional=then.due.provisional,
        declared_at=then.declared_at,
        decision_seq=then.decision_seq,
    )


def sighting(row: tables.AnyRow) -> Sighting:
    """A row of the sightings table as a value."""
    changed = msgspec.json.decode(row.changed_fields, type=tuple[str, ...])
    return Sighting(row.at, row.run_id, row.life, row.title, row.sale_fen, changed)


def event(row: tables.AnyRow) -> Event:
    """A row of the custody table as a value."""
    return Event(row.at, row.actor, ACTIONS.get(row.action, row.action), row.detail, row.hash)


def evidence(line: Seen, run_id: str, listings_sha256: str) -> Evidence:
    """Where the proof of an observation lies: in the run that saw it, also where it was judged again since."""
    source = line.listing.source
    return Evidence(run_id, line.line, listings_sha256, source.warc if source else None, line.listing.url)


def rereads(row: tables.AnyRow) -> bool:
    """Whether a row of the runs table is no look, but a run read again with the text of its pictures."""
    return msgspec.json.decode(row.health, type=Health).rereads is not None


def source_look(row: tables.AnyRow) -> SourceLook:
    """A row of the runs table as a value."""
    health = msgspec.json.decode(row.health, type=Health)
    return SourceLook(
        source=row.source,
        platform=row.platform,
        run_id=row.run_id,
        verdict=row.verdict,
        finished_at=row.finished_at,
        listings=row.listings,
        pages=health.counts.get("pages", 0),
        not_seen=health.not_seen,
        expectations=health.expectations,
    )
