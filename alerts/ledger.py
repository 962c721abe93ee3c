"""The ledger: where alerts stand, and the writing down of what a look or a decision did to them.

Every change of an alert goes through here, so that the alert's row, its sighting, its open and shut
times and its custody entry can never tell different stories.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Update, bindparam, update

from alerts import search, tables, terms
from alerts.chain import MACHINE, Chain
from alerts.comparison import PART_NAMES, SEVERITY_RANK
from alerts.identity import alert_id, seller
from alerts.learning.rating import Rating
from alerts.lifecycle import ACTIVE, LIVES, STATES, Outcome
from alerts.observing import Seen, storable
from alerts.values import Life, State
from alerts.vouched import SIGHTING
from alerts.writing import put
from nlp.judgement import Finding


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an alert stands: the columns that decide what a look does to it."""

    id: str
    item_key: str
    item_id: str
    rule: str
    source: str
    shop_id: str | None
    room_id: str | None
    url: str | None
    severity: str
    state: State
    resume: State | None
    life: Life
    first_seen: datetime
    looked_at: datetime
    opened_at: datetime
    due_on: date | None
    due_provisional: bool
    extended: bool
    declared_at: datetime | None
    decision_seq: int
    decision_reason: str | None
    run_id: str
    line: int

    @property
    def version(self) -> str:
        """As ``Alert.version``."""
        return f"{self.state}.{self.decision_seq}"


STANDING = tuple(tables.alerts.c[name] for name in Standing.__dataclass_fields__)


def standing(row: tables.AnyRow) -> Standing:
    """A row of ``select(*STANDING)`` as a value."""
    return Standing(*tuple(row))


@dataclass(frozen=True, slots=True)
class Glance:
    """One run as it speaks of one alert: ``at`` the look, ``finished_at`` and ``day`` the run, Chinese ``detail``."""

    run_id: str
    source: str
    day: date
    finished_at: datetime
    at: datetime
    detail: str
    changed: tuple[str, ...] = ()


