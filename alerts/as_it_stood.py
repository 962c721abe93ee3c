"""As it stood: state, term and standing decision of an alert, worked out from its entries up to some day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts import tables, terms
from alerts.values import State
from alerts.workdays import Due


@dataclass(frozen=True, slots=True)
class Stood:
    """What the entries up to a day come to; ``reason``: of the newest decision that nobody took back."""

    state: State
    due: Due
    declared_at: datetime | None
    decision_seq: int
    reason: str | None


def stood(
    entries: Sequence[tables.AnyRow], looks: Sequence[tables.AnyRow], decisions: Mapping[int, tables.AnyRow]
) -> Stood:
    """One alert's custody entries and looks, oldest first, and its decisions by number (later ones do not count)."""
    decided = [decisions[entry.seq] for entry in entries if entry.seq in decisions]
    undone = {row.undoes for row in decided}
    standing = [row for row in decided if row.undoes is None and row.seq not in undone]
    opened = next(entry for entry in reversed(entries) if entry.action in ("new", "reopened") and entry.state == "new")
    since = [(row.move, row.due_on) for row in standing if row.seq > opened.seq]
    reasons = [row.reason for row in standing if row.move != "declare"]
    return Stood(
        state=next(entry.state for entry in reversed(entries) if entry.state),
        due=terms.replay(opened.at, since).due,
        declared_at=_declared(standing, looks),
        decision_seq=max((row.seq for row in decided), default=0),
        reason=(reasons[-1] or None) if reasons else None,
    )


def _declared(standing: Sequence[tables.AnyRow], looks: Sequence[tables.AnyRow]) -> datetime | None:
    """When the member last said that it was corrected, unless a later look has checked that."""
    said = [row for row in standing if row.move == "declare"]
    if not said:
        return None
    seq, at = said[-1].seq, said[-1].at
    checked = any(look.seq > seq and look.life != "not_looked" and look.at >= at for look in looks)
    return None if checked else at
