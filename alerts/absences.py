"""Absences: known alerts that a run did not charge again: corrected, gone, or simply not looked at."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from alerts import recall, tables
from alerts.comparison import cleared
from alerts.ledger import STANDING, Standing, standing
from alerts.lifecycle import WATCHED, Look, outcome
from alerts.looks import Taking, charge_of, room_of
from alerts.observing import Seen
from alerts.recall import BATCH
from alerts.shelves import Missing, Shelf

_DETAILS: dict[Look, str] = {
    Look.CLEAR: "再次查看，已不再构成该线索",
    Look.WITHDRAWN: "商品内容未变，按现行规则和已知信息不再构成该线索",
    Look.UNSEEN: "见到该商品，但本次未能读到可供判断的文字",
}


def take_unflagged(taking: Taking) -> None:
    """Every known alert the run can speak of and did not charge; to be called after ``looks.take_flagged``.

    These are the alerts of its own source, of items it saw, and of shops and rooms whose shelves it read whole; a run
    that reads another one again speaks of the items in it and of nothing else.
    """
    table, look = tables.alerts, tables.observations
    mine = table.c.source == taking.run.source
    here = table.c.item_key.in_(select(look.c.item_key).where(look.c.run_id == taking.run.run_id))
    whole = table.c.shop_id.in_(sorted(taking.coverage.shops)) | table.c.room_id.in_(sorted(taking.coverage.rooms))
    there = (table.c.platform == taking.run.platform) & whole
    which = here if taking.rereads else mine | here | there
    query = select(*STANDING).where(table.c.state.in_(WATCHED), which).order_by(table.c.id).limit(BATCH)
    rows = taking.connection.execute(query).all()
    while rows:
        _pass_over(taking, [standing(row) for row in rows])
        taking.ledger.keep()
        rows = taking.connection.execute(query.where(table.c.id > rows[-1].id)).all()


def _pass_over(taking: Taking, alerts: Sequence[Standing]) -> None:
    keys = {alert.item_key for alert in alerts}
    here = recall.of_run(taking.connection, taking.run.run_id, keys)
    places = {(alert.run_id, alert.line) for alert in alerts if alert.item_key in here}
    before = recall.observations(taking.connection, places)
    shelves = recall.shelves(taking.connection, keys - here.keys())
    for alert in alerts:
        if alert.item_key in here:
            _seen_without_charge(taking, alert, here[alert.item_key], before[alert.run_id, alert.line])
        else:
            _not_seen(taking, alert, shelves.get(alert.item_key, frozenset()))


def _seen_without_charge(taking: Taking, alert: Standing, lines: list[Seen], old: Seen) -> None:
    if any(finding.rule == alert.rule for line in lines for finding in line.judgement.findings):
        return
    judged = [line for line in lines if line.judgement.verdict != "could_not_judge"]
    if taking.coverage.broken:
        judged = []
    line = next((one for one in judged if room_of(one) == alert.room_id), (judged or lines)[0])
    if line.at < alert.looked_at:
        return
    look, changed = Look.UNSEEN, tuple[str, ...]()
    if judged:
        look, changed = cleared(old.listing, charge_of(old, alert.rule), line.listing)
    done = outcome(alert.state, alert.life, look)
    if done:
        glance = taking.glance(line.at, _DETAILS[look], changed)
        taking.ledger.miss(alert, done, glance, line, looked=look is not Look.UNSEEN)


def _not_seen(taking: Taking, alert: Standing, shelves: frozenset[Shelf]) -> None:
    if taking.as_of < alert.looked_at:
        return
    own = alert.source == taking.run.source
    why = taking.coverage.gone(Missing(alert.item_id, alert.url, alert.shop_id, shelves, own))
    if why is None and not own:
        return
    look = Look.ABSENT if why else Look.UNSEEN
    done = outcome(alert.state, alert.life, look)
    if done:
        glance = taking.glance(taking.as_of, why or taking.coverage.unseen(shelves))
        taking.ledger.miss(alert, done, glance, None, looked=look is Look.ABSENT)
