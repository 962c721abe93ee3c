"""What holds for every platform that is read through an interface: what a pull reads, and what it says of the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.health import Scope
from tests.crawler.api.conftest import Pull, source_of
from tests.crawler.api.contract import ITEMS, every_platform, windowed
from tests.mock_site.gateways import stand_in
from tests.warc_readers import read_by_others


@every_platform
def test_a_pull_reads_every_item_once_and_says_by_what_right(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, 0)
    shop.stock(shop.page_size * 2 + 3)
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    run.verify()
    assert run.pages is not None
    assert {record.status for record in read_by_others(run.pages) if record.kind == "response"} == {200}
    listings = [listing for _, listing in run.listings()]
    assert sorted(listing.item_id for listing in listings) == sorted(shop.numbers)
    assert run.health.verdict == "healthy"
    assert run.health.looked == (Scope(shop="s1", complete=True, listings=len(shop.numbers)),)
    first = listings[0]
    assert first.platform == platform
    assert first.source is not None
    assert (first.source.route, first.source.connector, first.source.grant_id) == ("api", platform, "grant-1")
    assert first.source.warc
    assert first.shop is not None
    assert (first.shop.id, first.shop.name) == ("s1", "某珠宝店")


@every_platform
def test_what_cannot_be_read_is_named_and_the_rest_is_kept(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    shop.gone, shop.unknown = {shop.numbers[1]}, {shop.numbers[2]}
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    kinds = sorted(miss.kind for miss in run.health.not_seen)
    assert "unknown_value" in kinds
    assert run.health.verdict == "thin"
    seen = {listing.item_id: listing for _, listing in run.listings()}
    assert seen[shop.numbers[2]].status == "unknown" or "unknown_value" in kinds
    assert set(shop.numbers) - set(seen) <= {shop.numbers[1]}


@every_platform
def test_html_where_json_should_be_is_named(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    shop.torn = True
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert run.health.verdict == "broken"
    assert {miss.kind for miss in run.health.not_seen} <= {"parse_failed", "wrong_type"}


@windowed
def test_the_next_pull_asks_for_changes_alone_until_the_whole_is_due(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    start = datetime(2026, 11, 20, 2, tzinfo=UTC)
    shop.ahead = (start - datetime.now(UTC)).total_seconds()
    with shop.serving() as site:
        source = source_of(platform, site)
        pull(source, shop.grant(expires_at=None), now=start)
        shop.changed[shop.numbers[3]] = int((start + timedelta(hours=3)).timestamp())
        shop.ahead += 86400
        second = pull(source, None, now=start + timedelta(days=1))
        shop.ahead += 6 * 86400
        third = pull(source, None, now=start + timedelta(days=7))
    assert [listing.item_id for _, listing in second.listings()] == [shop.numbers[3]]
    assert second.health.looked == (Scope(shop="s1", complete=False, listings=1, changes=True),)
    assert second.health.measures is None
    assert third.health.looked == (Scope(shop="s1", complete=True, listings=ITEMS),)
    assert third.health.measures is not None


@every_platform
def test_a_shop_that_shrinks_from_one_pull_to_the_next_is_flagged_and_nothing_is_called_gone(
    platform: str, pull: Pull
) -> None:
    shop, start = stand_in(platform, 10), datetime(2026, 11, 20, 2, tzinfo=UTC)
    shop.ahead = (start - datetime.now(UTC)).total_seconds()
    with shop.serving() as site:
        source = source_of(platform, site, changes=False)
        pull(source, shop.grant(expires_at=None), now=start)
        for hours in (1, 2):
            pull(source, None, now=start + timedelta(hours=hours))
        del shop.numbers[7:]
        run = pull(source, None, now=start + timedelta(hours=3))
    assert run.health.verdict == "thin"
    assert [(e.name, e.expected, e.found) for e in run.health.expectations if not e.met] == [
        ("history.listings", 10, 7)
    ]
    assert run.health.looked == (Scope(shop="s1", listings=7),)