class Ledger:
    """Collects what happened and writes it in batches. ``counts``: alerts by what the look did."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._chain = Chain(connection)
        self._rating = Rating(connection)
        self._opened: list[dict[str, Any]] = []
        self._sightings: list[dict[str, Any]] = []
        self._episodes: list[dict[str, Any]] = []
        self._shut: list[dict[str, Any]] = []
        self._seen: list[dict[str, Any]] = []
        self._moved: list[dict[str, Any]] = []
        self._stayed: list[dict[str, Any]] = []
        self._words: list[dict[str, Any]] = []
        self._earlier: list[dict[str, Any]] = []
        self.counts: dict[Life, int] = dict.fromkeys(LIVES, 0)
        self.touched: set[str] = set()
        """Alerts whose state, severity or times changed: their cases are to be counted anew."""
        self.left: list[str] = []
        """Alerts that were found gone or corrected."""

    @property
    def chain(self) -> Chain:
        return self._chain

    def open(self, seen: Seen, finding: Finding, glance: Glance) -> Standing:
        """A new alert from its first observation."""
        listing, who = seen.listing, seller(seen.listing)
        columns = _last_seen(seen, finding, glance.source, self._rating)
        due = terms.opened(glance.finished_at).due
        alert = Standing(
            id=alert_id(listing.platform, who, listing.item_id, finding.rule), item_key=seen.item_key,
            item_id=listing.item_id, rule=finding.rule, source=glance.source, shop_id=columns["shop_id"],
            room_id=columns["room_id"], url=columns["url"], severity=finding.severity, state="new", resume=None,
            life="new", first_seen=glance.at, looked_at=glance.at, opened_at=glance.finished_at,
            due_on=due.day, due_provisional=due.provisional, extended=False, declared_at=None, decision_seq=0,
            decision_reason=None, run_id=seen.run_id, line=seen.line,
        )  # fmt: skip
        row: dict[str, Any] = {
            **columns, "id": alert.id, "item_key": alert.item_key, "platform": listing.platform,
            "seller": storable(who), "item_id": storable(listing.item_id), "rule": finding.rule,
            "family": finding.family, "state": "new", "resume": None, "life": "new", "first_seen": glance.at,
            "last_seen": glance.at, "looked_at": glance.at, "opened_at": alert.opened_at, "due_on": alert.due_on,
            "due_provisional": due.provisional, "extended": False, "declared_at": None, "decision_seq": 0,
            "decision_reason": None,
        }  # fmt: skip
        self._opened.append(row)
        self._words.append(row)
        self.touched.add(alert.id)
        seq = self._look(alert, Outcome("new", "new"), "new", glance, seen)
        self._episodes.append(
            {"alert_id": alert.id, "seq": seq, "opened_at": glance.finished_at, "closed_at": None,
             "severity": finding.severity}
        )  # fmt: skip
        return alert

    def see(self, alert: Standing, outcome: Outcome, seen: Seen, finding: Finding, glance: Glance) -> None:
        """An alert flagged again."""
        state: State = outcome.state or alert.resume or "new"
        seq = self._look(alert, outcome, state, glance, seen)
        anew = outcome.life == "reopened" and state == "new"
        due = terms.opened(glance.finished_at).due
        row: dict[str, Any] = {
            **_last_seen(seen, finding, glance.source, self._rating), "alert": alert.id, "state": state, "resume": None,
            "life": outcome.life, "first_seen": min(alert.first_seen, glance.at), "last_seen": glance.at,
            "looked_at": glance.at, "opened_at": glance.finished_at if anew else alert.opened_at,
            "due_on": due.day if anew else alert.due_on,
            "due_provisional": due.provisional if anew else alert.due_provisional,
            "extended": alert.extended and not anew, "declared_at": _still_declared(alert, glance),
        }  # fmt: skip
        self._seen.append(row)
        self._words.append({**row, "id": alert.id, "item_id": alert.item_id})
        self.touched.add(alert.id)
        self._turn(alert, state, seq, glance.finished_at, finding.severity)

    def miss(
        self, alert: Standing, outcome: Outcome, glance: Glance, seen: Seen | None, *, looked: bool = True
    ) -> None:
        """An alert that this look did not flag: clear, absent, or not looked at (``looked`` False)."""
        state: State = outcome.state or alert.state
        seq = self._look(alert, outcome, state, glance, seen)
        row: dict[str, Any] = {
            "alert": alert.id, "state": state, "life": outcome.life,
            "resume": (alert.state if alert.state in ACTIVE else alert.resume) if state == "gone" else None,
            "looked_at": glance.at if looked else alert.looked_at,
            "declared_at": _still_declared(alert, glance) if looked else alert.declared_at,
        }  # fmt: skip
        # Most looks of a day move nothing: columns that stay are not written, since their indexes would be.
        stays = state == alert.state and row["resume"] == alert.resume
        (self._stayed if stays else self._moved).append(row)
        if not stays:
            self.touched.add(alert.id)
        if state != alert.state and state in ("gone", "corrected"):
            self.left.append(alert.id)
        self._turn(alert, state, seq, glance.finished_at, alert.severity)

    def earlier(self, alert: Standing, at: datetime) -> None:
        """A late observation: it moves the first sight back and changes nothing else."""
        if at < alert.first_seen:
            self._earlier.append({"alert": alert.id, "at": at})
            self.touched.add(alert.id)

    def _look(self, alert: Standing, outcome: Outcome, state: State, glance: Glance, seen: Seen | None) -> int:
        price = seen.listing.price if seen else None
        row: dict[str, Any] = {
            "alert_id": alert.id, "run_id": glance.run_id, "at": glance.at, "life": outcome.life, "state": state,
            "line": seen.line if seen else None, "title": storable(seen.listing.title) if seen else None,
            "sale_fen": price.sale_fen if price else None,
            "changed_fields": msgspec.json.encode(glance.changed).decode("ascii"),
        }  # fmt: skip
        seq = self._chain.add(
            at=glance.finished_at, actor=MACHINE, action=outcome.life, alert_id=alert.id, run_id=glance.run_id,
            state=state, detail=_detail(alert, outcome, state, glance), data={"sighting": SIGHTING.digest(row)},
        )  # fmt: skip
        self._sightings.append({**row, "seq": seq, "day": glance.day})
        self.counts[outcome.life] += 1
        return seq

    def _turn(self, alert: Standing, state: State, seq: int, at: datetime, severity: str) -> None:
        """Open and shut times by severity, for the count of open alerts on any day."""
        was = alert.severity if alert.state in ACTIVE else None
        now = severity if state in ACTIVE else None
        if was and was != now:
            self._shut.append({"alert": alert.id, "at": at, "before": seq})
        if now and was != now:
            self._episodes.append(
                {"alert_id": alert.id, "seq": seq, "opened_at": at, "closed_at": None, "severity": severity}
            )

    def turn(self, alert: Standing, state: State, seq: int, at: datetime) -> None:
        """Open and shut times of a person's decision."""
        self._turn(alert, state, seq, at, alert.severity)

    def keep(self) -> None:
        """Write everything collected so far."""
        table, episodes = tables.alerts, tables.episodes
        this = table.c.id == bindparam("alert")
        earlier = (episodes.c.alert_id == bindparam("alert")) & (episodes.c.seq < bindparam("before"))
        put(self._connection, table, self._opened)
        search.keep(self._connection, self._words)
        self._update(
            update(table).where(this).values({name: bindparam(f"to_{name}") for name in _SEEN}), _to(self._seen)
        )
        self._update(
            update(table).where(this).values({name: bindparam(f"to_{name}") for name in _MOVED}), _to(self._moved)
        )
        self._update(
            update(table).where(this).values({name: bindparam(f"to_{name}") for name in _STAYED}),
            _to(self._stayed, _STAYED),
        )
        self._update(update(table).where(this).values(first_seen=bindparam("at")), self._earlier)
        put(self._connection, tables.sightings, self._sightings)
        put(self._connection, episodes, self._episodes)
        shut = update(episodes).where(earlier, episodes.c.closed_at.is_(None)).values(closed_at=bindparam("at"))
        self._update(shut, self._shut)
        for written in (self._opened, self._words, self._sightings, self._episodes):
            written.clear()
        self._chain.keep()

    def _update(self, statement: Update, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)
            rows.clear()


