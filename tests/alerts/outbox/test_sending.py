"""One pass over the outbox: each message is tried once, and whatever a channel does is on record."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from msgspec.structs import replace

from alerts.channels import Channel, Telling, Undelivered
from alerts.outbox.patience import TRIES
from alerts.outbox.recipient import Recipient
from alerts.outbox.sending import REMOVED, Pass, send
from alerts.outbox.standing import messages
from alerts.store import Store
from tests.alerts.outbox.asked import DUTY
from tests.alerts.scenes import Ware, at, take


class Ear:
    """A channel that listens, or refuses as long as ``refusal`` says so."""

    def __init__(self, refusal: Undelivered | None = None) -> None:
        self.heard: list[Telling] = []
        self.refusal = refusal
        self.asked = 0

    def tell(self, message: Telling, now: datetime) -> None:
        self.asked += 1
        if self.refusal is not None:
            raise self.refusal
        self.heard.append(message)


def sent(store: Store, now: datetime, channels: dict[str, Channel], *recipients: Recipient, **more: object) -> Pass:
    return send(store, recipients or (DUTY,), channels, lambda: now, Random(1), **more)  # type: ignore[arg-type]


def test_told_once(store: Store) -> None:
    ear = Ear()
    take(store, 0, Ware("1"))
    assert sent(store, at(0), {"群": ear}).told == 1
    assert sent(store, at(0), {"群": ear}) == Pass(0, ())
    assert [one.content.counts for one in ear.heard] == [{"opened": 1}]


def test_a_failure_is_tried_again_with_growing_waits_and_then_put_aside(store: Store) -> None:
    ear = Ear(Undelivered("对方没有应答"))
    take(store, 0, Ware("1"))
    now, waits = at(0), []
    for _ in range(TRIES):
        (failure,) = sent(store, now, {"群": ear}).failures
        assert failure.reason == "对方没有应答"
        if failure.next_at is not None:
            waits.append(failure.next_at - now)
            assert sent(store, failure.next_at - timedelta(seconds=1), {"群": ear}) == Pass(0, ())
            now = failure.next_at
    assert failure.next_at is None
    assert waits == sorted(waits)
    assert ear.asked == TRIES
    assert sent(store, at(5), {"群": ear}) == Pass(0, ())
    assert [one.state for one in messages(store)] == ["dead"]


def test_the_same_message_goes_out_after_a_failure_and_news_make_a_message_of_their_own(store: Store) -> None:
    ear = Ear(Undelivered("对方没有应答"))
    take(store, 0, Ware("1"))
    (failure,) = sent(store, at(0), {"群": ear}).failures
    ear.refusal = None
    take(store, 1, Ware("1"), Ware("2"))
    assert sent(store, at(1), {"群": ear}).told == 2
    assert ear.heard[0].id == failure.message
    assert [one.content.counts for one in ear.heard] == [{"opened": 1}, {"opened": 1}]


def test_a_service_that_is_down_costs_one_try_and_hinders_no_other(store: Store) -> None:
    down, ear = Ear(Undelivered("等待超时")), Ear()
    others = [replace(DUTY, name=str(number), channels=("群", "邮箱")) for number in range(4)]
    take(store, 0, Ware("1"))
    done = sent(store, at(0), {"群": down, "邮箱": ear}, *others)
    assert (done.told, len(done.failures), down.asked) == (4, 1, 1)


def test_a_final_refusal_is_not_tried_again(store: Store) -> None:
    take(store, 0, Ware("1"))
    (failure,) = sent(store, at(0), {"群": Ear(Undelivered("HTTP 410", final=True))}).failures
    assert failure.next_at is None


def test_a_channel_that_cannot_be_opened_keeps_its_messages(store: Store) -> None:
    take(store, 0, Ware("1"))
    assert sent(store, at(0), {}, unusable=("群",)) == Pass(0, ())
    assert [(one.state, one.tries) for one in messages(store)] == [("pending", 0)]
    assert sent(store, at(0), {"群": Ear()}).told == 1


def test_who_was_taken_out_of_the_file_is_a_dead_letter_that_says_so(store: Store) -> None:
    take(store, 0, Ware("1"))
    sent(store, at(0), {}, unusable=("群",))
    (failure,) = sent(store, at(0.1), {"群": Ear()}, replace(DUTY, name="他人")).failures
    assert (failure.recipient, failure.reason, failure.next_at) == ("值班", REMOVED, None)


def test_a_retry_does_not_wake_anybody(store: Store) -> None:
    sleeper = replace(DUTY, quiet=(time(12, 10), time(13)))
    ear = Ear(Undelivered("对方没有应答"))
    take(store, 0, Ware("1"))  # noon
    sent(store, at(0), {"群": ear}, sleeper)
    ear.refusal = None
    assert sent(store, at(0) + timedelta(minutes=20), {"群": ear}, sleeper) == Pass(0, ())
    assert sent(store, at(0) + timedelta(hours=1), {"群": ear}, sleeper).told == 1
