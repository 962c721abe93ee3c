"""Scores of labelled lines."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import msgspec
import pytest

from nlp.evaluate import Evaluation, evaluate, wilson
from nlp.screen import Screener

DAY = date(2026, 11, 22)


def line(id: str, title: str, expect: list[str], **more: Any) -> str:
    listing = {"platform": "demo", "item_id": id, "title": title, "price": {"sale_fen": more.pop("fen", 26800)}}
    return json.dumps({"id": id, "listing": listing, "expect": expect, **more}, ensure_ascii=False)


def scored(*lines: str) -> Evaluation:
    return evaluate(lines, Screener.default(), None, DAY)


def test_counts_pairs_and_false_alarms() -> None:
    result = scored(
        line("a1", "莫桑钻戒指", ["LG"], pair="a", phenomenon="names"),
        line("a2", "莫桑石戒指", [], pair="a", phenomenon="names"),
        line("b1", "卡地亚手镯 高仿", ["IP"], pair="b", phenomenon="copies"),
        line("b2", "锆钻手镯", [], pair="b", phenomenon="copies"),
        line("c", "素圈戒指", ["LG"]),
        "",
        line("d", "锆钻耳钉", [], minor=True),
    )
    lg, ip = result.families["LG"], result.families["IP"]
    assert (lg.tp, lg.fp, lg.fn, lg.precision, lg.recall, lg.f1) == (1, 1, 1, 0.5, 0.5, 0.5)
    assert (ip.tp, ip.fp, ip.fn) == (1, 0, 0)
    assert (result.pairs.n, result.pairs.right) == (2, 1)
    assert {name: share.right for name, share in result.phenomena.items()} == {"names": 1, "copies": 0}
    assert (result.false_alarms.n, result.false_alarms.flagged, result.false_alarms.rules) == (2, 1, {"LG-05": 1})
    assert result.minor_skipped == 1
    assert [(miss.line, miss.id) for miss in result.errors] == [(4, "b2"), (5, "c")]


def test_price_charge_counts_as_material() -> None:
    result = scored(line("a", "天然一克拉钻戒", ["LG"], fen=19900))
    assert result.families["LG"].tp == 1


def test_bad_lines_are_refused_by_name_and_the_rest_goes_on() -> None:
    result = scored(
        "{",
        line("ok", "莫桑钻戒指", ["LG"]),
        '{"id": "x", "listing": {}}',
        line("y", "", []).replace('"title"', '"titel"'),
    )
    assert [miss.line for miss in result.errors] == [1, 3, 4]
    assert all(miss.refused for miss in result.errors)
    assert "titel" in str(result.errors[2].refused)
    assert result.families["LG"].tp == 1


def test_keys_are_those_of_the_contract() -> None:
    keys = ["families", "pairs", "phenomena", "false_alarms", "minor_skipped", "errors", "rules"]
    built = msgspec.to_builtins(scored(line("a", "素圈戒指", [])))
    assert list(built) == keys
    assert list(built["families"]["LG"]) == ["tp", "fp", "fn", "precision", "recall", "f1", "ci"]
    assert built["families"]["LG"]["f1"] is None


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_interval_against_published_values(right: int, n: int, low: float, high: float) -> None:
    """81 of 263 is the worked example of Newcombe 1998 (Statistics in Medicine 17:857-872)."""
    assert wilson(right, n) == (low, high)


def test_interval_of_nothing_is_none() -> None:
    assert wilson(0, 0) is None
