"""Price floors at their edges, on the day they hold, and what excuses a price."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.listing import Listing, convert_listing
from nlp.books.brands import brand_book
from nlp.books.prices import price_book
from nlp.judgement import Judgement
from nlp.marked_yaml import FileRefused
from nlp.screen import Screener

DAY = date(2026, 11, 22)


def listing(title: str, fen: int, **more: object) -> Listing:
    return convert_listing({"platform": "demo", "item_id": "1", "title": title, "price": {"sale_fen": fen}, **more})


def screen(item: Listing, on: date = DAY) -> Judgement:
    return Screener.default().screen(item, on)


def priced_too_low(item: Listing, on: date = DAY) -> bool:
    return any(finding.rule == "PR-01" for finding in screen(item, on).findings)


@pytest.mark.parametrize(("fen", "low"), [(499_999, True), (500_000, False), (500_001, False)])
def test_natural_floor_at_its_edge(fen: int, low: bool) -> None:
    assert priced_too_low(listing("天然钻石吊坠 一克拉", fen)) is low


@pytest.mark.parametrize(("fen", "low"), [(29_999, True), (30_000, False), (30_001, False)])
def test_lab_grown_floor_at_its_edge(fen: int, low: bool) -> None:
    assert priced_too_low(listing("培育钻石吊坠 一克拉", fen)) is low


@pytest.mark.parametrize(("weight", "low"), [("29分", False), ("30分", True), ("31分", True)])
def test_small_stones_may_cost_next_to_nothing(weight: str, low: bool) -> None:
    assert priced_too_low(listing(f"天然钻石吊坠 {weight}", 19_900)) is low


def test_metal_adds_to_the_floor() -> None:
    assert not priced_too_low(listing("天然钻石吊坠 一克拉 银镶", 530_000))
    assert priced_too_low(listing("天然钻石吊坠 一克拉 18K金", 530_000))


def test_plain_diamond_is_measured_as_natural_unless_anything_says_lab_grown() -> None:
    lab_shop = {"name": "恒光培育钻石", "kind": "member"}
    assert priced_too_low(listing("一克拉钻戒", 100_000))
    assert not priced_too_low(listing("一克拉钻戒", 100_000, shop=lab_shop))
    assert priced_too_low(listing("一克拉钻戒", 10_000, shop=lab_shop))


@pytest.mark.parametrize(("fen", "low"), [(249_999, True), (250_000, False)])
def test_second_hand_excuses_no_less_than_half_of_the_floor(fen: int, low: bool) -> None:
    assert priced_too_low(listing("二手 天然钻石吊坠 一克拉", fen)) is low


def test_stale_price_row_reads_unknown() -> None:
    item = listing("天然钻石吊坠 一克拉", 100_00)
    stale = screen(item, date(2030, 1, 1))
    assert not any(finding.rule == "PR-01" for finding in stale.findings)
    assert "price_unknown" in [note.code for note in stale.notes]


@pytest.mark.parametrize(
    ("title", "by"),
    [
        ("天然一克拉钻戒 定金链接", "deposit"),
        ("一克拉钻戒空托 六爪", "bare_setting"),
        ("天然一克拉钻戒 补差价链接", "difference"),
        ("天然一克拉钻戒 一元起拍", "auction"),
        ("天然一克拉钻戒 展示样品", "sample"),
    ],
)
def test_what_is_no_price_of_the_piece_is_suppressed_by_name(title: str, by: str) -> None:
    judgement = screen(listing(title, 10_000))
    assert not any(finding.rule == "PR-01" for finding in judgement.findings)
    assert by in [s.by for s in judgement.suppressed if s.rule == "PR-01"]


def test_each_choice_is_judged_by_its_own_weight_and_price() -> None:
    choices = [
        {"spec": [{"name": "主石", "value": "30分"}], "price_fen": 150_000},
        {"spec": [{"name": "主石", "value": "100分"}], "price_fen": 550_000},
    ]
    fair = listing("天然钻石吊坠", 150_000, skus=choices)
    choices[1]["price_fen"] = 200_000
    assert not priced_too_low(fair)
    assert priced_too_low(listing("天然钻石吊坠", 150_000, skus=choices))


def test_other_currency_is_not_judged_in_yuan() -> None:
    assert not priced_too_low(listing("天然钻石吊坠 一克拉", 900, price={"currency": "USD", "sale_fen": 90_000}))


@pytest.mark.parametrize(("yuan", "flagged"), [(1499, True), (1500, False)])
def test_brand_below_its_known_price(yuan: int, flagged: bool) -> None:
    rules = [finding.rule for finding in screen(listing("卡地亚戒指 经典款", yuan * 100)).findings]
    assert ("IP-01" in rules) is flagged


def test_brand_names_of_the_book_are_those_of_the_lexicon() -> None:
    from nlp.claim import ClaimClass
    from nlp.lexicon.entries import Lexicon

    known = Lexicon.default().names(ClaimClass.BRAND)
    rows = {row.names for row in brand_book().rows.values()}
    assert [names for names in rows if not known & set(names)] == []


@pytest.mark.parametrize("book", [price_book, brand_book])
def test_bad_book_is_refused_by_file_and_line(book: object, tmp_path: Path) -> None:
    path = tmp_path / "bad.yml"
    path.write_text("stones:\n  - {kind: natural}\n", encoding="utf-8")
    with pytest.raises(FileRefused, match=r"bad\.yml 第\d行"):
        book(path)  # type: ignore[operator]
