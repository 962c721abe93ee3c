"""Re-appearance: an item that comes back under another link after its alert was gone, corrected, dismissed or closed.

A new alert is told to be one of an earlier one when both carry one value that tells an item (``kinds.OF_THE_ITEM``) and
that few sellers carry, or alike texts with the same figures, or alike pictures; and the earlier one was last seen before
the new one was first seen. It is said once, at the time, and stays said: it goes into the custody record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from alerts import tables
from alerts.among import among
from alerts.cases.absorbing import Absorbed, traces_of
from alerts.cases.alike import figures
from alerts.cases.carrying import Carrier, Group, carriers_of
from alerts.cases.kinds import KINDS, OF_THE_ITEM, reason, strength
from alerts.cases.prints import bodies, few_alike, neighbours
from alerts.chain import MACHINE, Chain
from alerts.lifecycle import STATES
from alerts.observing import batches
from alerts.values import RunFacts, State
from alerts.vouched import RETURN
from alerts.writing import put

_BATCH = 500
AT_REST = ("gone", "corrected", "dismissed", "closed")
_STAYS_ON_SALE = ("dismissed", "closed")
_REASONS = 3


class _Past(NamedTuple):
    """An alert as far as it can be the earlier or the later one."""

    id: str
    item_key: str
    rule: str
    platform: str
    seller: str
    state: State
    first_seen: datetime
    last_seen: datetime
    fold: str


class _Sign(NamedTuple):
    kind: str
    score: float
    alert: str


def tell_new(connection: Connection, chain: Chain, run: RunFacts, absorbed: Absorbed) -> None:
    """Say of each new alert whose item it seems to be again. To be called when the whole run has been looked through."""
    if not absorbed.opened:
        return
    new = _pasts(connection, [alert.id for alert in absorbed.opened])
    signs = {alert: _signs(alert, values, absorbed.before) for alert, values in absorbed.carried.items()}
    for alert, more in _alike(connection, absorbed.carried).items():
        signs[alert].extend(more)
    past = _pasts(connection, {sign.alert for found in signs.values() for sign in found})
    told: list[tuple[_Past, _Past, list[_Sign]]] = []
    for alert, found in signs.items():
        mine = new[alert]
        earlier = {sign.alert: past[sign.alert] for sign in found if sign.alert in past}
        fitting = [one for one in earlier.values() if _fits(mine, one)]
        if fitting:
            best = max(fitting, key=lambda one: _rank(mine, one, found))
            told.append((mine, best, [sign for sign in found if sign.alert == best.id]))
    _write(connection, chain, run, told)


def tell_left(connection: Connection, chain: Chain, run: RunFacts, left: Collection[str]) -> None:
    """Say of alerts that this run found gone or corrected which open alert of their seller had already taken their place."""
    told: list[tuple[_Past, _Past, list[_Sign]]] = []
    for some in batches(sorted(set(left)), _BATCH):
        earlier = _pasts(connection, some)
        kept = traces_of(connection, {one.item_key for one in earlier.values()})
        values: dict[str, set[tuple[str, str]]] = {}
        for item, kind, value in kept:
            if kind in OF_THE_ITEM:
                values.setdefault(item, set()).add((kind, value))
        groups = carriers_of(connection, {one for mine in values.values() for one in mine})
        found: dict[tuple[str, str], list[_Sign]] = {}
        for one in earlier.values():
            for kind, value in values.get(one.item_key, ()):
                group = groups.get((kind, value, one.rule), [])
                for held in group:
                    if held.fold == one.fold and held.last_alert != one.id and _few(kind, group):
                        found.setdefault((held.last_alert, one.id), []).append(_Sign(kind, 1.0, one.id))
        table = tables.returns.c
        said = connection.execute(select(table.alert_id, table.of_alert).where(among(connection, table.of_alert, some)))
        for row in said:
            found.pop((row.alert_id, row.of_alert), None)
        later = _pasts(connection, {new for new, _ in found})
        for (new, old), signs in sorted(found.items()):
            if later[new].state not in AT_REST and _fits(later[new], earlier[old]):
                told.append((later[new], earlier[old], signs))
    _write(connection, chain, run, told)


def _signs(alert: str, values: Iterable[tuple[str, str]], before: Mapping[Group, list[Carrier]]) -> list[_Sign]:
    mine = set(values)
    return [
        _Sign(kind, 1.0, one.last_alert)
        for (kind, value, _), group in before.items()
        if (kind, value) in mine and kind in OF_THE_ITEM and _few(kind, group)
        for one in group
        if one.last_alert != alert
    ]


def _few(kind: str, group: Collection[Carrier]) -> bool:
    return len({one.seller_key for one in group}) <= KINDS[kind].most


def _alike(connection: Connection, carried: Mapping[str, set[tuple[str, str]]]) -> dict[str, list[_Sign]]:
    values = {one for mine in carried.values() for one in mine if one[0] in ("text", "likeness")}
    near = _same_figures(connection, few_alike(neighbours(connection, values)))
    by_value: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for (kind, one, other), score in near.items():
        by_value.setdefault((kind, one), []).append((other, score))
        by_value.setdefault((kind, other), []).append((one, score))
    groups = carriers_of(connection, {(kind, other) for (kind, _), some in by_value.items() for other, _ in some})
    by_kind_value: dict[tuple[str, str], list[Carrier]] = {}
    for (kind, value, _), group in groups.items():
        if _few(kind, group):
            by_kind_value.setdefault((kind, value), []).extend(group)
    found: dict[str, list[_Sign]] = {}
    for alert, mine in carried.items():
        for kind, value in mine:
            for other, score in by_value.get((kind, value), ()):
                ends = (one.last_alert for one in by_kind_value.get((kind, other), ()))
                found.setdefault(alert, []).extend(_Sign(kind, score, end) for end in ends if end != alert)
    return found


def _same_figures(
    connection: Connection, near: Mapping[tuple[str, str, str], float]
) -> dict[tuple[str, str, str], float]:
    """Without alike texts whose figures differ: 链接5号 and 链接8号 are two items of one shop."""
    texts = bodies(connection, "text", {end for kind, one, other in near if kind == "text" for end in (one, other)})
    return {
        pair: score
        for pair, score in near.items()
        if pair[0] != "text" or figures(texts[pair[1]]) == figures(texts[pair[2]])
    }


def _pasts(connection: Connection, ids: Collection[str]) -> dict[str, _Past]:
    table, member = tables.alerts, tables.members
    columns = (table.c[name] for name in _Past._fields[:-1])
    query = select(*columns, member.c.fold).join(member, member.c.alert_id == table.c.id)
    found: dict[str, _Past] = {}
    for some in batches(sorted(ids), _BATCH):
        found.update(
            (row.id, _Past._make(row)) for row in connection.execute(query.where(among(connection, table.c.id, some)))
        )
    return found


def _fits(new: _Past, old: _Past) -> bool:
    if old.item_key == new.item_key or old.state not in AT_REST or old.first_seen >= new.first_seen:
        return False
    return old.state in _STAYS_ON_SALE or old.last_seen < new.first_seen


def _rank(new: _Past, old: _Past, signs: Iterable[_Sign]) -> tuple[bool, bool, float, datetime, str]:
    """The same seller and charge first, then the same charge, the strongest sign, the newest."""
    strongest = max(strength(sign.kind, sign.score) for sign in signs if sign.alert == old.id)
    return old.fold == new.fold, old.rule == new.rule, strongest, old.last_seen, old.id


def _write(
    connection: Connection, chain: Chain, run: RunFacts, told: Iterable[tuple[_Past, _Past, list[_Sign]]]
) -> None:
    rows = []
    for new, old, signs in told:
        strongest: dict[str, float] = {}
        for sign in signs:
            strongest[sign.kind] = max(strongest.get(sign.kind, 0.0), sign.score)
        ordered = sorted(strongest.items(), key=lambda sign: -strength(*sign))[:_REASONS]
        why = "；".join([*(reason(kind, score) for kind, score in ordered), *_elsewhere(new, old)])
        row = {"alert_id": new.id, "of_alert": old.id, "run_id": run.run_id, "at": run.finished_at, "reasons": why}
        seq = chain.add(
            at=run.finished_at, actor=MACHINE, action="returned", alert_id=new.id, run_id=run.run_id,
            detail=f"疑似换链接再次上架：此前线索 {old.id}（{STATES[old.state]}）；{why}",
            data={RETURN.name: RETURN.digest(row)},
        )  # fmt: skip
        rows.append({**row, "seq": seq})
    put(connection, tables.returns, rows)


def _elsewhere(new: _Past, old: _Past) -> list[str]:
    """What is not the same, so that nobody takes it for one seller's or one charge's."""
    found = []
    if (new.platform, new.seller) != (old.platform, old.seller):
        found.append("此前线索属于另一店铺" if new.platform == old.platform else "此前线索属于另一平台的店铺")
    if new.rule != old.rule:
        found.append(f"此前线索为另一项涉嫌问题（{old.rule}）")
    return found
