"""The families of charges that labelled listings are marked with, and which rule counts under which."""

from __future__ import annotations

FAMILIES = ("LG", "IP")


def scored_as(rule: str) -> str | None:
    """The scored family of a rule: LG-* and PR-01 are LG, IP-* is IP; None for wording and strike prices."""
    family = "LG" if rule == "PR-01" else rule.partition("-")[0]
    return family if family in FAMILIES else None
