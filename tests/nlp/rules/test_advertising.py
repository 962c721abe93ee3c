"""Advertising charges: what they rest on, how grave they are, and that they weigh on nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crawler.listing import convert_listing
from nlp.judgement import Finding, Judgement
from nlp.rulebook import Rulebook
from nlp.screen import Screener

DAY = date(2026, 11, 22)


def screen(title: str, on: date = DAY, **record: Any) -> Judgement:
    base = {"platform": "demo", "item_id": "1", "title": title, "price": {"sale_fen": 299900}}
    return Screener.default().screen(convert_listing({**base, **record}), on)


def charge(judgement: Judgement, rule: str) -> Finding:
    return next(finding for finding in judgement.findings if finding.rule == rule)


SPOKEN = [{"start_ms": 0, "end_ms": 3000, "text": "家人们，这是全网最低价"}]


@pytest.mark.parametrize(
    ("anchor", "shop", "advertising"),
    [("薇雅说珠宝", "东海银饰", True), ("东海银饰小妹", "东海银饰", False), (None, "东海银饰", False)],
)
def test_advertising_law_is_cited_only_where_another_recommends(anchor: str, shop: str, advertising: bool) -> None:
    room = {"room": {"anchor": anchor}} if anchor else {}
    judgement = screen("银手镯", speech=SPOKEN, shop={"name": shop}, **room)
    laws = charge(judgement, "AD-01").laws
    assert ("GG-9" in laws) is advertising
    assert "FJ-9" in laws


def test_a_listing_of_its_own_seller_is_no_advertisement() -> None:
    assert not [law for law in charge(screen("全网最低价 珍珠项链"), "AD-01").laws if law.startswith("GG-")]


@pytest.mark.parametrize(
    ("on", "laws"),
    [(date(2025, 10, 14), ["FJ19-8"]), (date(2025, 10, 15), ["FJ-9"]), (date(2026, 2, 1), ["FJ-9", "ZB-34"])],
)
def test_the_law_of_the_day_is_cited(on: date, laws: list[str]) -> None:
    assert list(charge(screen("培育钻石戒指 保值首选", on), "AD-02").laws) == laws


@pytest.mark.parametrize(
    ("title", "rule", "severity"),
    [
        ("全网最低价 珍珠项链", "AD-01", "medium"),
        ("珍珠项链 顶级品质", "AD-01", "low"),
        ("培育钻石戒指 保值首选", "AD-02", "medium"),
        ("黑曜石手串 大师开光", "AD-03", "medium"),
        ("千足金手链", "AD-04", "low"),
        ("国检推荐 和田玉手镯", "AD-05", "medium"),
        ("专利设计 银手镯", "AD-05", "low"),
    ],
)
def test_severity(title: str, rule: str, severity: str) -> None:
    assert charge(screen(title), rule).severity == severity


def test_several_advertising_charges_do_not_add_up() -> None:
    judgement = screen("全网最低价 顶级培育钻石戒指 保值首选 大师开光", description_text="央视推荐")
    assert {f.rule for f in judgement.findings} >= {"AD-01", "AD-02", "AD-03", "AD-05"}
    assert {f.severity for f in judgement.findings if f.family == "AD"} <= {"low", "medium"}


def test_wording_does_not_make_a_charge_of_material_graver() -> None:
    plain = charge(screen("四爪莫桑钻戒指", description_text="S925银"), "LG-05")
    loud = charge(screen("四爪莫桑钻戒指", description_text="S925银，全网最低价"), "LG-05")
    assert loud.severity == plain.severity


def test_gold_in_the_title_and_plating_in_the_sheet_is_grave() -> None:
    judgement = screen("足金项链 女款", attributes=[{"name": "材质", "value": "铜镀金"}])
    finding = charge(judgement, "AD-04")
    assert (finding.severity, finding.tier) == ("high", "E1")


@pytest.mark.parametrize("rule", [f"AD-0{n}" for n in range(1, 7)] + ["PR-02"])
def test_proof_is_ample(rule: str) -> None:
    found = Rulebook.default().rule(rule)
    assert found is not None
    assert [len(found.proof[k]) >= n for k, n in (("hits", 8), ("misses", 8), ("near", 4))] == [True] * 3
