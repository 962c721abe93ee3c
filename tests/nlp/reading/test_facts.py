"""Weights, amounts, grades, certificates and origins as typed facts."""

from __future__ import annotations

import pytest

from nlp.facts.carat import find_carats
from nlp.facts.certificate import find_certificates
from nlp.facts.grade import find_grades
from nlp.facts.money import find_money
from nlp.facts.numerals import parse_number
from nlp.facts.origin import find_origins


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("八百八十八", 888),
        ("一千二", 1200),
        ("一千零二", 1002),
        ("三万五", 35_000),
        ("三万零五", 30_005),
        ("两万三千六", 23_600),
        ("一百六十八", 168),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一六八", 168),
        ("半", 0.5),
        ("一点五", 1.5),
        ("点五", 0.5),
        ("1.2万", 12_000),
        ("3千", 3000),
        ("12.50", 12.5),
    ],
)
def test_a_numeral_is_a_number(text: str, number: float) -> None:
    assert parse_number(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["", "钻", "一克", "万万万", "点", "1.2.3", "一" * 13])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "carat", "role"),
    [
        ("1克拉钻戒", 1.0, "unknown"),
        ("主石1.01ct", 1.01, "main"),
        ("半克拉", 0.5, "unknown"),
        ("一克拉半", 1.5, "unknown"),
        ("两克拉", 2.0, "unknown"),
        ("50分钻戒", 0.5, "unknown"),
        ("三十分", 0.3, "unknown"),
        ("30pts solitaire", 0.3, "unknown"),
        ("点五克拉", 0.5, "unknown"),
        ("副石0.1ct", 0.1, "side"),
        ("共0.25ct", 0.25, "total"),
        ("总重1.2克拉", 1.2, "total"),
        ("一克拉效果", 1.0, "effect"),
        ("显大1克拉", 1.0, "effect"),
        ("视觉一克拉", 1.0, "effect"),
        ("31克拉", 31.0, "unknown"),
        ("单颗1分", 0.01, "main"),
        ("100分项链", 1.0, "unknown"),
    ],
)
def test_a_weight_is_read_in_carat(text: str, carat: float, role: str) -> None:
    (found,) = find_carats(text)
    assert found.value == pytest.approx(carat)
    assert found.role == role


@pytest.mark.parametrize(
    "text",
    [
        "5分好评",
        "百分百正品",
        "30分钟",
        "12期分期",
        "十分好看",
        "8点30分",
        "评4分",
        "满分",
        "三分之一",
        "部分",
        "LG601ct5",
        "50分期",
        "100积分",
    ],
)
def test_other_meanings_of_fen_weigh_nothing(text: str) -> None:
    assert find_carats(text.lower()) == []


@pytest.mark.parametrize(
    ("label", "value", "carat"), [("主石重量", "1.01", 1.01), ("钻石重量", "0.5ct", 0.5), ("主石分数", "30", 0.3)]
)
def test_a_label_may_carry_the_unit(label: str, value: str, carat: float) -> None:
    assert [f.value for f in find_carats(value, label)] == pytest.approx([carat])


@pytest.mark.parametrize(
    ("text", "fen", "role"),
    [
        ("39.9元", 3990, "unknown"),
        ("¥1,280", 128_000, "unknown"),
        ("八百八十八元", 88_800, "unknown"),
        ("原价3.98万", 3_980_000, "market"),
        ("原价29999,送礼首选", 2_999_900, "market"),
        ("定金100元", 10_000, "deposit"),
        ("补差价50元", 5000, "difference"),
        ("邮费10元", 1000, "postage"),
        ("到手价2999", 299_900, "price"),
        ("只要三块八", 380, "price"),
        ("9米9包邮", 990, "price"),
        ("三万五千八拿下", 3_580_000, "price"),
        ("100块钱", 10_000, "unknown"),
    ],
)
def test_an_amount_is_read_in_fen(text: str, fen: int, role: str) -> None:
    (found,) = find_money(text)
    assert (found.value, found.role) == (fen, role)


@pytest.mark.parametrize("text", ["1.2万人付款", "三块玉石", "45米长", "3千件已售", "元素", "5万粉丝", "两万公里"])
def test_counts_and_measures_are_no_amounts(text: str) -> None:
    assert find_money(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("D色VVS1", ["D", "VVS1"]),
        ("f/vs1", ["F", "VS1"]),
        ("H color, SI1 clarity", ["H", "SI1"]),
        ("天然 VS 培育", []),
        ("if you like", []),
        ("IF净度", ["IF"]),
    ],
)
def test_grades(text: str, values: list[str]) -> None:
    assert [g.value for g in find_grades(text.lower(), text)] == values


@pytest.mark.parametrize(
    ("text", "laboratory", "number", "kind"),
    [
        ("igi lg612345678", "IGI", "LG612345678", "lab_grown"),
        ("证书号 lg-588104932", "IGI", "LG588104932", "lab_grown"),
        ("gia编号2457831960", "GIA", "2457831960", "unknown"),
        ("附gra证书", "GRA", None, "moissanite"),
        ("国检证书写合成钻石", "NGTC", None, "lab_grown"),
        ("吊牌写莫桑石", None, None, "moissanite"),
        ("hrd antwerp laboratory-grown报告", "HRD", None, "lab_grown"),
    ],
)
def test_a_certificate_is_read(text: str, laboratory: str | None, number: str | None, kind: str) -> None:
    (found,) = find_certificates(text)
    assert (found.laboratory, found.number, found.kind) == (laboratory, number, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("gia laboratory-grown diamond report", "lab_grown"),
        ("gia natural diamond grading report 1503882946", "natural"),
        ("igi report shape round", "unknown"),
    ],
)
def test_a_paper_speaks_for_itself(text: str, kind: str) -> None:
    (found,) = find_certificates(text, paper=True)
    assert found.kind == kind


def test_a_certificate_that_is_not_there_is_negated() -> None:
    (found,) = find_certificates("无gia证书")
    assert found.negated


@pytest.mark.parametrize("text", ["grand opening", "igital", "lg12345", "lg电视", "货号20231234567"])
def test_what_is_no_certificate(text: str) -> None:
    assert find_certificates(text) == []


def test_origins_hint_at_how_a_stone_came_to_be() -> None:
    assert [(o.name, o.hints) for o in find_origins("南非矿 柘城直发 安特卫普切工")] == [
        ("南非", "natural"),
        ("柘城", "lab_grown"),
        ("安特卫普", "none"),
    ]
