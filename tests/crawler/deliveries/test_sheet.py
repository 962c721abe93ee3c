from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from crawler.deliveries.delivery import DeliveryRefused, Row

HEADER = "商品ID,商品名称,商品价格(单位：元),商品规格,库存,主石,收货人"


def listings(rows: list[Row]) -> list[str | None]:
    return [row.listing.item_id if row.listing else None for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_back_offices_write(deliver, encoding):
    text = f"{HEADER}\n3601234567890123456,18K金钻戒,3580,圈口:12;颜色:白,3,天然钻石,王女士\n"
    (row,) = deliver("shop.csv", text.encode(encoding))
    listing = row.listing
    assert listing.item_id == "3601234567890123456"
    assert listing.title == "18K金钻戒"
    assert listing.price.sale_fen == 358_000
    assert [(s.name, s.value) for s in listing.skus[0].spec] == [("圈口", "12"), ("颜色", "白")]
    assert listing.skus[0].stock == 3
    assert [(a.name, a.value) for a in listing.attributes] == [("主石", "天然钻石")]
    assert "王女士" not in str(listing), "buyer columns are personal data and stop at the door"
    assert listing.source.row == 2
    assert row.problems == ()


def test_tab_separated_and_title_row_above_the_header(deliver):
    rows = deliver("shop.txt", "九月商品表\t\n商品编号\t宝贝标题\n7100000000000000001\t足金手链\n")
    assert listings(rows) == ["7100000000000000001"]


@pytest.mark.parametrize(
    ("item_id", "accepted"),
    [
        ("360123456789000", True),  # 15 digits: a spreadsheet keeps them all
        ("3601234567890000", False),  # 16 digits ending in 000
        ("3601234567890001", True),
        ("3.60123E+18", False),
        ("SKU-1000", True),
    ],
)
def test_damaged_ids_are_kept_aside_by_name(deliver, item_id, accepted):
    (row,) = deliver("shop.csv", f"商品ID,商品名称\n{item_id},银戒指\n")
    assert (row.listing is not None) is accepted
    if not accepted:
        assert [(p.row, p.field, p.kind) for p in row.problems] == [(2, "商品ID", "damaged_id")]
        assert item_id in row.problems[0].raw


def test_one_bad_row_costs_one_row(deliver):
    good = "{},银戒指,19.9,,,,\n"
    text = f"{HEADER}\n" + good.format("1") + ",没有编号,20,,,,\n" + "3,,,,,,\n\n" + good.format("4")
    rows = deliver("shop.csv", text)
    assert listings(rows) == ["1", None, None, "4"]
    assert [(p.row, p.field) for r in rows for p in r.problems] == [(3, "商品ID"), (4, "title")]


def test_bytes_of_another_encoding_cost_their_row_only(deliver):
    lines = [
        HEADER.encode(),
        "1,银戒指,19.9,,,,".encode(),
        b"2," + "钻戒".encode("gb18030") + b",1,,,,",
        "3,金链,1,,,,".encode(),
    ]
    rows = deliver("shop.csv", b"\n".join(lines))
    assert listings(rows) == ["1", None, "3"]
    assert [(p.row, p.kind) for r in rows for p in r.problems] == [(3, "wrong_encoding")]


def test_a_header_in_another_encoding_is_named_and_its_column_kept(deliver):
    rows = deliver("shop.csv", "商品ID,商品名称,主".encode() + b"\xff" + "石\n1,银戒指,钻石\n".encode())
    assert listings(rows) == [None, "1"]
    assert [(p.row, p.kind, row.refused) for row in rows for p in row.problems] == [(1, "wrong_encoding", False)]
    assert [a.value for a in rows[1].listing.attributes] == ["钻石"]
    assert str(rows[1].listing).encode()


def test_a_quote_that_is_never_closed_costs_its_row_only(deliver):
    rows = deliver("shop.csv", 'item_id,title\n1,"断开的标题\n2,银戒指\n3,"两行\n标题"\n')
    assert sorted(filter(None, listings(rows))) == ["2", "3"]
    assert [p.row for r in rows for p in r.problems] == [2]


@pytest.mark.parametrize(
    ("price", "fen", "complaints"),
    [
        ("3580", 358_000, 0),
        ("¥3,580.00", 358_000, 0),
        ("1.2万", 1_200_000, 0),
        ("面议", None, 1),
        ("10-20", None, 1),
        ("-5", None, 1),
    ],
)
def test_prices(deliver, price, fen, complaints):
    (row,) = deliver("shop.csv", f'商品ID,商品名称,售价\n1,银戒指,"{price}"\n')
    assert (row.listing.price.sale_fen if row.listing.price else None) == fen
    assert len(row.problems) == complaints


def test_a_column_in_fen_says_so_in_its_header(deliver):
    (row,) = deliver("shop.csv", "商品ID,商品名称,商品价格（单位：分）\n1,银戒指,1990\n")
    assert row.listing.price.sale_fen == 1990


def test_unknown_status_signals(deliver):
    rows = deliver("shop.csv", "商品ID,商品名称,商品状态\n1,银戒指,在售\n2,银戒指,预热中\n")
    assert [r.listing.status for r in rows] == ["on_sale", "unknown"]
    assert [p.row for r in rows for p in r.problems] == [3]


def test_rows_of_one_item_become_its_skus(deliver):
    text = "Handle,Title,Option1 Value,Variant Price,Image Src\nring-1,Silver ring,12,99,a.jpg\nring-1,,13,109,b.jpg\nring-2,Gold ring,9,1,\n"
    with pytest.raises(DeliveryRefused):
        deliver("empty.csv", "Handle,Vendor\nx,y\n")
    rows = deliver("shopify.csv", text)
    assert listings(rows) == ["ring-1", "ring-2"]
    assert [s.price_fen for s in rows[0].listing.skus] == [9_900, 10_900]
    assert [i.url for i in rows[0].listing.images] == ["a.jpg", "b.jpg"]


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_workbooks_are_told_by_content_and_their_rounded_ids_named(deliver):
    content = workbook(
        ["商品ID", "商品名称", "售价(元)"],
        ["3601234567890123456", "18K金钻戒", 3580],
        [3601234567890123456, "18K金吊坠", 99.5],
        [123456789012345, "银手链", 12],
    )
    rows = deliver("named-wrongly.csv", content)
    assert listings(rows) == ["3601234567890123456", None, "123456789012345"]
    assert rows[1].problems[0].kind == "damaged_id"
    assert rows[0].listing.price.sale_fen == 358_000


def test_formulas_are_text_or_values_never_run(deliver):
    rows = deliver(
        "shop.xlsx", workbook(["商品ID", "商品名称"], ["1", '=HYPERLINK("http://x.invalid","钻戒")'], ["2", "银链"])
    )
    assert listings(rows)[-1] == "2"


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.csv", b"", "为空"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "表头"),
        ("a.xlsx", b"PK\x03\x04broken", "损坏"),
        ("a.xyz", b"x", "扩展名"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(deliver, name, content, word):
    with pytest.raises(DeliveryRefused, match=word) as refused:
        deliver(name, content)
    assert str(refused.value).startswith(name)


def test_a_workbook_that_unpacks_without_end_is_not_opened(deliver, monkeypatch):
    monkeypatch.setattr("crawler.deliveries.lines._LARGEST_UNPACKED", 1 << 20)
    file = io.BytesIO(workbook(["商品ID", "商品名称"], ["1", "银戒指"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/image1.bin", b"0" * (2 << 20))
    with pytest.raises(DeliveryRefused, match="压缩炸弹"):
        deliver("a.xlsx", file.getvalue())
