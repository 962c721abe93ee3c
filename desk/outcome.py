"""How a command ends: the exit status that scripts rely on, and the one line a person reads.

0 done; 1 done in part: something was refused, not seen or failed, and is named; 2 bad usage or no usable input.
"""

from __future__ import annotations

from typing import Literal

DONE = 0
IN_PART = 1
UNUSABLE = 2


class Unusable(Exception):
    """Nothing could be done. The message is one Chinese line that names file, place and reason."""


PASSING = 75
"""Exit status of a queued job's child alone (sysexits calls it EX_TEMPFAIL): it failed, and may not when tried again."""

_why: list[Literal["may pass"]] = []


def may_pass() -> None:
    """Note that what failed in this process failed for a reason that may be gone later."""
    _why.append("may pass")


def queued_status(status: int) -> int:
    """The exit status for the worker: what scripts get, or PASSING where nothing was done and it may pass."""
    return PASSING if status != DONE and _why else status
