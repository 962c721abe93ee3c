"""Given the known verdicts, alerts live the known lives: what is tested is memory over three days, not the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from alerts.intake import take_in
from alerts.queries import detail, queue
from alerts.store import open_store
from alerts.values import AlertDetail, RunFacts
from crawler.diagnosis import diagnose
from crawler.health import Scope
from crawler.listing import Listing
from crawler.source import Expect
from desk.market.shelves import DAYS, shelves
from nlp.judgement import Element, Finding, Judgement, Span
from tests.market.known_answers import Day, known_answers
from tests.market.reading import read_shelf

ANSWERS = {answer.item_id: answer for answer in known_answers()}


def finding(rule: str, listing: Listing) -> Finding:
    """A finding that points at the whole title, so that new words of the seller are new words under the charge."""
    title = listing.title or ""
    element = Element("known", "已知答案", "met", (Span("title", 0, len(title), title),))
    return Finding(
        rule, "1", "IP" if rule.startswith("IP") else "LG", "medium", "E2", 0.9, rule, "涉嫌", "请核对", (), (element,)
    )


def judge(listing: Listing, known: Day) -> Judgement:
    return Judgement(
        "market", listing.item_id, None, known.verdict or "clear", "2026-11-22", "sha256:known", None,
        tuple(finding(rule, listing) for rule in known.rules),
    )  # fmt: skip


def look(day: int) -> tuple[RunFacts, list[tuple[int, Listing, Judgement]]]:
    """A day's run as the crawl makes it, with the known verdicts."""
    at = datetime(2026, 11, 19 + day, 2, tzinfo=UTC)
    listings, missed, walked = [], [], []
    for shelf in shelves():
        found, hidden = read_shelf(shelf, day)
        listings += [msgspec.structs.replace(listing, observed_at=at) for listing in found]
        missed += hidden
        if day not in shelf.trouble:
            walked.append(Scope(shop=shelf.shop.id, room=shelf.room.id if shelf.room else None, complete=True))
    health = diagnose(listings=listings, walked=walked, missed=missed, pages=200, expect=Expect())
    facts = RunFacts(
        run_id=f"market-{day}", source="market", platform="market", started_at=at, finished_at=at, health=health,
        listings_sha256=f"{day:064d}",
    )  # fmt: skip
    return facts, [(n, li, judge(li, ANSWERS[li.item_id].days[day])) for n, li in enumerate(listings, 1)]


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], AlertDetail]]:
    path: Path = tmp_path_factory.mktemp("market") / "alerts.db"
    with open_store(f"sqlite:///{path}") as store:
        store.upgrade()
        for day in DAYS:
            take_in(store, *look(day))
        found = [detail(store, alert.id) for alert in queue(store, limit=1000)]
        yield {(known.alert.item_id, known.alert.rule): known for known in found if known}


def test_the_known_charges_are_the_alerts(lives: dict[tuple[str, str], AlertDetail]) -> None:
    assert set(lives) == {(answer.item_id, rule) for answer in ANSWERS.values() for rule in answer.life}


def test_every_alert_lives_its_known_life(lives: dict[tuple[str, str], AlertDetail]) -> None:
    lived = {
        key: {int(sighting.run_id.removeprefix("market-")): sighting.life for sighting in known.sightings}
        for key, known in lives.items()
    }
    assert lived == {(answer.item_id, rule): days for answer in ANSWERS.values() for rule, days in answer.life.items()}
