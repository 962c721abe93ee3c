"""Intake judges a struck-out price by what earlier runs saw of the same listing, and asks for no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from alerts.intake import take_in
from alerts.store import Store, open_store
from alerts.values import RunFacts
from crawler.health import Health, Scope
from crawler.listing import Listing, convert_listing
from desk.compose import judged, own_prices
from nlp.judgement import Judgement
from nlp.known import OwnPrice

START = datetime(2026, 11, 12, 2, 0, tzinfo=UTC)


class Shelf:
    """A run as far as judging reads it."""

    health = Health("healthy", {}, {}, (), ())

    def __init__(self, *listings: Listing) -> None:
        self._listings = listings

    def listings(self) -> Iterator[tuple[int, Listing]]:
        return iter(enumerate(self._listings, 1))


def necklace(day: int, *, sale: int = 39900, market: int | None = 59900, title: str = "珍珠项链") -> Listing:
    price = {"sale_fen": sale} | ({"market_fen": market} if market else {})
    return convert_listing(
        {
            "platform": "market", "item_id": "9", "title": title, "price": price, "shop": {"id": "s1", "name": "东海珠宝"},
            "observed_at": (START + timedelta(days=day)).isoformat(),
        }
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'memory.db'}") as opened:
        opened.upgrade()
        yield opened


def see(store: Store, day: int, listing: Listing) -> None:
    at = START + timedelta(days=day)
    health = Health(
        "healthy",
        {"pages": 1, "listings": 1, "refused": 0},
        {"title": 1},
        (Scope(shop="s1", complete=True, listings=1),),
        (),
    )
    run = RunFacts(f"{at:%Y%m%dT%H%M%SZ}-sample", "sample", "market", at, at, health, "sha256:" + "ab" * 32)
    clear = Judgement("market", listing.item_id, 1, "clear", "2026-11-22", "sha256:" + "cd" * 32, None)
    take_in(store, run, [(1, listing, clear)])


def rules(store: Store | None, listing: Listing) -> list[str]:
    ((_, _, judgement),) = judged(Shelf(listing), store)  # type: ignore[arg-type]
    return [finding.rule for finding in judgement.findings]


def test_a_price_never_asked_in_eight_days_is_a_lead(store: Store) -> None:
    for day in (0, 4):
        see(store, day, necklace(day))
    assert rules(store, necklace(8)) == ["PR-02"]
    assert rules(None, necklace(8)) == []


def test_a_price_that_was_asked_is_none(store: Store) -> None:
    see(store, 0, necklace(0, sale=59900, market=None))
    see(store, 4, necklace(4))
    assert rules(store, necklace(8)) == []


def test_earlier_looks_carry_day_price_and_title(store: Store) -> None:
    see(store, 0, necklace(0, title="珍珠项链 最后一天"))
    assert own_prices(store, necklace(8)) == (OwnPrice(date(2026, 11, 12), 39900, "珍珠项链 最后一天"),)


def test_memory_is_asked_only_where_a_price_is_struck_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("desk.compose.own_prices", lambda _, listing: asked.append(listing.item_id) or ())
    rules(store, necklace(8, market=None))
    assert asked == []
    rules(store, necklace(8))
    assert asked == ["9"]
