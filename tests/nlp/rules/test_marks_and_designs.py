"""Brands, looks, papers and borrowed names: what tips the scale, at its edges."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nlp.books.brands import brand_book
from nlp.judgement import Judgement
from nlp.marked_yaml import FileRefused
from nlp.proof import PROOF_DAY, build_item
from nlp.screen import Screener


def screen(**written: Any) -> Judgement:
    return Screener.default().screen(build_item(written).listing, PROOF_DAY)


def rules(**written: Any) -> list[str]:
    return [finding.rule for finding in screen(**written).findings]


def test_brand_and_tongkuan_alone_are_for_a_person_to_judge() -> None:
    (finding,) = [
        f for f in screen(title="卡地亚同款手镯", price=2999, description="18K金").findings if f.rule == "IP-01"
    ]
    assert (finding.tier, finding.severity) == ("E3", "medium")


def test_a_copy_word_admits_more_than_a_likeness() -> None:
    (finding,) = [f for f in screen(title="卡地亚手镯 高仿", price=299).findings if f.rule == "IP-01"]
    assert (finding.tier, finding.severity) == ("E1", "high")


@pytest.mark.parametrize(
    ("features", "fires"),
    [
        ("四叶草", False),
        ("四叶草 珠边", False),
        ("四叶草 双面珠边", True),
        ("四叶草 珠边 白贝母", True),
        ("珠边 白贝母", False),
    ],
)
def test_a_look_needs_its_features_together(features: str, fires: bool) -> None:
    assert ("IP-05" in rules(title=f"{features} 手链", price=199)) is fires


@pytest.mark.parametrize(("pieces", "fires"), [(1, False), (3, False), (4, True), (60, True)])
def test_second_hand_by_the_dozen_is_not_second_hand(pieces: int, fires: bool) -> None:
    found = rules(title=f"二手 卡地亚首饰盒 {pieces}只", price=1500)
    assert ("IP-07" in found) is fires


@pytest.mark.parametrize(("brand", "fires"), [("卡地亚", True), ("老凤祥", False)])
def test_only_brands_without_dealers_make_a_franchise_false(brand: str, fires: bool) -> None:
    assert ("IP-08" in rules(title=f"{brand}加盟店 戒指", price=12800)) is fires


def test_insider_talk_counts_for_every_brand() -> None:
    assert "IP-08" in rules(title="老凤祥员工内购 戒指", price=12800)


@pytest.mark.parametrize("kind", ["flagship", "authorised"])
def test_a_shop_that_the_platform_verified_speaks_for_its_brand(kind: str) -> None:
    shop = {"name": "卡地亚授权店", "kind": kind}
    assert rules(title="卡地亚专柜直播 螺丝纹椭圆手镯", price=52000, shop=shop) == []


def test_another_brands_verified_shop_does_not() -> None:
    shop = {"name": "潘多拉官方旗舰店", "kind": "flagship"}
    assert "IP-08" in rules(title="卡地亚授权折扣 手镯", price=52000, shop=shop)


@pytest.mark.parametrize("title", ["迪奥姐姐家 银耳钉", "卡卡家 螺丝纹手镯", "张伯爵 签名胸针"])
def test_a_nickname_is_no_brand(title: str) -> None:
    assert rules(title=title, price=59) == []


@pytest.mark.parametrize(
    ("design", "reason"),
    [
        ("{name: 款, maker: 无名牌, signs: [[a, b]], source: 说明}", "不在品牌表中"),
        ("{name: 款, maker: 某牌, signs: [[a]], source: 说明}", "单一图案"),
        ("{name: 款, maker: 某牌, signs: [[a, a]], source: 说明}", "单一图案"),
    ],
)
def test_a_look_of_one_motif_or_of_nobody_is_refused(design: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "brands.yml"
    row = "{names: [某牌], floor: 1, base: [], from: 2025-01-01, until: 2027-01-01, source: 说明}"
    path.write_text(f"brands:\n  - {row}\ndesigns:\n  - {design}\nmetals: {{}}\n", encoding="utf-8")
    with pytest.raises(FileRefused, match=reason):
        brand_book(path)


def test_every_feature_of_a_look_is_a_word_of_the_lexicon_or_of_a_phrase() -> None:
    import yaml

    from nlp import phrases
    from nlp.lexicon.entries import Lexicon

    told = yaml.safe_load((Path(phrases.__file__).parent / "designs.yml").read_text("utf-8"))
    tags = Lexicon.default().tags() | {tag for frame in told for tag in frame.get("tags", ())}
    asked = {f for d in brand_book().designs for sign in (*d.signs, d.not_with) for f in sign}
    assert {feature for feature in asked if f"feature:{feature}" not in tags} == set()
