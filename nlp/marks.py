"""Marks: what a listing holds, told in short before anything is read in context.

A mark is a class of claims as it stands ("D"), a standard name, a tag of the lexicon, a place that
carries text, a plain word of the texts, or a fact beside the words. What no mark tells of is not there.
"""

from __future__ import annotations

from collections.abc import Iterable

Marks = frozenset[str]

CERTIFICATE = "fact:certificate"
CARAT = "fact:carat"
STRUCK_PRICE = "fact:struck_price"
EARLIER_LOOKS = "known:own_prices"
RIGHTS = "known:rights"
NUMBERS_ELSEWHERE = "known:certificates_elsewhere"

_WORD = "word:"


def named(names: Iterable[str]) -> Marks:
    """A mention with one of these standard names."""
    return frozenset(f"name:{name}" for name in names)


def tagged(tags: Iterable[str]) -> Marks:
    """A mention with one of these tags."""
    return frozenset(f"tag:{tag}" for tag in tags)


def at(*places: str) -> Marks:
    """Text in one of these places."""
    return frozenset(f"at:{place}" for place in places)


def worded(words: Iterable[str]) -> Marks:
    """One of these words in folded form (simplified, lower case) anywhere in the texts."""
    return frozenset(f"{_WORD}{word}" for word in words)


def words_of(marks: Iterable[str]) -> list[str]:
    """The words that ``worded`` was given, in order."""
    return sorted(mark.removeprefix(_WORD) for mark in marks if mark.startswith(_WORD))
