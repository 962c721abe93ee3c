"""Counting a stretch of days, as it stood at the end of its last day (or stands now, when that is earlier)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from alerts import rows, tables
from alerts.identity import seller_key
from alerts.mutes.standing import standings
from alerts.statistics.correcting import correction
from alerts.statistics.days import open_at_end, rulebooks, screened, together, trend
from alerts.statistics.looking import source_days
from alerts.statistics.values import ChargeCount, Lives, Period, PlatformCount, SellerCount
from alerts.store import Store
from alerts.values import Alert
from alerts.workdays import bounds

_NAMES = {"new": "opened"}
_FRESH = ("new", "reopened")


def period(store: Store, first: date, last: date, sources: Sequence[str] = ()) -> Period:
    """What the days from ``first`` to ``last`` come to. ``sources``: the configured ones, so that one that was not looked
    at at all shows up. Raises ValueError where the days are the wrong way round."""
    if last < first:
        raise ValueError(f"{first} is after {last}")
    with store.reading() as connection:
        judged = together(screened(connection, first, last).values())
        happened = _happened(connection, first, last)
        standing = _standing(connection, last)
        return Period(
            first=first,
            last=last,
            **judged._asdict(),
            lives=_lives(life for _, life, _ in happened),
            still_open=len(standing),
            overdue=sum(one.due_on is not None and one.due_on <= last for one in standing),
            correction=correction(connection, first, last),
            decisions=_decisions(connection, first, last),
            charges=_charges(happened, standing, first, last),
            platforms=_platforms(happened, standing, _screened_on(connection, first, last)),
            sellers=_sellers(happened, standing),
            sources=source_days(connection, first, last, sources),
            trend=trend(connection, first, last),
            mutes=standings(connection, last),
            rulebooks=rulebooks(connection, first, last),
        )


_Happened = list[tuple[Alert, str, date]]


def _happened(connection: Connection, first: date, last: date) -> _Happened:
    """Every look of the stretch that moved an alert, with the alert and the day; what became of dismissed ones is left out."""
    table = tables.sightings.c
    query = (
        select(*rows.ALERT, table.life.label("what"), table.day)
        .join(tables.sightings, table.alert_id == tables.alerts.c.id)
        .where(table.day.between(first, last), table.state != "dismissed", table.life != "seen_again")
    )
    return [(Alert(*row[:-2]), row[-2], row[-1]) for row in map(tuple, connection.execute(query))]


def _standing(connection: Connection, last: date) -> list[Alert]:
    still = select(tables.episodes.c.alert_id).where(open_at_end(last))
    return [rows.alert(row) for row in connection.execute(select(*rows.ALERT).where(tables.alerts.c.id.in_(still)))]


def _lives(lives: Iterable[str]) -> Lives:
    return Lives(**{_NAMES.get(life, life): count for life, count in Counter(lives).items()})


def _decisions(connection: Connection, first: date, last: date) -> tuple[tuple[str, int], ...]:
    table = tables.decisions.c
    start, end = bounds(first)[0], bounds(last)[1]
    taken_back = select(table.undoes).where(table.undoes.is_not(None), table.at < end)
    query = (
        select(table.move, func.count())
        .where(table.at >= start, table.at < end, table.undoes.is_(None), table.seq.not_in(taken_back))
        .group_by(table.move)
    )
    return tuple(sorted((row[0], int(row[1])) for row in connection.execute(query)))


def _screened_on(connection: Connection, first: date, last: date) -> dict[str, int]:
    table = tables.runs.c
    query = select(table.platform, func.sum(table.listings)).where(table.day.between(first, last))
    return {row[0]: int(row[1]) for row in connection.execute(query.group_by(table.platform))}


def _charges(happened: _Happened, standing: Sequence[Alert], first: date, last: date) -> tuple[ChargeCount, ...]:
    """Most opened and come back first."""
    names = {alert.rule: alert.charge for alert in (*(alert for alert, _, _ in happened), *standing)}
    lives = _by((alert.rule, life) for alert, life, _ in happened)
    still = Counter(alert.rule for alert in standing)
    fresh = Counter((alert.rule, day) for alert, life, day in happened if life in _FRESH)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    counts = [
        ChargeCount(rule, name, _lives(lives[rule]), still[rule], tuple(fresh[rule, day] for day in days))
        for rule, name in names.items()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.lives.opened - one.lives.reopened, -one.still_open, one.rule)))


def _platforms(happened: _Happened, standing: Sequence[Alert], judged: dict[str, int]) -> tuple[PlatformCount, ...]:
    """Most screened first."""
    lives = _by((alert.platform, life) for alert, life, _ in happened)
    still = Counter(alert.platform for alert in standing)
    names = {*judged, *lives, *still}
    counts = [PlatformCount(name, judged.get(name, 0), _lives(lives[name]), still[name]) for name in names]
    return tuple(sorted(counts, key=lambda one: (-one.screened, one.platform)))


def _sellers(happened: _Happened, standing: Sequence[Alert]) -> tuple[SellerCount, ...]:
    """Sellers with something new or come back: most listings first, then most of them grave."""
    lives: dict[str, list[tuple[Alert, str]]] = defaultdict(list)
    for alert, life, _ in happened:
        lives[_seller(alert)].append((alert, life))
    still = Counter(_seller(alert) for alert in standing)
    counts = []
    for key, found in lives.items():
        fresh = [alert for alert, life in found if life in _FRESH]
        if not fresh:
            continue
        counts.append(
            SellerCount(
                known=max(fresh, key=lambda alert: (alert.last_seen, alert.id)),
                items=len({alert.item_id for alert in fresh}),
                high=len({alert.item_id for alert in fresh if alert.severity == "high"}),
                charges=tuple(sorted({alert.rule for alert in fresh})),
                lives=_lives(life for _, life in found),
                still_open=still[key],
            )
        )
    return tuple(sorted(counts, key=lambda one: (-one.items, -one.high, _seller(one.known))))


def _seller(alert: Alert) -> str:
    """One seller as identity knows it: by shop id or name, else the anchor, the room, or the item itself."""
    who = alert.shop_id or alert.shop_name or alert.anchor or alert.room_id or "unknown"
    return seller_key(alert.platform, who, alert.item_id)


def _by(pairs: Iterable[tuple[str, str]]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
