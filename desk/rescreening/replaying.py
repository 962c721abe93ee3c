"""Replay: decided leads judged by the rules at hand, before these ship. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from desk.rescreening.engines import Task, local
from desk.rescreening.known_then import KnownThen

if TYPE_CHECKING:
    from alerts.rescreening.archive import Decided
    from alerts.store import Store


class RuleReplay(Struct):
    """One rule over the decided leads. ``anew``: looks that it would charge and did not; ``vanished``: leads of it that
    would not be raised, those that people had confirmed (which is bad) and dismissed (which is good) apart."""

    rule: str
    anew: int = 0
    unchanged: int = 0
    vanished: int = 0
    confirmed_vanished: int = 0
    dismissed_vanished: int = 0


class Replay(Struct):
    """The whole replay. ``lost``: confirmed leads that would not be raised; ``known_differs``: looks beside which not
    the same is known now, where a change may not be the rules' doing."""

    rules: list[RuleReplay]
    leads: int
    lost: list[str]
    known_differs: int


def replay(store: Store, rules: str | None, since: date | None) -> Replay:
    """Judge the looks behind decided leads again. Raises FileRefused for a bad rule file."""
    from alerts.rescreening.archive import decided

    known = KnownThen(store)
    found: dict[str, RuleReplay] = {}
    looks: set[tuple[str, int]] = set()
    lost: list[str] = []
    leads = 0

    def batches() -> Iterator[tuple[list[Decided], list[Task]]]:
        for some in decided(store, since):
            yield (
                some,
                [Task(one.look.line, one.look.listing, one.look.judgement.on, known.of(one.look)) for one in some],
            )

    for some, judgements in local(rules)(batches()):
        for one, judgement in zip(some, judgements, strict=True):
            leads += 1
            before = {finding.rule for finding in one.look.judgement.findings}
            after = {finding.rule for finding in judgement.findings}
            mine = found.setdefault(one.rule, RuleReplay(one.rule))
            if one.rule in after:
                mine.unchanged += 1
            else:
                mine.vanished += 1
                mine.confirmed_vanished += one.accepted
                mine.dismissed_vanished += not one.accepted
                if one.accepted:
                    lost.append(one.alert_id)
            place = one.look.run_id, one.look.line
            for rule in after - before if place not in looks else ():
                found.setdefault(rule, RuleReplay(rule)).anew += 1
            looks.add(place)
    return Replay([found[rule] for rule in sorted(found)], leads, lost, known.different)
