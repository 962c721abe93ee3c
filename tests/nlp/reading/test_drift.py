"""Drift: new spellings are shown with counts and examples, and change nothing."""

from __future__ import annotations

from crawler.listing import Listing
from nlp.drift import drift
from nlp.lexicon.entries import Lexicon


def shelf(*titles: str) -> list[Listing]:
    return [Listing(platform="x", item_id=str(i), title=title) for i, title in enumerate(titles)]


def test_a_new_spelling_is_counted_once_a_listing_and_shown_where_it_stood() -> None:
    (one,) = drift(shelf("卡谛亚手镯 卡谛亚戒指", "现货卡谛亚项链", "卡地亚手镯"))
    assert (one.spelling, one.near, one.how, one.count) == ("卡谛亚", "Cartier", ("homophone",), 2)
    assert one.examples == ("卡谛亚手镯 卡谛亚戒指", "现货卡谛亚项链")


def test_a_stone_nobody_has_heard_of_is_a_candidate() -> None:
    assert [(c.spelling, c.near, c.count) for c in drift(shelf("月芒钻 项链", "新款 月芒钻"))] == [("月芒钻", "", 2)]


def test_known_words_and_rare_ones_are_none() -> None:
    assert drift(shelf("莫桑钻戒指", "莫桑钻戒指", "卡谛亚手镯", "纯棉毛巾")) == []


def test_nothing_is_added_by_itself() -> None:
    before = Lexicon.default().entries
    drift(shelf("卡谛亚手镯", "卡谛亚手镯"))
    assert Lexicon.default().entries is before
