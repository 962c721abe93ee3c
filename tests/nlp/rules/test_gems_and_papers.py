"""Coloured stones, reports and weights: what the laboratories' dates, the seller's words and a denial change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.listing import convert_listing
from nlp.books.laboratories import laboratory_book
from nlp.facts.certificate import find_certificates
from nlp.facts.report_date import find_report_date
from nlp.known import Known
from nlp.marked_yaml import FileRefused
from nlp.proof import build_item
from nlp.screen import Screener

DAY = date(2026, 11, 22)


def fired(written: dict[str, Any], known: Known | None = None) -> set[str]:
    judgement = Screener.default().screen(build_item(written).listing, DAY, known or Known())
    return {finding.rule for finding in judgement.findings}


def severity(written: dict[str, Any], rule: str) -> str:
    judgement = Screener.default().screen(build_item(written).listing, DAY)
    return next(finding.severity for finding in judgement.findings if finding.rule == rule)


@pytest.mark.parametrize(
    ("title", "description", "rule"),
    [
        ("祖母绿吊坠 木佐色", "主石水热法生长", "LG-08"),
        ("皇家蓝蓝宝石耳钉", "18K白金，国检证书合成蓝宝石", "LG-08"),
        ("冰种翡翠手镯", "酸洗注胶，所以通透", "LG-09"),
        ("天然蓝宝石戒指 无烧", "证书备注：热处理", "LG-09"),
        ("老蜜蜡手串", "粉末压制成型", "LG-10"),
    ],
)
def test_what_was_done_to_a_gem_belongs_into_its_name(title: str, description: str, rule: str) -> None:
    assert rule in fired({"title": title, "description": description, "price": 299})


@pytest.mark.parametrize(
    "written",
    [
        {"title": "天然翡翠手镯", "shop": {"name": "晶耀培育钻石", "kind": "member"}, "price": 16800},
        {"title": "天然锆石（锆英石）裸石 斯里兰卡", "description": "带证书", "price": 880},
        {"title": "淡水养殖珍珠项链", "description": "人工养殖三年", "price": 680},
        {"title": "红宝石（玻璃充填）戒面", "description": "玻璃充填", "price": 199},
        {"title": "主石培育钻石0.5ct 副石天然钻石0.1ct 戒指", "price": 3680},
        {"title": "无烧蓝宝石戒面 GRS证书", "price": 26800},
        {"title": "祖母绿色尖晶石？不，祖母绿色锆石耳环", "attributes": {"颜色": "祖母绿"}, "price": 39},
    ],
    ids=["H04", "H07", "H08", "H09", "H22", "H28", "colour"],
)
def test_hard_negatives_stay_quiet_for_gems_and_weights(written: dict[str, Any]) -> None:
    assert fired(written) & {"LG-08", "LG-09", "LG-10", "LG-11", "LG-12"} == set()


def test_an_improper_name_weighs_less_than_a_hidden_origin() -> None:
    assert severity({"title": "培育祖母绿项链", "price": 299}, "LG-08") == "low"
    assert severity({"title": "祖母绿项链", "description": "水热法", "price": 299}, "LG-08") == "high"


@pytest.mark.parametrize(("day", "odd"), [("2025-09-30", False), ("2025-10-01", True), ("2025-10-02", True)])
def test_gia_gives_no_grades_to_lab_grown_stones_from_its_day(day: str, odd: bool) -> None:
    written = {"title": "培育钻石裸石 1ct E色", "description": f"GIA培育钻石报告 出证日期{day} E色", "price": 3600}
    assert ("LG-11" in fired(written)) is odd


@pytest.mark.parametrize(("title", "odd"), [("合成钻石裸石 1ct", True), ("合成钻石戒指 1ct", False)])
def test_hrd_reports_on_no_loose_lab_grown_stone_from_2026(title: str, odd: bool) -> None:
    assert ("LG-11" in fired({"title": title, "description": "HRD报告 出具日期2026-01-01", "price": 3600})) is odd


def test_a_report_without_a_day_is_left_alone() -> None:
    assert "LG-11" not in fired({"title": "培育钻石裸石 1ct E色", "description": "GIA培育钻石报告 E色", "price": 3600})


def test_a_number_seen_on_another_stone_is_told_by_what_is_known() -> None:
    written = {"title": "培育钻石戒指 1ct", "certificate": ["IGI LG598123456"], "price": 4280}
    assert "LG-11" not in fired(written)
    assert "LG-11" in fired(written, Known(certificates_elsewhere=("LG598123456",)))


@pytest.mark.parametrize(("paper", "odd"), [("0.47ct", False), ("0.50ct", False), ("0.31ct", True), ("1.00ct", False)])
def test_a_report_s_weight_may_be_rounded_or_of_a_pair(paper: str, odd: bool) -> None:
    written = {"title": "天然钻石吊坠 0.50ct", "certificate": [f"国检 钻石 {paper}"], "price": 8600}
    assert ("LG-11" in fired(written)) is odd


@pytest.mark.parametrize("written", ["LG 598 123 456", "lg598123456", "LG:598123456", "LG-598123456"])
def test_an_igi_number_is_read_however_it_is_spaced(written: str) -> None:
    (found,) = find_certificates(f"igi {written.lower()}")
    assert (found.number, found.kind) == ("LG598123456", "lab_grown")


def test_a_report_on_a_synthetic_gem_is_no_report_on_a_diamond() -> None:
    assert [f.kind for f in find_certificates("国检证书合成蓝宝石")] == ["synthetic"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("出证日期2026-03-18", date(2026, 3, 18)),
        ("2024年4月出证", date(2024, 4, 1)),
        ("报告 2025/11", date(2025, 11, 1)),
        ("生产日期2026-03-18", None),
        ("证书日期2026-13-40", None),
        ("2026年新款", None),
    ],
)
def test_the_day_of_a_report(text: str, day: date | None) -> None:
    assert find_report_date(text) == day


def test_the_book_of_laboratories_answers_by_day_and_shape() -> None:
    book = laboratory_book()
    before = book.row("GIA", "lab_grown", date(2025, 9, 30), loose=True)
    after = book.row("GIA", "lab_grown", date(2025, 10, 1), loose=True)
    assert before is not None
    assert before.grades == "four_c"
    assert after is not None
    assert after.grades == "two_classes"
    assert book.row("GIA", "lab_grown", date(2010, 1, 1), loose=True) is None
    assert book.row("HRD", "lab_grown", date(2026, 5, 1), loose=False) is None
    assert book.stones("IGI", "LG598123456") == {"lab_grown"}
    assert book.stones("GIA", "2190887431") == {"natural", "lab_grown"}
    assert book.stones("NGTC", "123") == frozenset()


def test_rows_that_hold_on_one_day_are_refused(tmp_path: Path) -> None:
    row = "  - {laboratory: GIA, stone: natural, pieces: any, issued: true, grades: four_c, from: 2020-01-01, source: x}\n"
    path = tmp_path / "laboratories.yml"
    path.write_text("laboratories:\n" + row + row, encoding="utf-8")
    with pytest.raises(FileRefused, match=r"第3行.*重叠"):
        laboratory_book(path)


def test_an_empty_known_and_an_old_one_keep_their_digest() -> None:
    assert Known(certificates_elsewhere=()).digest() is None
    assert Known(certificates_elsewhere=("B", "A")).digest() == Known(certificates_elsewhere=("A", "B", "A")).digest()


def test_a_listing_may_carry_attributes_without_values() -> None:
    listing = convert_listing({"platform": "x", "item_id": "1", "title": "珍珠项链", "attributes": [{"name": "材质"}]})
    assert Screener.default().screen(listing, DAY).findings == ()


@pytest.mark.parametrize(
    ("title", "low"), [("彩宝戒指 真钻主石1克拉", True), ("合成蓝宝石戒指 2.3ct 天然钻石群镶", False)]
)
def test_a_price_is_measured_by_the_weight_of_the_diamond_alone(title: str, low: bool) -> None:
    assert ("PR-01" in fired({"title": title, "price": 880})) is low
