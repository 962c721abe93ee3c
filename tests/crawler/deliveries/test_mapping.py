"""What unknown columns are proposed to mean."""

from __future__ import annotations

import pytest

from crawler.deliveries.columns import alias_table
from crawler.deliveries.delivery import DeliveryRefused
from crawler.deliveries.mapping.memory import Mappings, fingerprint
from crawler.deliveries.mapping.propose import Peek, peek, propose


def proposed(header: str, *values: str) -> tuple[str, bool]:
    (found,) = propose(Peek((header,), (values,)), {})
    return found.target, found.locked


@pytest.mark.parametrize(
    ("header", "values", "target"),
    [
        ("货品流水号", ("7100000000000000001", "7100000000000000002"), "item_id"),
        ("本店商品标题文字", ("18K金钻戒", "银链"), "title"),
        ("叫法", ("18K金天然钻戒女款一克拉", "足金手链六爪镶嵌时尚款"), "title"),
        ("门店售价", ("3580", "12.5"), "price"),
        ("售价说明", ("面议", "看情况"), "attribute"),  # called a price and holding none
        ("鉴定号", ("IGI LG612345678", "LG612345679"), "certificate"),
        ("图", ("https://x.invalid/a.jpg", "https://x.invalid/b.png"), "image"),
        ("网页", ("https://x.invalid/a", "https://x.invalid/b"), "url"),
        ("架上", ("在售", "下架"), "status"),
        ("镶口", ("六爪", "四爪"), "attribute"),
        ("空列", (), "attribute"),
    ],
)
def test_headers_and_values_speak_together(header, values, target):
    assert proposed(header, *values) == (target, False)


@pytest.mark.parametrize(
    "value", ["13812345678", "138****5678", "11010119900307123X", "a.b@c.cn", "浙江省某市某路12号"]
)
def test_data_of_persons_is_locked(value):
    assert proposed("备注", value) == ("ignored", True)


def test_one_meaning_goes_to_the_column_that_fits_best():
    found = propose(Peek(("商品标题甲", "商品标题"), (("银戒指一号",), ("银戒指",))), {})
    assert [p.header for p in found] == ["商品标题甲"]
    assert found[0].target != "title", "商品标题 is known and is the title"


def test_what_was_remembered_never_opens_a_column_of_buyers(tmp_path):
    (column,) = alias_table().columns(["买家电话"], {"买家电话": "title"})
    assert column.target is None
    assert column.personal


def test_the_header_is_found_below_a_title_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("九月清单,,\n编码,叫法,卖价\n1,银戒指,5\n", "utf-8")
    assert peek(path, lambda _: {}).header == ("编码", "叫法", "卖价")


def test_the_order_of_columns_does_not_make_another_sender(tmp_path):
    assert fingerprint(["甲", " 乙 ", ""]) == fingerprint(["乙", "甲"])
    assert fingerprint(["甲"]) != fingerprint(["乙"])
    assert Mappings(tmp_path, "a/../b").path([]).parent == tmp_path


@pytest.mark.parametrize("text", ["[", "columns: 3", "- a", "columns: {甲: 7}", "\x00"])
def test_a_broken_mapping_file_is_named(tmp_path, text):
    mappings = Mappings(tmp_path)
    mappings.path(["甲"]).write_text(text, "utf-8")
    with pytest.raises(DeliveryRefused, match="header-"):
        mappings.of(["甲"])
