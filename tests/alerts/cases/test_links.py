"""What links two sellers' alerts, and what does not."""

from __future__ import annotations

import random

import pytest

from alerts.cases import queries
from alerts.cases.kinds import KINDS
from alerts.store import Store
from crawler.pictures.likeness import ALIKE
from tests.alerts.cases.scenes import CERTIFICATE, NEAR, PICTURE, TEXT, USCC, case_of, division, ware
from tests.alerts.scenes import Ware, at, take

HASH = f"{random.Random(3).getrandbits(256):064x}"


def flipped(bits: int) -> str:
    """HASH with so many bits changed."""
    places = random.Random(bits).sample(range(256), bits)
    return f"{int(HASH, 16) ^ sum(1 << place for place in places):064x}"


def test_one_seller_and_charge_is_one_case(store: Store) -> None:
    take(store, 0, ware("1", "甲"), ware("2", "甲"), ware("3", "甲", rules=("LG-03",)), ware("4", "乙"))
    assert division(store) == {frozenset("12"), frozenset("3"), frozenset("4")}


def test_alerts_of_nobody_known_are_not_one_seller(store: Store) -> None:
    take(store, 0, Ware("1", shop=None, shop_name=None), Ware("2", shop=None, shop_name=None))
    assert division(store) == {frozenset("1"), frozenset("2")}


@pytest.mark.parametrize(
    ("one", "other", "kind", "reason"),
    [
        ({"certificates": ("LG 612345678",)}, {"certificates": ("lg612345678",)}, "certificate", "证书编号相同"),
        ({"description": "IGI证书编号LG612345678"}, {"certificates": (CERTIFICATE,)}, "certificate", "证书编号相同"),
        ({"pictures": (PICTURE,)}, {"pictures": ("cd" * 32, PICTURE)}, "picture", "图片文件完全相同"),
        ({"description": TEXT}, {"description": TEXT + "！！"}, "text", "商品文字完全相同"),
        ({"description": TEXT}, {"description": NEAR}, "text", "商品文字相近（相似度 0.91）"),
        ({"company": "深圳市南湾珠宝有限公司"}, {"company": "深圳市 南湾珠宝有限公司"}, "company", "经营主体名称相同"),
        ({"uscc": USCC}, {"uscc": f" {USCC.lower()}"}, "uscc", "统一社会信用代码相同"),
        ({"likeness": (HASH,)}, {"likeness": (flipped(4),)}, "likeness", "图片相似（256 位特征值相差 4 位）"),
        ({"likeness": (HASH,)}, {"likeness": (HASH,)}, "likeness", "图片内容相同（特征值一致）"),
    ],
)
@pytest.mark.parametrize("platform", ["douyin", "kuaishou"])
def test_what_two_sellers_share_links_them(
    store: Store, one: dict, other: dict, kind: str, reason: str, platform: str
) -> None:
    take(store, 0, ware("1", "甲", **one))
    take(store, 1, ware("2", "乙", platform=platform, **other), source="other", platform=platform, scopes=[])
    assert division(store) == {frozenset("12")}
    detail = queries.show(store, case_of(store, "1").id)
    assert detail is not None
    [link] = [link for link in detail.links if link.kind == kind]
    assert link.reason == reason
    assert link.at == at(1)
    assert 0 < link.strength <= KINDS[kind].strength
    assert (link.one.shop, link.other.shop, link.inside) == ("甲珠宝", "乙珠宝", True)
    assert link.one.value
    assert {end.platform for end in (link.one, link.other)} == {"douyin", platform}
    assert (detail.case.sellers, detail.case.platforms) == (2, tuple(dict.fromkeys(["douyin", platform])))
    assert any(event.what == "关联" and reason in event.detail for event in detail.history)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"certificates": ("1234567890",)}, {"certificates": ("1234567890",)}),
        ({"certificates": ("0000000000",)}, {"certificates": ("0000000000",)}),
        ({"certificates": ("国检证书",)}, {"certificates": ("国检证书",)}),
        ({"certificates": (CERTIFICATE,)}, {"certificates": ("LG612345679",)}),
        ({"title": "18K金钻戒女款"}, {"title": "18K金钻戒女款"}),
        (
            {"description": TEXT},
            {"description": TEXT[:30] + "证书可查假一赔十，直播间专属福利，仅此一件先到先得，圈口可调节" * 2},
        ),
        ({"company": "个人"}, {"company": "个人"}),
        ({"uscc": "111111111111111111"}, {"uscc": "111111111111111111"}),
        ({"uscc": USCC[:-1] + "A"}, {"uscc": USCC[:-1] + "A"}),
        ({"likeness": (HASH,)}, {"likeness": (flipped(ALIKE + 1),)}),
        ({"likeness": ("0" * 64,)}, {"likeness": ("0" * 63 + "1",)}),
        ({"pictures": ("main.jpg",)}, {"pictures": ("main.jpg",)}),
    ],
)
def test_what_anybody_could_write_links_nobody(store: Store, one: dict, other: dict) -> None:
    take(store, 0, ware("1", "甲", **one), ware("2", "乙", **other))
    assert division(store) == {frozenset("1"), frozenset("2")}


