"""Channels: the ways in which a message reaches a recipient. One module a kind; the folder is the registry.

A module offers ``Settings`` (a msgspec struct: what ``notify.yml`` says of such a channel; what is secret stands there
by name alone) and ``open_channel(settings, secret, desk)``, where ``secret`` gives the values of a named secret, newest
first, and ``desk`` is the address of the web desk or None. It gives back a ``Channel`` or raises ``Unconfigured``.

No channel may take longer than a minute: a claimed message is its sender's for ``outbox.patience.LEASE``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from alerts.outbox.content import Content

Secret = Callable[[str], tuple[str, ...]]
"""The values of a named secret, newest first, never empty. Raises Unconfigured."""


class File(Struct, frozen=True):
    """A file that goes with a message: what it is called there, and where it lies."""

    name: str
    path: Path


class Telling(Struct, frozen=True):
    """A message on its way. ``id`` stays the same over all tries: receivers know a message sent twice by it. ``files``: for
    channels that carry any; the others name them and where they are found."""

    id: str
    made_at: datetime
    content: Content
    recipient: str
    files: tuple[File, ...] = ()


class Channel(Protocol):
    """An open channel."""

    def tell(self, message: Telling, now: datetime) -> None:
        """Hand the message over. Raises Undelivered; returns only when the other side said that it has it."""


class Unconfigured(ValueError):
    """A channel that cannot be opened as it is set up; ``reason`` is Chinese and holds no secret."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Undelivered(Exception):
    """The other side did not take a message. ``reason``: Chinese, no secrets. ``final``: trying again is no use;
    ``wait``: seconds that it asked us to wait."""

    def __init__(self, reason: str, *, final: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
        self.wait = wait


def kinds() -> tuple[str, ...]:
    """The kinds of channels there are."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.ispkg))


def kind(name: str) -> Any:
    """The module of a kind; ``name`` is one of ``kinds()``."""
    return importlib.import_module(f"alerts.channels.{name}")
