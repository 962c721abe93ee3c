"""The labelled listings are sound themselves: readable, uniquely named, and pairs that differ in their answer."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from crawler.listing import decode_listing

FOLDER = Path(__file__).parent
PARTS = sorted(FOLDER.glob("*/*.jsonl"))


def lines(part: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in part.read_text(encoding="utf-8").splitlines()]


def families(rules: list[str]) -> list[str]:
    kinds = {"LG" if rule == "PR-01" else rule[:2] for rule in rules if rule != "PR-02"}
    return sorted(kinds & {"LG", "IP"})


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.parent.name}-{part.stem}")
def test_every_line_is_a_listing_with_an_answer_its_charges_bear_out(part: Path) -> None:
    for line in lines(part):
        listing = decode_listing(json.dumps(line["listing"]))
        assert listing.observed_at is not None, line["id"]
        assert listing.observed_at.year == 2026, line["id"]
        assert line["expect"] == families(line["rules"]), line["id"]
        assert line["phenomenon"], line["id"]
        assert line["why"], line["id"]


def test_no_name_is_used_twice_and_no_text_stands_in_two_places() -> None:
    rows = [line for part in PARTS for line in lines(part)]
    assert len({line["id"] for line in rows}) == len({line["listing"]["item_id"] for line in rows}) == len(rows)
    texts = [json.dumps({**line["listing"], "item_id": "", "observed_at": ""}, sort_keys=True) for line in rows]
    assert len(set(texts)) == len(rows)


def test_the_two_sides_of_a_pair_lie_in_one_part_and_have_different_answers() -> None:
    for part in PARTS:
        sides: dict[str, list[list[str]]] = defaultdict(list)
        for line in lines(part):
            if "pair" in line:
                sides[line["pair"]].append(line["expect"])
        wrong = {pair: answers for pair, answers in sides.items() if len(answers) != 2 or answers[0] == answers[1]}
        assert not wrong, part.name
