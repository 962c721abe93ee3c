"""What holds for every platform that is read through an interface, seen from the run that a pull leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.grants.vault import Vault
from crawler.health import Scope
from tests.crawler.api.conftest import Pull, source_of
from tests.mock_site.gateways import platforms, stand_in
from tests.mock_site.gateways.base import SECRET
from tests.warc_readers import read_by_others

every_platform = pytest.mark.parametrize("platform", platforms())
signing = pytest.mark.parametrize("platform", [name for name in platforms() if stand_in(name, 0).signs])
clocked = pytest.mark.parametrize("platform", [name for name in platforms() if stand_in(name, 0).clocked])
windowed = pytest.mark.parametrize("platform", [name for name in platforms() if stand_in(name, 0).windowed])
ITEMS = 5


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
def test_no_secret_is_kept_anywhere_but_in_the_vault(platform: str, pull: Pull, home: Path) -> None:
    import gzip

    shop = stand_in(platform, ITEMS)
    shop.expire()
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert shop.refreshes == 1
    assert run.health.verdict == "healthy"
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            content += gzip.decompress(content) if path.suffix == ".gz" else b""
            for secret in (SECRET, "atk-", "rtk-"):
                assert secret.encode() not in content, path


@every_platform
def test_a_token_that_ran_out_is_renewed_once_and_the_new_pair_is_stored(platform: str, pull: Pull, home: Path) -> None:
    shop = stand_in(platform, ITEMS)
    shop.expire()
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert shop.refreshes == 1
    assert run.health.counts["listings"] == ITEMS
    stored = Vault(home / "grants", {}).read("grant-1")
    assert stored.access_token == shop.token
    assert not shop.rotates or stored.refresh_token == shop.refresh_token


@every_platform
def test_a_token_about_to_end_is_renewed_before_the_first_call(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    with shop.serving() as site:
        pull(source_of(platform, site), shop.grant(expires_at=datetime.now(UTC) + timedelta(seconds=shop.margin - 1)))
    assert shop.is_refresh(shop.names()[0])
    assert shop.refreshes == 1


@every_platform
def test_a_grant_taken_back_is_named_and_nothing_further_is_asked(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    shop.closed = True
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert run.health.verdict == "blocked"
    assert {miss.kind for miss in run.health.not_seen} == {"grant_refused"}
    assert not any(scope.complete for scope in run.health.looked)
    assert len(shop.asked) <= 2


@every_platform
def test_an_address_that_is_not_on_the_list_is_our_own_fault(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    shop.outlawed = True
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert run.health.verdict == "broken"
    assert {miss.kind for miss in run.health.not_seen} == {"not_configured"}
    assert len(shop.asked) == 1


@signing
def test_a_false_signature_is_our_own_fault(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant(app_secret="another"))
    assert {miss.kind for miss in run.health.not_seen} == {"not_configured"}


@every_platform
@pytest.mark.parametrize(("times", "verdict"), [(1, "healthy"), (3, "healthy"), (4, "broken")])
def test_a_busy_gateway_is_waited_for_but_not_for_ever(platform: str, times: int, verdict: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    shop.throttled = times
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert run.health.verdict == verdict
    assert {miss.kind for miss in run.health.not_seen} == (set() if verdict == "healthy" else {"throttled"})


@every_platform
def test_a_used_up_quota_ends_the_pull(platform: str, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    shop.exhausted = True
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert {miss.kind for miss in run.health.not_seen} == {"budget_spent"}
    assert len(shop.asked) == 1


@clocked
@pytest.mark.parametrize("ahead", [-3600.0, 3600.0])
def test_a_clock_that_is_off_is_put_right_once(platform: str, ahead: float, pull: Pull) -> None:
    shop = stand_in(platform, ITEMS)
    shop.ahead = ahead
    with shop.serving() as site:
        run = pull(source_of(platform, site), shop.grant())
    assert run.health.verdict == "healthy"
    assert run.health.counts["listings"] == ITEMS


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
