"""What is found in texts, and above all what is not: numbers of reports, items, orders, prices, weights, sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.persons.numbers import is_identity, luhn
from alerts.persons.recognising import find
from crawler.listing import decode_listing, text_fields
from tests.alerts.persons.labelled import Labelled, labelled

CORPUS = Path(__file__).parents[2] / "corpus"


def found(text: str) -> set[tuple[str, int, int]]:
    return {(one.cls, one.start, one.end) for one in find(text)}


@pytest.mark.parametrize("one", labelled() + labelled("held_out.txt"), ids=lambda one: one.text[:30])
def test_exactly_what_is_personal_is_found(one: Labelled) -> None:
    assert found(one.text) == one.personal


def test_nothing_is_found_in_listings_that_hold_nothing_personal() -> None:
    wrong = [
        (path.name, place, text, found(text))
        for path in sorted(CORPUS.glob("ordinary*.jsonl"))
        for line in path.read_bytes().splitlines()
        for place, text in text_fields(decode_listing(line))
        if find(text)
    ]
    assert wrong == []


@given(st.text(alphabet="0123456789 -:：.一二零幺xX微信vVqQ电话证书地址号@＠\u200b\ufe0f\u20e3联系人王", max_size=80))
def test_whatever_a_text_holds_places_lie_inside_it_and_apart(text: str) -> None:
    reached = 0
    for one in find(text):
        assert reached <= one.start < one.end <= len(text)
        reached = one.end


@pytest.mark.parametrize(
    ("number", "right"),
    [("110101199003071014", True), ("110101199003071015", False), ("110101199013071014", False), ("991101199003071014", False)],
)  # fmt: skip
def test_an_identity_number_needs_a_place_a_birthday_and_its_check_digit(number: str, right: bool) -> None:
    assert is_identity(number) is right


def test_a_bank_card_needs_its_check_digit() -> None:
    assert luhn("6222021000001234565")
    assert not luhn("6222021000001234566")


@pytest.mark.parametrize(
    "text", ["1" * 50_000, "微信" * 20_000, "联系人：" * 10_000, "地址：号" * 10_000, "1 " * 30_000]
)
def test_hostile_lengths_are_read_in_linear_time(text: str) -> None:
    find(text)
