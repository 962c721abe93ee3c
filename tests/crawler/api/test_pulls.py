"""Pulls: what is remembered of a look, and when the whole shop is due again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.api.pulls import OVERLAP, Pulled, pulled, remember
from crawler.health import Failure, Health, NotSeen, Scope, Verdict

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


def health(verdict: Verdict = "healthy", *kinds: Failure, complete: bool = True) -> Health:
    missed = tuple(NotSeen(str(n), kind, "原因") for n, kind in enumerate(kinds))
    return Health(verdict, {}, {}, (Scope(shop="s1", complete=complete),), missed)


@pytest.mark.parametrize(
    ("made", "moves"),
    [
        (health(), True),
        (health("thin", "vanished", "unknown_value"), True),
        (health("thin", "timeout"), False),
        (health("thin", "throttled"), False),
        (health("broken"), False),
        (health("blocked"), False),
    ],
)
def test_only_a_look_that_lost_nothing_moves_on(made: Health, moves: bool, tmp_path: Path) -> None:
    remember(tmp_path, "shop", NOW, made)
    assert (pulled(tmp_path, "shop").until == NOW) is moves


def test_a_look_at_changes_keeps_the_day_of_the_last_whole_walk(tmp_path: Path) -> None:
    remember(tmp_path, "shop", NOW, health())
    remember(tmp_path, "shop", NOW + timedelta(days=1), health(complete=False))
    assert pulled(tmp_path, "shop") == Pulled(until=NOW + timedelta(days=1), whole=NOW)


@pytest.mark.parametrize(("days", "whole"), [(6, False), (7, True), (8, True)])
def test_the_whole_shop_is_due_after_its_days(days: int, whole: bool) -> None:
    since = Pulled(until=NOW, whole=NOW).since(NOW + timedelta(days=days), 7)
    assert since == (None if whole else NOW - OVERLAP)


def test_a_memory_that_cannot_be_read_pulls_the_whole_shop(tmp_path: Path) -> None:
    remember(tmp_path, "shop", NOW, health())
    (tmp_path / ".pulled" / "shop.json").write_text("{")
    assert pulled(tmp_path, "shop").since(NOW, 7) is None
