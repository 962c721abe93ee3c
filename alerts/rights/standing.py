"""What is in force on a day."""

from __future__ import annotations

from datetime import date

from alerts.rights.values import MAINLAND, Entry, Holder, Seller


def alive(entry: Entry, on: date) -> bool:
    """Whether an entry holds on that day: within its dates, not declared invalid, a right of the mainland."""
    if isinstance(entry, Holder):
        return True
    if not isinstance(entry, Seller) and (entry.invalid or entry.region != MAINLAND):
        return False
    return entry.since <= on and (entry.until is None or on <= entry.until)
