"""What a person writes of a right: read as meant, or refused with the field and the reason."""

from __future__ import annotations

from datetime import date

import pytest

from alerts.rights.entries import header_field
from alerts.rights.values import Design, Holder, Mark, RightRefused, Seller, id_from, id_of
from tests.alerts.rights.entries import DESIGN, MARK, SELLER, WORK, entry


def test_every_kind_is_read() -> None:
    mark = entry(MARK, classes="第14类；18", goods="戒指、项链", until="2030年1月2日", region="中国")
    assert isinstance(mark, Mark)
    assert (mark.classes, mark.goods, mark.until, mark.region) == ((14, 18), ("戒指", "项链"), date(2030, 1, 2), "CN")
    design, work = entry(DESIGN), entry(WORK)
    assert isinstance(design, Design)
    assert isinstance(work, Design)
    assert (design.basis, work.basis, work.until) == ("patent", "copyright", None)
    seller = entry(SELLER)
    assert isinstance(seller, Seller)
    assert seller.rights == ("G1000001",)
    assert entry({"kind": "权利人", "name": "某公司", "uscc": "91310000MA1FL0X123"}) == Holder(
        "某公司", "91310000MA1FL0X123"
    )


REFUSED = [
    (MARK, {"kind": "patent"}, "没有“patent”这一类别"),
    (MARK, {"number": "12"}, "不是商标注册号"),
    (MARK, {"number": "=1+1"}, "不是商标注册号"),
    (MARK, {"classes": "46"}, "不是 1 至 45 类"),
    (MARK, {"classes": ""}, "尼斯分类：未填写"),
    (MARK, {"until": ""}, "有效期至：未填写"),
    (MARK, {"until": "2004-12-31"}, "早于有效期自"),
    (MARK, {"since": "2026-02-30"}, "不是日期"),
    (MARK, {"since": "昨天"}, "不是日期"),
    (MARK, {"region": "中国和香港"}, "地区代码"),
    (MARK, {"text": "\u202e反写"}, "可见字符"),
    (MARK, {"text": "长" * 501}, "不超过"),
    (MARK, {"holder": " "}, "权利人：未填写"),
    (DESIGN, {"number": "ZL202310112233.4"}, "不是外观设计专利号"),  # the fifth digit 1 is an invention
    (DESIGN, {"until": ""}, "有效期至：未填写"),
    (DESIGN, {"codes": "001"}, "货号"),
    (SELLER, {"shop_id": ""}, "之一"),
    (SELLER, {"platform": ""}, "写了店铺编号的须写明平台"),
    (SELLER, {"proof": ""}, "证明文件：未填写"),
    (SELLER, {"rights": "；"}, "授权权利：未填写"),
    (SELLER, {"until": ""}, "授权须有期限"),
    (SELLER, {"uscc": "123"}, "不是 18 位信用代码"),
]


@pytest.mark.parametrize(("cells", "changes", "reason"), REFUSED)
def test_what_cannot_be_is_refused_by_field(cells: dict[str, str], changes: dict[str, str], reason: str) -> None:
    with pytest.raises(RightRefused, match=reason.replace("“", ".")):
        entry(cells, **changes)


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(RightRefused, match="colour：没有这一栏"):
        entry({**MARK, "colour": "红"})


def test_headers_are_known_by_either_name() -> None:
    assert [header_field(one) for one in ("类别", " 注册号 ", "NUMBER", "店铺 ID", "颜色")] == [
        "kind", "number", "number", "shop_id", None,
    ]  # fmt: skip


def test_an_id_is_the_same_however_it_is_typed() -> None:
    assert id_of(entry(MARK)) == "mark:G1000001" == id_from(" Mark:g1000001")
    assert id_of(entry(SELLER)) == id_of(entry(SELLER, goods="戒指")) != id_of(entry(SELLER, shop_id="s2"))
