"""Rescreening the archive: every stored run judged again, newest first; only what changed goes further.

What was applied is what holds from then on, so the same command finds nothing left of it: that is what makes it
resumable and safe to repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from desk.rescreening.engines import Engine, Task
from desk.rescreening.known_then import KnownThen

if TYPE_CHECKING:
    from alerts.observing import Seen
    from alerts.rescreening.taking import Change
    from alerts.store import Store


class Rescreened(Struct, frozen=True):
    """What judging again came to. ``looks``: judged; ``differing``: of these, judged otherwise; ``changes``: of alerts,
    each once, by the newest look that speaks of it."""

    runs: int
    looks: int
    differing: int
    known_differs: int
    changes: tuple[Change, ...]


def rescreen(
    store: Store,
    since: date,
    engine: Engine[Any],
    clock: Callable[[], datetime],
    *,
    apply: bool,
    progress: Callable[[int], None] = lambda looks: None,
) -> Rescreened:
    """Judge the runs since that day again. Without ``apply`` nothing is kept."""
    from alerts.rescreening.archive import looks, of_items, runs_since, same
    from alerts.rescreening.taking import take_again

    archive = runs_since(store, since)
    known = KnownThen(store)
    changes: dict[str, Change] = {}
    judged = differing = 0

    def batches() -> Iterator[tuple[tuple[str, list[Seen]], list[Task]]]:
        for archived in archive:
            for some in looks(store, archived.run.run_id):
                tasks = [Task(one.line, one.listing, one.judgement.on, known.of(one)) for one in some]
                yield (archived.run.run_id, some), tasks

    by_id = {one.run.run_id: one for one in archive}
    for run_id, parts in groupby(engine(batches()), key=lambda part: part[0][0]):
        other: dict[int, Seen] = {}
        for (_, some), judgements in parts:
            for one, judgement in zip(some, judgements, strict=True):
                if not same(one.judgement, judgement):
                    other[one.line] = one._replace(judgement=judgement)
            judged += len(some)
            progress(len(some))
        if not other:
            continue
        differing += len(other)
        whole = of_items(store, run_id, {one.item_key for one in other.values()})
        lines: Sequence[Seen] = [other.get(one.line, one) for one in whole]
        for change in take_again(store, by_id[run_id], lines, clock(), apply=apply):
            # Newest first: an older look has nothing to add to what a newer one said.
            changes.setdefault(change.alert_id, change)
    return Rescreened(len(archive), judged, differing, known.different, tuple(changes.values()))
