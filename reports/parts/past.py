"""The past of an alert for readers elsewhere: when it was seen, and what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from alerts.dossiers import Decision
from alerts.moves import PARTIES
from alerts.values import Sighting
from reports import labels
from reports.document import Table
from reports.marking import shortened

_DULL = ("seen_again", "not_looked")


def sightings_table(sightings: Sequence[Sighting], currency: str) -> Table:
    """Looks in order of time; a row of equal ones that changed nothing is one line with their number."""
    rows: list[tuple[str, ...]] = []
    for _, found in groupby(enumerate(sightings), lambda pair: _same(*pair)):
        looks = [look for _, look in found]
        first, last = looks[0], looks[-1]
        when = labels.moment(first.at) + (f" 至 {labels.moment(last.at)}" if len(looks) > 1 else "")
        price = "—" if first.sale_fen is None else labels.money(first.sale_fen, currency)
        what = labels.LIFE[first.life] + (f"（{len(looks)} 次）" if len(looks) > 1 else "")
        rows.append((when, what, price, labels.parts(first.changed_fields) or "—"))
    return Table("发现经过（北京时间）", ("时间", "情况", "标价", "变化之处"), tuple(rows))


def _same(place: int, look: Sighting) -> tuple[object, ...]:
    dull = look.life in _DULL and not look.changed_fields
    return (look.life, look.sale_fen) if dull else (place,)


def decisions_table(decisions: Sequence[Decision]) -> Table:
    """Who decided what, in which role, why, and to which unit it went."""
    rows = tuple(
        (
            labels.moment(one.at),
            shortened(one.actor, 40),
            PARTIES.get(one.role or "", "未记录"),
            one.label,
            shortened(one.reason, 200) or "—",
            "，".join(filter(None, (one.unit, one.number))) or "—",
        )
        for one in decisions
    )
    return Table("复核与决定", ("时间", "经办人", "身份", "决定", "理由", "移送单位、文号"), rows)