_LAST_SEEN = (
    "shop_id", "shop_name", "room_id", "room_title", "anchor", "title", "url", "charge", "severity", "severity_rank",
    "tier", "confidence", "source", "sale_fen", "currency", "run_id", "line", "content", "seller_kind", "calibrated",
    "low", "high", "worth",
)  # fmt: skip
_STAYED = ("life", "looked_at", "declared_at")
_MOVED = ("state", "resume", *_STAYED)
_SEEN = (*_LAST_SEEN, *_MOVED, "first_seen", "last_seen", "opened_at", "due_on", "due_provisional", "extended")


def _to(rows: list[dict[str, Any]], names: tuple[str, ...] | None = None) -> list[dict[str, Any]]:
    """Parameter names that do not meet column names, which an UPDATE reserves for itself."""
    given = [
        {"alert": row["alert"], **{f"to_{name}": row[name] for name in names or row if name != "alert"}} for row in rows
    ]
    rows.clear()
    return given


def _last_seen(seen: Seen, finding: Finding, source: str, rating: Rating) -> dict[str, Any]:
    listing = seen.listing
    shop, room, price = listing.shop, listing.room, listing.price
    kind = shop.kind if shop else "unknown"
    return {
        "shop_id": storable(shop.id if shop else None), "shop_name": storable(shop.name if shop else None),
        "room_id": storable(room.id if room else None), "room_title": storable(room.title if room else None),
        "anchor": storable(room.anchor if room else None), "title": storable(listing.title) or "",
        "url": storable(listing.url), "charge": finding.title, "severity": finding.severity,
        "severity_rank": SEVERITY_RANK[finding.severity], "tier": finding.tier, "confidence": finding.confidence,
        "source": source, "sale_fen": price.sale_fen if price else None, "currency": price.currency if price else "CNY",
        "run_id": seen.run_id, "line": seen.line, "content": seen.content, "seller_kind": kind,
        **rating.of(finding.rule, kind, finding.confidence, finding.severity),
    }  # fmt: skip


_CHECKED = {"corrected": "成员曾称已更正，本次查看属实", "gone": "成员曾称已更正，本次查看未见该商品"}


def _still_declared(alert: Standing, glance: Glance) -> datetime | None:
    """When the member said that it was corrected, unless this look is later and so has checked it."""
    return alert.declared_at if alert.declared_at is not None and glance.at < alert.declared_at else None


def _detail(alert: Standing, outcome: Outcome, state: State, glance: Glance) -> str:
    parts = [glance.detail] if glance.detail else []
    if alert.declared_at is not None and outcome.life != "not_looked" and glance.at >= alert.declared_at:
        parts.append(_CHECKED.get(outcome.life, "成员曾称已更正，本次查看仍未更正"))
    if glance.changed:
        parts.append("变化：" + "、".join(PART_NAMES.get(name, name) for name in glance.changed))
    if state != alert.state:
        parts.append(f"状态由“{STATES[alert.state]}”转为“{STATES[state]}”")
    return "；".join(parts)
