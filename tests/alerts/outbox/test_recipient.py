"""Quiet hours and digests: what is held back is told later, in one message, and nothing is lost."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from alerts.outbox.recipient import Recipient
from alerts.outbox.standing import held
from alerts.store import Store
from tests.alerts.outbox.asked import DUTY, prepared
from tests.alerts.scenes import Ware, at, take

SHANGHAI = ZoneInfo("Asia/Shanghai")
YEAR = {"min_value": datetime(2026, 1, 1), "max_value": datetime(2027, 1, 1)}  # noqa: DTZ001 - hypothesis adds the zone
NIGHT = (time(22), time(7, 30))


def clock(text: str) -> datetime:
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("quiet", "digest", "happened", "told"),
    [
        (None, "at_once", "02 12:00", "02 12:00"),
        (NIGHT, "at_once", "02 21:59", "02 21:59"),
        (NIGHT, "at_once", "02 22:00", "03 07:30"),
        (NIGHT, "at_once", "03 07:29", "03 07:30"),
        (NIGHT, "at_once", "03 07:30", "03 07:30"),
        ((time(12), time(14)), "at_once", "02 13:00", "02 14:00"),
        (None, "hourly", "02 12:00", "02 13:00"),
        (None, "hourly", "02 23:59", "03 00:00"),
        (NIGHT, "hourly", "02 21:30", "03 07:30"),
        (None, time(8, 30), "02 08:29", "02 08:30"),
        (None, time(8, 30), "02 08:30", "03 08:30"),
        (NIGHT, time(6), "02 12:00", "03 07:30"),
    ],
)
def test_when_it_is_told(quiet, digest, happened, told) -> None:
    assert Recipient("值班", ("群",), quiet=quiet, digest=digest).due(clock(happened)) == clock(told)


@given(
    st.datetimes(timezones=st.just(SHANGHAI), **YEAR),
    st.one_of(st.none(), st.tuples(st.times(), st.times()).map(lambda two: tuple(t.replace(second=0, microsecond=0) for t in two))),
    st.one_of(st.sampled_from(["at_once", "hourly"]), st.times().map(lambda t: t.replace(second=0, microsecond=0))),
)  # fmt: skip
def test_never_early_never_in_the_night_never_more_than_two_days_late(happened, quiet, digest) -> None:
    recipient = Recipient("值班", ("群",), quiet=quiet, digest=digest)
    told = recipient.due(happened)
    assert 0 <= (told - happened).total_seconds() <= 2 * 86400
    if quiet is not None and quiet[0] != quiet[1]:
        assert not recipient.is_quiet(told)


def test_a_night_becomes_one_digest(store: Store) -> None:
    sleeper = replace(DUTY, quiet=NIGHT)
    take(store, 0.5, Ware("1"), run_id="a")  # midnight
    assert prepared(store, at(0.5), sleeper) == []
    take(store, 0.7, Ware("1"), Ware("2"), run_id="b")
    assert prepared(store, at(0.7), sleeper) == []
    (waiting,) = held(store)
    assert (waiting.notices, waiting.due_at) == (2, clock("03 07:30"))
    assert prepared(store, at(1.5), sleeper) == []  # nobody sent all day, and it is night again
    (message,) = prepared(store, clock("04 07:31"), sleeper)
    assert message.content.counts == {"opened": 2}
    assert (message.content.first, message.content.last) == (at(0.5), at(0.7))
    assert held(store) == ()


def test_equal_ends_are_refused_where_the_file_is_read_but_do_no_harm_here() -> None:
    always = Recipient("值班", ("群",), quiet=(time(8), time(8)))
    assert always.due(clock("02 12:00")) == clock("03 08:00")
