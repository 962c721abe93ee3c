"""How the rules did: what people decided about their leads, whether confidence held, and how words were disguised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct
from sqlalchemy import Connection, Integer, cast, func, select

from alerts import tables
from alerts.learning.precision import LAST, RulePrecision, precision
from alerts.learning.timing import usual
from alerts.lifecycle import ACTIVE
from alerts.mutes.standing import standings
from alerts.mutes.values import MuteStanding
from alerts.statistics.disguising import DAYS, Disguises, disguises, opened
from alerts.store import Store
from crawler.listing import Listing

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class RuleRecord(Struct, frozen=True):
    """One rule. ``waiting``: open leads that nobody decided about; ``seconds``: its median for a decision, None where too
    few were timed; ``dismissals``: codes of standing dismissals, most frequent first; ``precision`` None: none decided."""

    rule: str
    charge: str
    waiting: int
    precision: RulePrecision | None
    seconds: float | None
    dismissals: tuple[tuple[str, int], ...] = ()


class Band(Struct, frozen=True):
    """Decided leads whose confidence lies from ``low`` up to but not at ``high``: what was claimed and what was accepted."""

    low: float
    high: float
    claimed: float
    decided: int
    accepted: int


class Quality(Struct, frozen=True):
    """``latest``: listings behind the leads of the last stretch, for the search for new spellings; ``undone``: decisions
    that were taken back; ``decided``: decisions of people in all."""

    day: date
    rules: tuple[RuleRecord, ...]
    bands: tuple[Band, ...]
    disguised: tuple[Disguises, Disguises]
    latest: tuple[Listing, ...]
    mutes: tuple[MuteStanding, ...]
    decided: int
    undone: int


def quality(store: Store, day: date) -> Quality:
    """How the rules did up to now; disguises and mutes as of the end of ``day``."""
    measured = {one.rule: one for one in precision(store, LAST)}
    with store.reading() as connection:
        last, before = day - timedelta(days=DAYS - 1), day - timedelta(days=2 * DAYS - 1)
        newest = list(opened(connection, last, day))
        earlier = list(opened(connection, before, last - timedelta(days=1)))
        decisions = tables.decisions.c
        decided = select(func.count(), func.count(decisions.undoes))
        total, undone = connection.execute(decided).one()
        return Quality(
            day=day,
            rules=tuple(_rules(connection, measured)),
            bands=tuple(_bands(connection)),
            disguised=(
                disguises(before, last - timedelta(days=1), [finding for finding, _ in earlier]),
                disguises(last, day, [finding for finding, _ in newest]),
            ),
            latest=tuple(listing for _, listing in newest),
            mutes=standings(connection, day),
            decided=int(total - undone),
            undone=int(undone),
        )


def _rules(connection: Connection, measured: dict[str, RulePrecision]) -> Iterator[RuleRecord]:
    alerts, decisions = tables.alerts.c, tables.decisions.c
    titles = connection.execute(select(alerts.rule, func.max(alerts.charge)).group_by(alerts.rule))
    names = {row[0]: str(row[1]) for row in titles}
    query = (
        select(alerts.rule, func.count())
        .where(alerts.state.in_(ACTIVE), alerts.decision_seq == 0)
        .group_by(alerts.rule)
    )
    waiting = {row[0]: int(row[1]) for row in connection.execute(query)}
    taken_back = select(decisions.undoes).where(decisions.undoes.is_not(None))
    dismissed: dict[str, Counter[str]] = {}
    by_code = (
        select(alerts.rule, decisions.code, func.count())
        .join(tables.alerts, alerts.id == decisions.alert_id)
        .where(decisions.move == "dismiss", decisions.seq.not_in(taken_back))
        .group_by(alerts.rule, decisions.code)
    )
    for rule, code, count in connection.execute(by_code):
        dismissed.setdefault(rule, Counter())[code or "other"] += int(count)
    for rule in sorted(names):
        yield RuleRecord(
            rule,
            names[rule],
            waiting.get(rule, 0),
            measured.get(rule),
            usual(connection, rule),
            tuple(sorted(dismissed.get(rule, Counter()).items(), key=lambda pair: (-pair[1], pair[0]))),
        )


def _bands(connection: Connection) -> Iterator[Band]:
    table = tables.verdicts.c
    query = select(table.level, func.count(), func.sum(cast(table.accepted, Integer))).group_by(table.level)
    levels = [(float(row[0]), int(row[1]), int(row[2])) for row in connection.execute(query)]
    for low, high in pairwise(BANDS):
        here = [level for level in levels if low <= level[0] < high]
        decided = sum(count for _, count, _ in here)
        if decided:
            claimed = sum(level * count for level, count, _ in here) / decided
            yield Band(low, min(high, 1.0), claimed, decided, sum(accepted for _, _, accepted in here))
