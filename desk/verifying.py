"""Checking a certificate that somebody shows, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.console import say
from desk.outcome import DONE, IN_PART, Unusable

if TYPE_CHECKING:
    from desk.config import Home
    from reports.asking import Asked


def verify_certificate(kind: str, home: Home, asked: Asked, said: str) -> int:
    """``said``: a code, or the path of a certificate in JSON. Prints what the memory says of it; DONE where that is the
    same. Raises Unusable for another kind of report and ReportRefused for what is no certificate."""
    from desk.compose import open_database
    from desk.reporting import context_of
    from reports.parts.verifying import check

    if kind != "clean":
        raise Unusable("--verify 只用于无涉嫌项证明（clean）")
    with open_database(home) as store:
        checked = check(store, asked, said, context_of(home, store))
    for line in checked.lines:
        say(line)
    return DONE if checked.same else IN_PART
