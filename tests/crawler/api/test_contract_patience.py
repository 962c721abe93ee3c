"""What holds for every platform that is read through an interface: quotas, waits and clocks."""

from __future__ import annotations

import pytest

from tests.crawler.api.conftest import Pull, source_of
from tests.crawler.api.contract import ITEMS, clocked, every_platform
from tests.mock_site.gateways import stand_in


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
