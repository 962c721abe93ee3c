"""Grouping: a run's flagged listings into cases, inside the transaction that takes the run in."""

from __future__ import annotations

from alerts.cases.absorbing import absorb
from alerts.cases.network import settle
from alerts.cases.returning import tell_left, tell_new
from alerts.looks import Taking, flagged_batches


def group(taking: Taking) -> None:
    """Put what the run flagged into cases and say what seems to be up again; after its alerts have been written.

    The work is bounded by the run: alerts it opened, contents it saw for the first time, and the cases they touch.
    """
    connection, ledger = taking.connection, taking.ledger
    for lines in flagged_batches(taking):
        done = absorb(connection, lines, {})
        settle(connection, done.turned.lost, done.turned.joined)
        tell_new(connection, ledger.chain, taking.run, done)
    tell_left(connection, ledger.chain, taking.run, ledger.left)
    ledger.keep()
