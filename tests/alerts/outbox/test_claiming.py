"""One sender at a time, a bounded number of tries, and nothing that is lost between them."""

from __future__ import annotations

import threading
from datetime import timedelta
from random import Random

import pytest

from alerts.outbox.claiming import LOST, claim, note_failed, note_told
from alerts.outbox.patience import LEASE, TRIES, pause
from alerts.outbox.standing import dead, messages, retry
from alerts.store import Store, open_store
from tests.alerts.outbox.asked import DUTY, prepared
from tests.alerts.scenes import Ware, at, take

SECOND = timedelta(seconds=1)


@pytest.fixture
def ready(store: Store) -> Store:
    take(store, 0, Ware("1"))
    prepared(store, at(0))
    return store


def test_told_once(ready: Store) -> None:
    mine = claim(ready, at(0))
    assert mine is not None
    assert (mine.recipient, mine.channel, mine.tries) == ("值班", "群", 1)
    assert claim(ready, at(0)) is None
    assert note_told(ready, mine, at(0))
    assert not note_told(ready, mine, at(0))
    assert claim(ready, at(9)) is None
    assert [(one.state, one.told_at) for one in messages(ready)] == [("told", at(0))]


def test_a_failed_try_waits_and_the_last_one_is_put_aside(ready: Store) -> None:
    now = at(0)
    for number in range(1, TRIES):
        mine = claim(ready, now)
        assert mine is not None
        assert mine.tries == number
        assert note_failed(ready, mine, "对方没有应答", now + SECOND)
        assert claim(ready, now) is None
        now += SECOND
    mine = claim(ready, now)
    assert mine is not None
    assert mine.tries == TRIES
    note_failed(ready, mine, "对方没有应答", None)
    assert claim(ready, at(99)) is None
    assert dead(ready) == 1
    assert [(one.state, one.failure) for one in messages(ready)] == [("dead", "对方没有应答")]


def test_a_dead_letter_is_sent_again_by_a_persons_wish(ready: Store) -> None:
    mine = claim(ready, at(0))
    assert mine is not None
    note_failed(ready, mine, "地址有误", None)
    assert retry(ready, at(1), ["nothing"]) == ()
    assert retry(ready, at(1)) == (mine.id,)
    assert retry(ready, at(1)) == ()
    again = claim(ready, at(1))
    assert again is not None
    assert (again.id, again.tries) == (mine.id, 1)


def test_what_waits_after_a_failure_is_tried_at_once_when_a_person_says_so(ready: Store) -> None:
    assert retry(ready, at(0)) == ()  # not tried yet
    mine = claim(ready, at(0))
    assert mine is not None
    assert retry(ready, at(0)) == ()  # being sent
    note_failed(ready, mine, "对方没有应答", at(9))
    assert retry(ready, at(1), [mine.id]) == (mine.id,)
    again = claim(ready, at(1))
    assert again is not None
    assert again.tries == 1


def test_a_dead_senders_message_is_taken_over_and_he_has_no_say_in_it_any_more(ready: Store) -> None:
    first = claim(ready, at(0))
    assert first is not None
    assert claim(ready, at(0) + LEASE - SECOND) is None
    second = claim(ready, at(0) + LEASE)
    assert second is not None
    assert (second.id, second.tries) == (first.id, 2)
    assert not note_failed(ready, first, "对方没有应答", None)
    assert not note_told(ready, first, at(0) + LEASE)
    assert note_told(ready, second, at(0) + LEASE)


def test_a_sender_that_always_dies_is_given_up(ready: Store) -> None:
    for number in range(TRIES):
        assert claim(ready, at(0) + number * LEASE) is not None
    assert claim(ready, at(0) + TRIES * LEASE) is None
    assert [(one.state, one.failure) for one in messages(ready)] == [("dead", LOST)]


def test_quiet_recipients_and_channels_put_aside_are_left_alone(ready: Store) -> None:
    assert claim(ready, at(0), quiet={"值班"}) is None
    assert claim(ready, at(0), without={"群"}) is None
    assert claim(ready, at(0), quiet={"他人"}, without={"邮箱"}) is not None


def test_many_senders_at_once_never_share_a_message(store: Store, url: str) -> None:
    recipients = [DUTY.__class__(f"{number:02}", ("群",)) for number in range(12)]
    take(store, 0, Ware("1"))
    prepared(store, at(0), *recipients)
    got: list[str] = []
    start = threading.Barrier(4)

    def work() -> None:
        with open_store(url) as mine:
            start.wait()
            idle = 0
            while idle < 3:
                one = claim(mine, at(0))
                if one is None:
                    idle += 1
                    continue
                got.append(one.id)
                assert note_told(mine, one, at(0))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == len(set(got)) == 12
    assert {one.state for one in messages(store)} == {"told"}


def test_two_that_prepare_at_once_make_one_message(store: Store, url: str) -> None:
    take(store, 0, Ware("1"), run_id="a")
    take(store, 0.1, Ware("1"), Ware("2"), run_id="b")
    start = threading.Barrier(3)

    def work() -> None:
        with open_store(url) as mine:
            start.wait()
            prepared(mine, at(0.2))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (message,) = messages(store)
    assert message.content.counts == {"opened": 2}


def test_the_wait_doubles_is_scattered_and_bounded() -> None:
    waits = [[pause(tries, Random(seed)).total_seconds() for seed in range(50)] for tries in range(1, TRIES + 1)]
    for tries, some in enumerate(waits, 1):
        base = min(3600, 30 * 2 ** (tries - 1))
        assert base * 0.5 <= min(some) < max(some) <= base * 1.5
    assert pause(1, Random(1), asked=600).total_seconds() == 600
    assert pause(1, Random(1), asked=1e9).total_seconds() == 3600
    assert pause(10**6, Random(1)).total_seconds() <= 5400
