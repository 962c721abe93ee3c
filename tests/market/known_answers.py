"""The known answers, read; README.md beside this file says what they mean and how they were made."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from alerts.values import Life

COVERS = frozenset(
    {"LG-01", "LG-02", "LG-03", "LG-04", "LG-05", "LG-06", "LG-07", "PR-01", "IP-01", "IP-02", "IP-03", "IP-04"}
)
"""The charges that the answers decide; of any other rule they say nothing, so nothing is compared."""

Look = Literal["seen", "absent", "vanished", "not_looked"]


class Day(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of one listing on one day. ``rules`` must be found, ``also`` may be found besides."""

    look: Look
    verdict: Literal["flagged", "clear"] | None = None
    families: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """The known answer for one listing. ``life``: rule -> day -> what that day's look does to its alert."""

    item_id: str
    shelf: str
    days: dict[int, Day]
    hard_negative: str | None = None
    why: str | None = None
    life: dict[str, dict[int, Life]] = {}


def known_answers() -> tuple[Answer, ...]:
    """Every answer, in the order of the shelves."""
    path = Path(__file__).with_name("answers.jsonl")
    return tuple(msgspec.json.decode(line, type=Answer, strict=False) for line in path.read_bytes().splitlines())
