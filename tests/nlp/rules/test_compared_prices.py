"""A struck-out price against the listing's own history, at the edges; and what is known stays a plain value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crawler.listing import convert_listing
from nlp.judgement import Judgement
from nlp.known import Known, OwnPrice
from nlp.screen import Screener

DAY = date(2026, 11, 22)
NOTHING = Known()


def screen(known: Known = NOTHING, **price: Any) -> Judgement:
    record = {"platform": "demo", "item_id": "1", "title": "珍珠项链", "price": price}
    return Screener.default().screen(convert_listing(record), DAY, known)


def charged(judgement: Judgement) -> bool:
    return any(finding.rule == "PR-02" for finding in judgement.findings)


def seen(*looks: tuple[int, int]) -> Known:
    return Known(own_prices=tuple(OwnPrice(date(2026, 11, day), fen) for day, fen in looks))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (Known(), False),
        (seen((16, 39900)), False),
        (seen((15, 39900)), True),
        (seen((15, 39900), (18, 59800)), True),
        (seen((15, 39900), (18, 59900)), False),
        (seen((1, 59900), (21, 39900)), False),
        (seen((22, 39900)), False),
    ],
)
def test_never_charged_in_a_week_or_more_of_looks(known: Known, expected: bool) -> None:
    assert charged(screen(known, sale_fen=39900, market_fen=59900)) is expected


@pytest.mark.parametrize(("market", "expected"), [(399000, False), (399100, True)])
def test_more_than_ten_times_the_price(market: int, expected: bool) -> None:
    assert charged(screen(sale_fen=39900, market_fen=market)) is expected


@pytest.mark.parametrize(
    "price", [{"sale_fen": 39900, "market_fen": 39900}, {"sale_fen": 39900}, {"sale_fen": 0, "market_fen": 59900}]
)
def test_no_reduction_is_no_compared_price(price: dict[str, int]) -> None:
    assert not charged(screen(seen((1, 19900)), **price))


def test_a_choice_at_that_price_is_a_price_that_is_charged() -> None:
    assert not charged(screen(seen((1, 39900)), sale_fen=39900, max_fen=59900, market_fen=59900))


def test_digest_leaves_empty_facts_out_and_follows_the_facts_not_their_order() -> None:
    assert Known().digest() is None
    one, other = OwnPrice(date(2026, 11, 1), 100), OwnPrice(date(2026, 11, 2), 100, "t")
    assert Known(own_prices=(one, other)).digest() == Known(own_prices=(other, one, one)).digest()
    assert Known(own_prices=(one,)).digest() != Known(own_prices=(other,)).digest()
    # What was known before prices were, keeps its digest.
    brands = Known(authorised_brands=("Cartier",)).digest()
    assert brands == "sha256:529a221c62627c057694c8ff0efff40163feda29a95db88dbfd7c6ead23d8538"