def test_another_charge_is_another_case(store: Store) -> None:
    take(
        store,
        0,
        ware("1", "甲", certificates=(CERTIFICATE,)),
        ware("2", "乙", certificates=(CERTIFICATE,), rules=("LG-03",)),
    )
    assert division(store) == {frozenset("1"), frozenset("2")}


def test_a_value_of_too_many_sellers_links_nobody(store: Store) -> None:
    most = KINDS["picture"].most
    shops = [ware(str(number), f"店{number}", pictures=(PICTURE,)) for number in range(most + 2)]
    take(store, 0, *shops[:most])
    assert len(division(store)) == 1
    take(store, 1, shops[most])
    assert len(division(store)) == most + 1
    take(store, 2, shops[most + 1])
    assert len(division(store)) == most + 2


def test_one_seller_may_use_a_picture_as_often_as_it_likes(store: Store) -> None:
    take(store, 0, *(ware(str(number), "甲", pictures=(PICTURE,)) for number in range(40)))
    take(store, 1, ware("x", "乙", pictures=(PICTURE,)), scopes=[])
    assert case_of(store, "x").alerts == 41


def test_a_listing_seen_again_costs_no_new_rows(store: Store) -> None:
    from sqlalchemy import func, select

    from alerts import tables

    def rows() -> list[int]:
        with store.reading() as connection:
            some = (tables.traced, tables.traces, tables.carriers, tables.print_keys)
            return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in some]

    take(store, 0, ware("1", "甲", description=TEXT, pictures=(PICTURE,)))
    before = rows()
    take(store, 1, ware("1", "甲", description=TEXT, pictures=(PICTURE,)))
    assert rows() == before


def test_list_filters_and_order(store: Store) -> None:
    take(
        store, 0, ware("1", "甲", severity="low"), ware("2", "甲", severity="low"), ware("3", "乙"),
        ware("4", "丙", rules=("IP-01",), platform="kuaishou", severity="medium"),
    )  # fmt: skip
    shops = [row.shops for row in queries.cases(store)]
    assert shops == [("乙珠宝",), ("丙珠宝",), ("甲珠宝",)]
    assert next(row.shops for row in queries.cases(store, order="open")) == ("甲珠宝",)
    assert [row.rule for row in queries.cases(store, rule="IP-01")] == ["IP-01"]
    assert len(queries.cases(store, platform="kuaishou")) == 1
    assert len(queries.cases(store, shop="甲珠宝")) == 1
    assert len(queries.cases(store, text="乙珠")) == 1
    assert queries.cases(store, linked=True) == ()
    assert len(queries.cases(store, still_open=True, limit=2)) == 2
    take(store, 1, scopes=[*()])
    assert queries.show(store, "C-NOTHING") is None
    assert queries.of_alert(store, "A-\x00") is None
