"""What decides between two answers: trust between layers, states of sale, identity; and pages made to break a reader."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.listing import Listing
from crawler.platforms.web.availability import status_of
from crawler.platforms.web.page import read_page

PRODUCT = '{{"@type": "Product", "name": "钻戒", "sku": "A-100", "offers": {offers}}}'


def page(head: str = "", body: str = "", title: str = "钻戒") -> str:
    return f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"


def ld(offers: str) -> str:
    return f'<script type="application/ld+json">{PRODUCT.format(offers=offers)}</script>'


def listing_of(text: str, url: str = "") -> Listing:
    listing = read_page(text, url).listing
    assert listing is not None
    return listing


def sale(text: str) -> int | None:
    price = listing_of(text).price
    return price.sale_fen if price else None


def test_the_most_trusted_layer_gives_the_price() -> None:
    text = page(ld('{"price": "100", "priceCurrency": "CNY"}'), '<h1>钻戒</h1><div class="price">¥120</div>')
    assert sale(text) == 10000


def test_two_other_layers_that_agree_outvote_it() -> None:
    head = ld('{"price": "100", "priceCurrency": "CNY"}') + '<meta property="product:price:amount" content="120">'
    assert sale(page(head, '<h1>钻戒</h1><div class="price">¥120</div>')) == 12000
    assert sale(page(head, '<h1>钻戒</h1><div class="price">¥130</div>')) == 10000


def test_two_layers_cannot_outvote_a_range_that_holds_their_price() -> None:
    head = ld('{"lowPrice": "100", "highPrice": "150"}') + '<meta property="product:price:amount" content="120">'
    assert sale(page(head, '<h1>钻戒</h1><div class="price">¥120</div>')) == 10000


def test_what_is_sold_out_sets_no_price_while_something_is_left() -> None:
    offers = '[{"price": 90, "availability": "OutOfStock"}, {"price": 100, "availability": "InStock"}]'
    assert sale(page(ld(offers))) == 10000
    assert sale(page(ld(offers.replace("InStock", "OutOfStock")))) == 9000


def test_a_zero_price_is_no_price() -> None:
    assert sale(page(ld('{"price": "0"}'))) is None
    assert sale(page(ld('{"price": "0.01"}'))) == 1


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ("https://schema.org/InStock", "on_sale"), ("http://schema.org/OutOfStock", "sold_out"), ("SoldOut", "sold_out"),
        ("in stock", "on_sale"), ("out of stock", "sold_out"), ("PreOrder", "on_sale"), ("Discontinued", "off_shelf"),
        ("现货", "on_sale"), ("暂时缺货", "sold_out"), ("已下架", "off_shelf"), (True, "on_sale"), (False, "sold_out"),
        ("", None), ("询问客服", None), (None, None), (3, None),
    ],
)  # fmt: skip
def test_a_stated_availability(stated: object, status: str | None) -> None:
    assert status_of(stated) == status


def test_of_two_prices_side_by_side_the_lower_is_paid_today() -> None:
    text = page(
        body='<h1>钻戒</h1><div><span class="price">¥1,000</span><span class="price">¥800</span></div><p class="deposit-price">¥90</p>'
    )
    assert sale(text) == 80000


def test_an_old_price_that_says_so_is_kept_as_such() -> None:
    price = listing_of(page(body='<h1>钻戒</h1><del>¥1,000</del><b class="price">¥800</b>')).price
    assert price is not None
    assert (price.sale_fen, price.market_fen) == (80000, 100000)


@pytest.mark.parametrize(
    ("button", "status"),
    [
        ("<button>立即购买</button>", "on_sale"), ("<button disabled>立即购买</button><b>已售罄</b>", "sold_out"),
        ("<b>商品已下架</b>", "off_shelf"), ("<b>门店自提缺货</b><button>加入购物车</button>", "on_sale"), ("", "on_sale"),
    ],
)  # fmt: skip
def test_the_state_of_sale_that_a_reader_sees(button: str, status: str) -> None:
    assert listing_of(page(body=f'<h1>钻戒</h1><b class="price">¥800</b>{button}')).status == status


def test_one_offer_that_can_be_bought_keeps_an_item_on_sale() -> None:
    offers = '[{"price": 90, "availability": "OutOfStock"}, {"price": 100, "availability": "InStock"}]'
    assert listing_of(page(ld(offers))).status == "on_sale"


@pytest.mark.parametrize(
    ("body", "item_id"),
    [
        ("<p>货号：QB-2107</p>", "QB-2107"),
        ("<table><tr><th>商品编号</th><td>QB2107</td></tr></table>", "QB2107"),
        ("<p>SKU: QB-2107</p>", "QB-2107"),
        ('<button data-sku="QB-2107">加入购物车</button>', "QB-2107"),
        ('<form><input type="hidden" name="product_id" value="52107"></form>', "52107"),
    ],
)
def test_an_identifier_is_found_where_shops_put_it(body: str, item_id: str) -> None:
    text = page(body=f'<h1>钻戒</h1><div class="price">¥100</div>{body}')
    assert listing_of(text).item_id == item_id


@pytest.mark.parametrize(
    ("address", "item_id"),
    [
        ("https://a.example/item/600123.html", "600123"),
        ("https://a.example/rings/zuanjie-600123.html", "600123"),
        ("https://a.example/goods.php?id=600123", "600123"),
        ("https://a.example/products/little-ring", "little-ring"),
    ],
)
def test_the_address_names_an_item_that_nothing_else_names(address: str, item_id: str) -> None:
    assert listing_of(page(body='<h1>钻戒</h1><div class="price">¥100</div>'), address).item_id == item_id


def test_the_same_page_always_gets_the_same_name() -> None:
    text = page(body='<h1>钻戒</h1><div class="price">¥100</div>')
    assert listing_of(text).item_id == listing_of(text).item_id
    assert listing_of(text).item_id != listing_of(text.replace("钻戒", "银戒")).item_id


@pytest.mark.parametrize(
    "body", ["<h1>公司介绍</h1><p>本店成立于 1998 年</p>", "<h1>保养知识</h1><p>钻石 4C 标准，首饰每年清洗 1 次</p>"]
)
def test_an_article_is_no_listing(body: str) -> None:
    reading = read_page(page(body=body, title="文章"))
    assert (reading.listing, reading.kind) == (None, None)
    assert reading.why == "页面上没有找到商品信息"


def test_a_row_of_cards_is_no_listing() -> None:
    cards = "".join(f'<li class="product"><b>戒指{i}</b><span class="price">¥{i}99</span></li>' for i in range(1, 9))
    assert read_page(page(body=f"<h1>全部戒指</h1><ul>{cards}</ul>", title="全部戒指")).listing is None


def test_markup_in_texts_is_text_and_scripts_are_nothing() -> None:
    head = ld('{"price": 1}').replace("钻戒", "<b>钻</b>戒<img src=x onerror=alert(1)><script>alert(2)<\\/script>")
    assert listing_of(page(head)).title == "钻戒"


def test_a_description_is_bounded() -> None:
    head = ld('{"price": 1}').replace('"sku"', f'"description": "{"钻" * 50_000}", "sku"')
    text = listing_of(page(head)).description_text
    assert text is not None
    assert len(text) == 20_000


HOSTILE = [
    pytest.param("<div>" * 50_000 + "<h1>x</h1>", id="deep elements"),
    pytest.param('<script type="application/ld+json">' + '{"a":' * 100_000 + "</script><h1>x</h1>", id="deep json"),
    pytest.param('<div itemscope itemtype="http://schema.org/Product" itemprop=a>' * 500, id="deep microdata"),
    pytest.param("<div itemscope>" * 100 + "<b itemprop=a>x</b>" * 10_000, id="microdata that multiplies"),
    pytest.param('<script type="application/ld+json">{"a":1,' + " " * 500_000 + "x}</script>", id="a run of spaces"),
    pytest.param('<script type="application/ld+json">{\n"a": "' + '"' * 200_000 + '"\n</script>', id="a run of quotes"),
    pytest.param('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><h1>&b;</h1>', id="entities"),
    pytest.param("<script>" + "detail: {" * 50_000 + "</script><h1>x</h1>", id="state that never ends"),
    pytest.param("\x00<h1>\x00</h1>", id="nul"),
]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_made_to_break_the_reader_ends_in_a_sentence(text: str) -> None:
    reading = read_page(text, "https://a.example/x")
    assert reading.listing is not None or reading.why


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(body: bytes) -> None:
    reading = read_page(body, "https://a.example/x", "text/html")
    assert reading.listing is not None or reading.why


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ['<script type="application/ld+json">', "</script>", '{"@type": "Product"', '"name": "戒"', '"offers": [', "]", "}", ",", ":",
             '"price": "1e999"', "<h1>", "戒指", "<div itemscope itemtype='https://schema.org/Product'>", "<b itemprop=price>", "¥", "9" * 30,
             "<div vocab='https://schema.org/' typeof='Product'>", "<a href='http://[bad'>", '"@id": "#a"', "<base href='::'>"]
        ),
        max_size=25,
    ).map("".join)
)  # fmt: skip
def test_no_crooked_markup_raises(text: str) -> None:
    reading = read_page("<html>" + text, "https://a.example/x")
    assert reading.listing is not None or reading.why
