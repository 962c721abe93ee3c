"""Crawl-delay is a floor: neither jitter nor AutoThrottle goes below it, and a slower source stays slower."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.core.downloader import Slot

from crawler.limits.pace import CrawlDelay, keep_at_least

seconds = st.floats(0.001, 600)


@given(delay=st.floats(0, 600), jitter=st.floats(0, 2), floor=seconds)
def test_no_pause_is_shorter_than_the_site_asks(delay: float, jitter: float, floor: float) -> None:
    slot = Slot(1, delay, jitter)
    keep_at_least(slot, floor)
    assert min(slot.download_delay() for _ in range(20)) >= floor * (1 - 1e-9)
    assert slot.delay >= delay


@pytest.mark.parametrize(
    ("own", "asked", "delay", "jitter"), [(3, 1, 3, 0.5), (3, 2, 3, 1 / 3), (3, 3, 3, 0), (3, 10, 10, 0)]
)
def test_the_slower_of_both_holds_and_jitter_stays_where_there_is_room(
    own: float, asked: float, delay: float, jitter: float
) -> None:
    slot = Slot(1, own, 0.5)
    keep_at_least(slot, asked)
    assert slot.delay == delay
    assert slot.jitter == pytest.approx(jitter)


def test_the_floor_is_set_again_before_every_request_to_that_host_alone() -> None:
    slots = {"shop.example": Slot(1, 1, 0.5), "other.example": Slot(1, 1, 0.5)}
    limit = CrawlDelay(lambda: slots)
    for _ in range(2):
        limit.process_request(Request("https://shop.example/a", meta={CrawlDelay.META: 20.0}))
        assert slots["shop.example"].delay == 20
        slots["shop.example"].delay = 2  # AutoThrottle, after a quick answer
    assert slots["other.example"].delay == 1
    limit.process_request(Request("https://new.example/", meta={CrawlDelay.META: 20.0}))
