"""Looks: the charges one run made, new and known. Works on observations already written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, tuple_

from alerts import recall, tables
from alerts.comparison import cleared, compare
from alerts.identity import alert_id, seller
from alerts.ledger import Glance, Ledger, Standing
from alerts.lifecycle import Look, outcome
from alerts.observing import OBSERVED, Seen, batches, seen
from alerts.recall import BATCH, PastRun
from alerts.shelves import Coverage, Missing
from alerts.values import RunFacts
from crawler.shanghai import local_day
from nlp.judgement import Finding


@dataclass
class Taking:
    """A run being taken in, inside its transaction. ``as_of``: the time the run speaks for."""

    connection: Connection
    ledger: Ledger
    run: RunFacts
    as_of: datetime
    coverage: Coverage = field(init=False)
    worse: list[str] = field(default_factory=list)  # alerts whose words under the charge changed, or that became graver

    def __post_init__(self) -> None:
        self.coverage = Coverage(self.run.health)

    @property
    def rereads(self) -> bool:
        """Whether this run only says more of listings that another run saw."""
        return self.run.health.rereads is not None

    def glance(self, at: datetime, detail: str, changed: tuple[str, ...] = ()) -> Glance:
        run = self.run
        return Glance(run.run_id, run.source, local_day(run.finished_at), run.finished_at, at, detail, changed)


def take_flagged(taking: Taking) -> None:
    """Every charge the run made: opened, seen again, changed, reopened."""
    later = recall.later_runs(taking.connection, taking.run)
    for lines in flagged_batches(taking):
        _take(taking, lines, later)
        taking.ledger.keep()


def flagged_batches(taking: Taking) -> Iterator[list[Seen]]:
    """What the run flagged, in batches that never part the lines of one item."""
    groups = (list(lines) for _, lines in groupby(_flagged_lines(taking), key=lambda line: line.item_key))
    for batch in batches(groups, BATCH):
        yield [line for lines in batch for line in lines]


def _flagged_lines(taking: Taking) -> Iterator[Seen]:
    """By item, so that one item seen on two shelves is one look."""
    table = tables.observations
    place = tuple_(table.c.item_key, table.c.line)
    query = (
        OBSERVED.where(table.c.run_id == taking.run.run_id, table.c.verdict == "flagged")
        .order_by(table.c.item_key, table.c.line)
        .limit(BATCH)
    )
    rows = taking.connection.execute(query).all()
    while rows:
        yield from map(seen, rows)
        last = (rows[-1].item_key, rows[-1].line)
        rows = taking.connection.execute(query.where(place > last)).all() if len(rows) == BATCH else []


def _take(taking: Taking, lines: Sequence[Seen], later: tuple[PastRun, ...]) -> None:
    charges: dict[str, list[tuple[Seen, Finding]]] = {}
    for line in lines:
        who = seller(line.listing)
        for finding in line.judgement.findings:
            key = alert_id(line.listing.platform, who, line.listing.item_id, finding.rule)
            charges.setdefault(key, []).append((line, finding))
    known = recall.standings(taking.connection, charges.keys())
    before = recall.observations(taking.connection, {(alert.run_id, alert.line) for alert in known.values()})
    new = {made[0][0].item_key for key, made in charges.items() if key not in known}
    newest = recall.seen_later(taking.connection, taking.run.run_id, new)
    for key, made in charges.items():
        if key in known:
            alert = known[key]
            # The same shelf as last time, where there is a choice: else two shelves' wordings would alternate.
            line, finding = next((one for one in made if room_of(one[0]) == alert.room_id), made[0])
            _again(taking, alert, before[alert.run_id, alert.line], line, finding)
        else:
            line, finding = made[0]
            detail = f"来源“{taking.run.source}”，第 {line.line} 行"
            alert = taking.ledger.open(line, finding, taking.glance(line.at, detail))
            _settle(taking, alert, line, finding, newest.get(line.item_key), later)


def _again(taking: Taking, alert: Standing, old: Seen, line: Seen, finding: Finding) -> None:
    if line.at < alert.looked_at:
        taking.ledger.earlier(alert, line.at)
        return
    look, changed = compare(old.listing, charge_of(old, alert.rule), line.listing, finding)
    if look is Look.SAME and taking.rereads and not recall.withdrawn(taking.connection, alert):
        return  # nothing that the look itself had not said
    done = outcome(alert.state, alert.life, look)
    if done:
        taking.ledger.see(alert, done, line, finding, taking.glance(line.at, "", changed))
        if look is Look.WORSE and done.life == "changed":
            taking.worse.append(alert.id)


def _settle(
    taking: Taking, alert: Standing, line: Seen, finding: Finding, newest: Seen | None, later: tuple[PastRun, ...]
) -> None:
    """An alert opened by a run that arrived late: what later runs already saw of it holds at once."""
    if newest is not None:
        if newest.at <= line.at or newest.judgement.verdict == "could_not_judge":
            return
        look, changed = cleared(line.listing, finding, newest.listing)
        done = outcome("new", "new", look)
        if done and look is not Look.UNSEEN:
            past = recall.past_run(taking.connection, newest.run_id)
            if past.coverage.broken:
                return
            taking.ledger.miss(alert, done, _glance_of(past, newest.at, "此前已收到更晚的查看结果", changed), newest)
        return
    room = line.listing.room
    shelf = (alert.shop_id, room.id if room else None)
    for past in later:
        if past.as_of <= line.at:
            return
        own = past.source == taking.run.source
        if not own and past.platform != line.listing.platform:
            continue
        why = past.coverage.gone(Missing(alert.item_id, alert.url, alert.shop_id, frozenset({shelf}), own))
        done = outcome("new", "new", Look.ABSENT)
        if why and done:
            taking.ledger.miss(alert, done, _glance_of(past, past.as_of, why), None)
            return


def room_of(line: Seen) -> str | None:
    """The room id of an observation."""
    return line.listing.room.id if line.listing.room else None


def charge_of(line: Seen, rule: str) -> Finding:
    """The finding of one rule in an observation that made it."""
    return next(finding for finding in line.judgement.findings if finding.rule == rule)


def _glance_of(past: PastRun, at: datetime, detail: str, changed: tuple[str, ...] = ()) -> Glance:
    return Glance(past.run_id, past.source, local_day(past.finished_at), past.finished_at, at, detail, changed)
