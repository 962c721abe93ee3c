"""Retry-After: what it asks for, how long it is waited for, and when it ends in a refusal."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response

from crawler.limits.not_allowed import NotAllowed
from crawler.limits.retry_after import LONGEST_WAIT, RetryAfter, seconds_to_wait

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def _ask(status: int, header: str | None, request: Request | None = None) -> tuple[Request | Response, list[float]]:
    """What comes of an answer, and the waits in seconds."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    response = Response("https://shop.example/", status=status, headers={"Retry-After": header} if header else {})
    limit = RetryAfter(now=lambda: NOW, sleep=sleep)
    return asyncio.run(limit.process_response(request or Request("https://shop.example/"), response)), waits


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0), ("1", 1), ("120", 120), ("0120", 120), ("99999999999999999999", 9999999999),
        ("Sun, 22 Nov 2026 02:01:00 GMT", 60), ("Sun, 22 Nov 2026 01:00:00 GMT", 0), ("Sunday, 22-Nov-26 02:00:30 GMT", 30),
        ("Sun, 22 Nov 2026 10:00:05 +0800", 5), ("soon", None), ("-5", None), ("1.5", None), ("", None), ("１２", None),
        ("Sun, 99 Nov 2026 02:01:00 GMT", None),
    ],
)  # fmt: skip
def test_what_the_header_asks_for(header: str, seconds: float | None) -> None:
    assert seconds_to_wait(header, NOW) == seconds


@given(st.text())
def test_no_header_however_written_upsets_the_reader(header: str) -> None:
    assert (seconds_to_wait(header, NOW) or 0) >= 0


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("header", "wait"), [("0", 0.0), ("7", 7.0), (str(int(LONGEST_WAIT)), LONGEST_WAIT)])
def test_a_short_wait_is_kept_and_the_request_sent_again(status: int, header: str, wait: float) -> None:
    again, waits = _ask(status, header)
    assert isinstance(again, Request)
    assert waits == [wait]
    assert again.dont_filter
    assert "retry_times" not in again.meta


@pytest.mark.parametrize(("status", "kind"), [(429, "refused"), (503, "http_error")])
def test_a_second_no_and_a_long_wait_are_taken_for_an_answer(status: int, kind: str) -> None:
    again, _ = _ask(status, "1")
    assert isinstance(again, Request)
    for header, request in (("1", again), (str(int(LONGEST_WAIT) + 1), None), ("soon", None)):
        with pytest.raises(NotAllowed) as refused:
            _ask(status, header, request)
        assert refused.value.kind == kind


def test_503_without_the_header_is_left_to_the_ordinary_retry_and_429_is_not() -> None:
    answer, waits = _ask(503, None)
    assert isinstance(answer, Response)
    assert waits == []
    with pytest.raises(NotAllowed):
        _ask(429, None)


@pytest.mark.parametrize("status", [200, 301, 403, 404, 500, 502])
def test_other_answers_pass_whatever_they_say(status: int) -> None:
    answer, waits = _ask(status, "60")
    assert isinstance(answer, Response)
    assert waits == []
