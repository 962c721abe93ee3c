"""The register as judging meets it: one listing before and after a right ends, with and without an authorisation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alerts.rights.register import add, expire
from alerts.store import Store, open_store
from crawler.listing import Listing, convert_listing
from desk.compose import judged
from nlp.judgement import Judgement
from tests.alerts.rights.entries import DESIGN, MARK, SELLER, WORK, entry
from tests.alerts.scenes import at
from tests.desk.test_own_prices import Shelf

HASH = "cd" * 32


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'memory.db'}") as opened:
        opened.upgrade()
        yield opened


def record(store: Store, cells: dict[str, str], **changes: str) -> None:
    add(store, entry(cells, **changes), actor="王芳", role="supervisor", at=at(0))


def bangle(day: str = "2026-11-21", title: str = "卡地亚手镯 复刻满钻", **changes: object) -> Listing:
    shop = {"id": "s1", "name": "南湾珠宝", "company": "南湾珠宝有限公司"} | dict(changes.pop("shop", {}))  # type: ignore[call-overload]
    return convert_listing(
        {"platform": "market", "item_id": "9", "title": title, "price": {"sale_fen": 39900}, "description_text": "钛钢",
         "shop": shop, "observed_at": f"{day}T04:00:00Z", **changes}
    )  # fmt: skip


def judge(store: Store, listing: Listing) -> Judgement:
    ((_, _, judgement),) = judged(Shelf(listing), store)  # type: ignore[arg-type]
    return judgement


def rules(store: Store, listing: Listing) -> list[str]:
    return [finding.rule for finding in judge(store, listing).findings]


def test_a_finding_names_the_recorded_mark_and_ends_with_it(store: Store) -> None:
    assert rules(store, bangle()) == ["IP-01", "IP-02"]
    assert judge(store, bangle()).known is None
    record(store, MARK)
    found = judge(store, bangle("2026-11-21"))
    assert [one.rule for one in found.findings] == ["IP-01", "IP-02"]
    assert "在册有效商标：第 G1000001 号“卡地亚 Cartier”（登记权利人有限公司）" in found.findings[0].message
    after = judge(store, bangle("2026-11-22"))
    assert after.findings == ()
    assert {one.by for one in after.suppressed} == {"register"}
    assert "register" in [note.code for note in after.notes]


def test_a_mark_ended_early_or_declared_invalid(store: Store) -> None:
    record(store, MARK)
    for on, day in ((at(0).date(), "2026-11-03"), (None, "2026-01-01")):
        expire(store, "mark:G1000001", on=on, reason="公告", actor="王芳", role="admin", at=at(1))
        assert rules(store, bangle(day)) == []


@pytest.mark.parametrize(
    "changes", [{"number": "G1000002", "until": "2036-01-01"}, {"number": "G1000002", "classes": "14;18", "until": "2036-01-01"}]
)  # fmt: skip
def test_another_mark_of_the_brand_still_stands(store: Store, changes: dict[str, str]) -> None:
    record(store, MARK)
    record(store, MARK, **changes)
    assert rules(store, bangle("2026-11-22")) == ["IP-01", "IP-02"]


def test_a_lapsed_mark_for_other_goods_says_nothing_of_these(store: Store) -> None:
    record(store, MARK, classes="30")
    assert rules(store, bangle("2026-11-22")) == ["IP-01", "IP-02"]
    assert "在册" not in judge(store, bangle("2026-11-21")).findings[0].message


def test_an_authorised_seller_of_that_brand_and_goods(store: Store) -> None:
    record(store, MARK, until="2036-01-01")
    record(store, SELLER, goods="手镯")
    assert rules(store, bangle("2026-11-21")) == []
    assert rules(store, bangle("2027-01-01")) == ["IP-01", "IP-02"]  # the authorisation has run out
    assert rules(store, bangle(title="卡地亚戒指 复刻满钻")) == ["IP-01", "IP-02"]  # not for these goods
    assert rules(store, bangle(shop={"id": "s2"})) == ["IP-01", "IP-02"]
    assert rules(store, bangle(title="宝格丽手镯 复刻满钻")) == ["IP-01", "IP-02"]  # another brand
    assert rules(store, bangle(title="卡地亚手镯 宝格丽同款 复刻满钻"))[:2] == ["IP-01", "IP-02"]  # and one more


@pytest.mark.parametrize(
    ("goods", "clear"), [("", True), ("第14类", True), ("14", True), ("首饰", True), ("戒指、手镯", True), ("戒指", False),
                         ("18", False), ("贵重金属", False)]
)  # fmt: skip
def test_the_goods_of_an_authorisation(store: Store, goods: str, clear: bool) -> None:
    record(store, MARK, until="2036-01-01")
    record(store, SELLER, goods=goods)
    assert (rules(store, bangle()) == []) is clear


@pytest.mark.parametrize(
    ("who", "clear"),
    [
        ({"name": "南湾 珠宝"}, True),
        ({"name": "南湾珠宝", "company": "别家有限公司"}, False),  # a name is anybody's to take
        ({"company": "南湾珠宝有限公司"}, True),
        ({"shop_id": "s1", "company": "别家有限公司"}, False),
        ({"uscc": "91310000MA1FL0X123"}, False),  # the listing shows none
        ({"platform": "douyin", "name": "南湾珠宝"}, False),
    ],
)
def test_who_is_meant(store: Store, who: dict[str, str], clear: bool) -> None:
    record(store, MARK, until="2036-01-01")
    record(
        store, {**SELLER, "shop_id": "", "platform": ""} | who | ({"platform": "market"} if "shop_id" in who else {})
    )
    assert (rules(store, bangle()) == []) is clear


def test_an_authorisation_for_one_domestic_brand_is_none_for_another(store: Store) -> None:
    record(store, MARK, text="周大福", until="2036-01-01")
    record(store, SELLER)
    assert rules(store, bangle(title="周大福手链 复刻")) == []
    assert "IP-02" in rules(store, bangle(title="周生生手链 复刻"))


def test_the_holders_own_shop(store: Store) -> None:
    record(store, MARK, holder="南湾珠宝有限公司", until="2036-01-01")
    assert rules(store, bangle()) == []
    assert rules(store, bangle(shop={"company": "别家有限公司"})) == ["IP-01", "IP-02"]


RING = {"title": "铃兰花项链 14K金", "images": [{"url": "a", "sha256": "ee" * 32}, {"url": "b", "sha256": HASH}]}


def test_a_recorded_picture_before_and_after_the_right_ends(store: Store) -> None:
    record(store, DESIGN)
    [finding] = judge(store, bangle(**RING)).findings
    assert finding.rule == "IP-10"
    assert "ZL202330112233.4" in finding.message
    for day in ("2023-07-31", "2038-08-01"):
        assert rules(store, bangle(day, **RING)) == []
    record(store, SELLER, rights="ZL202330112233.4")
    assert rules(store, bangle(**RING)) == []
    assert rules(store, bangle(shop={"id": "s9"}, **RING)) == ["IP-10"]


@pytest.mark.parametrize(("phash", "rule"), [("0" * 64, ["IP-10"]), ("f" * 64, [])])
def test_a_picture_saved_again_is_known_by_its_look(store: Store, phash: str, rule: list[str]) -> None:
    record(store, WORK, pictures=HASH)  # tests.alerts.rights.entries gives it the look 0…01
    assert rules(store, bangle(title="海浪纹手镯 足银", images=[{"url": "a", "phash": phash}])) == rule


def test_an_item_code_of_the_holder(store: Store) -> None:
    record(store, DESIGN, pictures="", codes="LYX-2201")
    assert rules(store, bangle(title="铃兰花项链 14K金", outer_id="lyx-2201")) == ["IP-10"]
    assert rules(store, bangle(title="铃兰花项链 14K金", outer_id="lyx-2202")) == []


def test_the_same_register_gives_the_same_judgement(store: Store) -> None:
    record(store, MARK)
    record(store, DESIGN)
    assert judge(store, bangle(**RING)) == judge(store, bangle(**RING))
    assert judge(store, bangle(**RING)).known is not None
