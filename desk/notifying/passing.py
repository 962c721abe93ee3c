"""One pass over the outbox with the home's file and secrets, and how it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING

from crawler.shanghai import SHANGHAI
from desk.config import Home
from desk.console import say, warn

if TYPE_CHECKING:
    from alerts.channels import Channel
    from alerts.outbox.sending import Failure
    from alerts.store import Store
    from desk.notifying.file import Notifications


def send_and_tell(
    home: Home, store: Store, clock: Callable[[], datetime], environment: Mapping[str, str], *, quietly: bool = False
) -> bool:
    """Send what is due, and say what came of it; false where something could not be sent, or the file not be used.

    ``quietly``: say nothing where nobody set up notifications or there was nothing to send.
    """
    from alerts.outbox.bundling import prepare
    from alerts.outbox.sending import send
    from alerts.outbox.standing import dead
    from crawler.source_reading import SourceRefused
    from desk.handing_out import kept
    from desk.notifying.file import load_notifications

    try:
        notifications = load_notifications(home.notify)
    except SourceRefused as refused:
        warn(f"未发送通知：{refused}。改正后运行 zuanjian notify send，不会遗漏")
        return False
    if notifications is None:
        prepare(store, (), clock())  # nobody is to be told; whoever is added later hears of later things
        if not quietly:
            say(f"没有设置通知：{home.notify} 不存在")
        return True
    channels, unusable = open_channels(home, notifications, environment)
    for name, reason in unusable.items():
        warn(f"渠道“{name}”无法使用，其通知留待发送：{reason}")
    done = send(
        store,
        notifications.recipients,
        channels,
        clock,
        SystemRandom(),
        unusable=tuple(unusable),
        kept=partial(kept, home),
    )
    for failure in done.failures:
        warn(f"通知未送达 {failure.recipient}（{failure.channel}）：{failure.reason}；{_then(failure)}")
    if done.told or not quietly:
        say(f"通知：送达 {done.told} 条" + (f"，未送达 {len(done.failures)} 条" if done.failures else ""))
    aside = dead(store) - sum(failure.next_at is None for failure in done.failures)
    if aside > 0:
        warn(f"另有 {aside} 条通知此前未能送达，见 zuanjian notify list")
    return not done.failures and not unusable


def _then(failure: Failure) -> str:
    if failure.next_at is None:
        return f"不再重试，可运行 zuanjian notify retry {failure.message}"
    return f"{failure.next_at.astimezone(SHANGHAI):%m-%d %H:%M} 后重试"


def open_channels(
    home: Home, notifications: Notifications, environment: Mapping[str, str]
) -> tuple[dict[str, Channel], dict[str, str]]:
    """The channels of a home by name, and why others cannot be opened (Chinese, without secrets)."""
    from alerts.channels import Unconfigured, kind
    from desk.notifying.secrets import Secrets

    secrets = Secrets(home.notify_secrets, environment)
    opened: dict[str, Channel] = {}
    unusable: dict[str, str] = {}
    for name, entry in notifications.channels.items():
        try:
            opened[name] = kind(entry.kind).open_channel(entry.settings, secrets.of, notifications.desk)
        except Unconfigured as refused:
            unusable[name] = refused.reason
    return opened, unusable
