"""Sending: one pass over the outbox. Whatever a channel does, the pass goes on and the outbox says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from random import Random

import msgspec

from alerts.channels import Channel, File, Telling, Undelivered
from alerts.outbox.bundling import prepare
from alerts.outbox.claiming import Claimed, claim, note_failed, note_told
from alerts.outbox.content import Report
from alerts.outbox.patience import TRIES, pause
from alerts.outbox.recipient import Recipient
from alerts.store import Store

REMOVED = "notify.yml 中已没有该接收人的这一渠道"


class Failure(msgspec.Struct, frozen=True):
    """A try that failed. ``next_at`` None: the message is put aside for a person."""

    message: str
    recipient: str
    channel: str
    reason: str
    next_at: datetime | None


class Pass(msgspec.Struct, frozen=True):
    """What one pass came to. ``told``: messages that were taken."""

    told: int
    failures: tuple[Failure, ...]


def send(
    store: Store,
    recipients: Sequence[Recipient],
    channels: Mapping[str, Channel],
    clock: Callable[[], datetime],
    chance: Random,
    *,
    unusable: Sequence[str] = (),
    kept: Callable[[Report], Path | None] = lambda report: None,
) -> Pass:
    """Address, bundle, and try each message that is due, once. Raises StoreRefused.

    ``unusable``: channels that stand in the file but cannot be opened now: their messages wait. ``kept``: where the copy of
    a report lies, None when it is gone or is no longer what was to be sent. After a failure a
    channel is left alone for the rest of the pass, so that a service that is down costs one try and not all of them.
    """
    prepare(store, recipients, clock())
    known = {(recipient.name, channel) for recipient in recipients for channel in recipient.channels}
    away = set(unusable)
    told, failures = 0, list[Failure]()
    while True:
        now = clock()
        quiet = [recipient.name for recipient in recipients if recipient.is_quiet(now)]
        message = claim(store, now, quiet=quiet, without=away)
        if message is None:
            return Pass(told, tuple(failures))
        channel = channels.get(message.channel) if (message.recipient, message.channel) in known else None
        if channel is None:
            failures.append(_failed(store, message, Undelivered(REMOVED, final=True), now, chance))
            continue
        try:
            channel.tell(_telling(message, kept), now)
        except Undelivered as error:
            failures.append(_failed(store, message, error, clock(), chance))
            away.add(message.channel)
        else:
            note_told(store, message, clock())
            told += 1


def _telling(message: Claimed, kept: Callable[[Report], Path | None]) -> Telling:
    files = []
    for report in message.content.reports:
        path = kept(report)
        if path is None:
            raise Undelivered(f"{report.file} 的留存件已不在或已被改动", final=True)
        files.append(File(report.file, path))
    return Telling(message.id, message.made_at, message.content, message.recipient, tuple(files))


def _failed(store: Store, message: Claimed, error: Undelivered, now: datetime, chance: Random) -> Failure:
    last = error.final or message.tries >= TRIES
    next_at = None if last else now + pause(message.tries, chance, error.wait)
    note_failed(store, message, error.reason, next_at)
    return Failure(message.id, message.recipient, message.channel, error.reason, next_at)
