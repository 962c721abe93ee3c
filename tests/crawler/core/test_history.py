"""History: a look is held to the source's own earlier ones, in the same run, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from crawler.diagnosis import diagnose
from crawler.health import Health, NotSeen, Scope
from crawler.history import Past
from crawler.listing import Attribute, Image, Listing, Price, Shop
from crawler.run_file import Run
from crawler.source import Expect
from tests.crawler.core.conftest import NOW
from tests.crawler.core.small_shop import SmallShop, html, open_shop, shelf


def ring(number: int, **changes: Any) -> Listing:
    """A listing as a good look reads it."""
    whole = Listing(
        "web", str(number), title="银戒指", description_text="925 银，镶嵌合成立方氧化锆。", price=Price(sale_fen=19900 + number),
        attributes=(Attribute("材质", "银"),), images=(Image("https://a.example/1.jpg", "main"),), shop=Shop("s1"),
    )  # fmt: skip
    return msgspec.structs.replace(whole, **changes)


def look(
    listings: Sequence[Listing], past: Sequence[Health] = (), missed: Sequence[NotSeen] = (), **expect: Any
) -> Health:
    return diagnose(
        listings=listings, walked=[Scope("s1", complete=True)], missed=missed, pages=len(listings) + 1,
        expect=Expect(**expect), walk="same",
        past=[msgspec.convert(msgspec.to_builtins(health), Past) for health in past],
    )  # fmt: skip


def rings(count: int, changed: int = 0, **changes: Any) -> list[Listing]:
    """So many listings, the first ``changed`` of them otherwise."""
    return [ring(n, **(changes if n < changed else {})) for n in range(count)]


USUAL = [look(rings(100))] * 3


def missing(health: Health) -> dict[str, tuple[float, float]]:
    return {e.name: (e.expected, e.found) for e in health.expectations if not e.met}


@pytest.mark.parametrize(("found", "flagged"), [(69, True), (70, True), (71, False), (100, False), (400, False)])
def test_a_fall_by_thirty_in_a_hundred_is_flagged(found: int, flagged: bool) -> None:
    judged = look(rings(found), USUAL)
    assert missing(judged) == ({"history.listings": (100, found)} if flagged else {})
    assert judged.verdict == ("thin" if flagged else "healthy")
    assert [scope.complete for scope in judged.looked] == [not flagged]


@pytest.mark.parametrize(("found", "drop", "flagged"), [(49, 0.5, True), (51, 0.5, False), (94, 0.05, True)])
def test_the_tolerance_is_the_sources_own(found: int, drop: float, flagged: bool) -> None:
    assert ("history.listings" in missing(look(rings(found), USUAL, drop=drop))) is flagged


@pytest.mark.parametrize(("before", "now", "flagged"), [(3, 2, False), (3, 1, True), (6, 4, True), (1, 1, False)])
def test_one_item_sold_is_no_fall(before: int, now: int, flagged: bool) -> None:
    assert bool(missing(look(rings(now), [look(rings(before))] * 3))) is flagged


@pytest.mark.parametrize(("looks", "flagged"), [(0, False), (2, False), (3, True), (14, True)])
def test_too_short_a_history_says_nothing(looks: int, flagged: bool) -> None:
    assert bool(missing(look(rings(10), USUAL[:1] * looks))) is flagged


def test_the_median_forgives_one_odd_look() -> None:
    assert missing(look(rings(90), [*USUAL, look(rings(1000))])) == {}


@pytest.mark.parametrize(("without", "flagged"), [(29, False), (30, True), (31, True)])
@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("price", {"price": Price()}), ("attributes", {"attributes": ()}), ("images", {"images": ()}),
        ("shop", {"shop": Shop()}), ("title", {"title": None}),
    ],
)  # fmt: skip
def test_a_field_that_fewer_listings_carry_is_flagged(
    field: str, changes: dict[str, Any], without: int, flagged: bool
) -> None:
    judged = look(rings(100, without, **changes), USUAL)
    assert missing(judged) == ({f"history.fields.{field}": (1, round(1 - without / 100, 2))} if flagged else {})
    assert judged.verdict == ("thin" if flagged else "healthy")


def test_a_field_that_few_ever_carried_is_not_expected() -> None:
    past = [look(rings(100, 49, subtitle="925"))] * 3
    assert missing(look(rings(100), past)) == {}


def test_a_broken_selector_that_takes_most_fields_is_no_thin_look() -> None:
    judged = look(rings(100, 95, description_text=None, price=None, attributes=(), images=()), USUAL)
    assert judged.verdict == "broken"
    assert [scope.complete for scope in judged.looked] == [False]
    assert judged.counts["listings"] == 100


def test_one_selector_of_many_makes_a_look_thin() -> None:
    judged = look(rings(100, 100, price=None), USUAL)
    assert (judged.verdict, missing(judged)) == ("thin", {"history.fields.price": (1, 0)})


@pytest.mark.parametrize(("poor", "flagged"), [(29, False), (30, True)])
def test_descriptions_that_become_placeholders_are_flagged(poor: int, flagged: bool) -> None:
    judged = look(rings(100, poor, description_text="加载中…"), USUAL)
    assert missing(judged) == ({"history.content_poor": (0, 0.3)} if flagged else {})


@pytest.mark.parametrize(
    ("times", "flagged"), [(1.0, False), (0.5, False), (2.9, False), (3.1, True), (0.3, True), (0.01, True)]
)
def test_prices_that_jump_are_flagged(times: float, flagged: bool) -> None:
    priced = [ring(n, price=Price(sale_fen=round((19900 + n) * times))) for n in range(100)]
    assert ("history.price_median" in missing(look(priced, USUAL))) is flagged


def test_one_end_of_the_prices_alone_is_flagged() -> None:
    cheap = rings(100, 20, price=Price(sale_fen=199))
    assert set(missing(look(cheap, USUAL))) == {"history.price_low"}


def test_prices_in_another_currency_are_not_compared() -> None:
    assert missing(look(rings(100, 100, price=Price("USD", sale_fen=99)), USUAL)) == {}


def test_empty_is_allowed_where_the_source_says_so() -> None:
    assert look([], USUAL, empty_allowed=True).verdict == "healthy"
    assert look([], USUAL).verdict == "broken"
    assert "history.listings" in missing(look([], USUAL))


def test_a_look_at_changes_alone_is_compared_with_none_and_remembered_by_none() -> None:
    health = diagnose(
        listings=rings(1), walked=[Scope("s1", changes=True)], missed=(), pages=2, expect=Expect(), walk="same",
        past=[msgspec.convert(msgspec.to_builtins(health), Past) for health in USUAL],
    )  # fmt: skip
    assert (health.verdict, health.measures) == ("healthy", None)
    assert [e.name for e in health.expectations] == ["min_listings"]


def crawled(crawl_shop: Any, counts: Sequence[int], **changes: Any) -> list[Run]:
    """The small shop, looked at daily, with so many items each day."""
    shop, found = SmallShop.of(max(counts), per_page=50), []
    with open_shop(shop):
        for day, count in enumerate(counts):
            shop.pages["/shelf/1"] = shelf(*(f"/item/{n}" for n in range(count)))
            found.append(crawl_shop(shop, now=NOW + timedelta(days=day), **changes))
    return found


def test_a_real_crawl_is_held_to_the_crawls_before_it(crawl_shop: Any) -> None:
    *_, near, far = crawled(crawl_shop, (10, 10, 10, 8, 7))
    assert (near.health.verdict, missing(near.health)) == ("healthy", {})
    assert (far.health.verdict, missing(far.health)) == ("thin", {"history.listings": (10, 7)})
    assert [scope.complete for scope in far.health.looked] == [False]
    assert far.health.measures is not None


def test_what_was_flagged_never_becomes_what_is_expected(crawl_shop: Any) -> None:
    runs = crawled(crawl_shop, (10, 10, 10, 4, 4, 4, 4, 4))
    assert [run.health.verdict for run in runs] == ["healthy"] * 3 + ["thin"] * 5


@pytest.mark.parametrize("expect", [Expect(history=False), Expect(history=date(2026, 11, 23))])
def test_history_can_be_left_out_or_begun_anew(crawl_shop: Any, expect: Expect) -> None:
    assert crawled(crawl_shop, (10, 10, 10, 4), expect=expect)[-1].health.verdict == "healthy"


def test_another_sources_looks_are_none_of_its_own(crawl_shop: Any) -> None:
    crawled(crawl_shop, (10, 10, 10), name="shop-east")
    assert crawled(crawl_shop, (4,))[-1].health.verdict == "healthy"


def test_a_source_that_walks_elsewhere_has_no_history_there(crawl_shop: Any) -> None:
    crawled(crawl_shop, (10, 10, 10))
    assert crawled(crawl_shop, (4,), options={"max_pages": 2})[-1].health.verdict == "healthy"


def test_a_selector_that_breaks_is_flagged_in_the_same_run(crawl_shop: Any) -> None:
    shop = SmallShop.of(10, per_page=50)
    with open_shop(shop):
        for day in range(3):
            crawl_shop(shop, now=NOW + timedelta(days=day))
        for n in range(4):
            shop.pages[f"/item/{n}"] = html("<p>new layout</p>")
        run = crawl_shop(shop, now=NOW + timedelta(days=3))
    assert missing(run.health) == {"history.listings": (10, 6)}
