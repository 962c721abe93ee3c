"""Names of stones in a text: the longest where several begin, none inside another, Latin ones as words of their own."""

from __future__ import annotations

import pytest

from nlp.books.species import species_book


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("大溪地海水珍珠 鲍鱼珍珠", ["大溪地", "海水珍珠", "珍珠"]),
        ("和田玉手镯送翡翠珠", ["和田玉", "翡翠"]),
        ("labs树脂 abs", ["树脂", "abs"]),
        ("戒指", []),
    ],
)
def test_names_of_stones_are_found(text: str, names: list[str]) -> None:
    assert [text[start:end] for _, start, end in species_book().find(text)] == names
