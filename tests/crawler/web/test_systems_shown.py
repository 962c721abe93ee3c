"""Shop systems that mark little: what only a reader sees, attributes and script objects made for the shop's own use."""

from __future__ import annotations

import pytest

from tests.crawler.web.systems import CART, Told, page, told

PAGES = [
    pytest.param(
        "https://a.example/index.php?route=product/product&product_id=4417", "4417", Told(15900, "USD", "4417", "sold_out", 18900),
        page(
            '<div id="content"><h1>Moon Ring</h1><ul class="list-unstyled"><li>Brand: Own</li><li>Availability: Out Of Stock</li></ul><ul class="list-unstyled">'
            '<li><span style="text-decoration: line-through;">$189.00</span></li><li><h2 class="price">$159.00</h2></li><li>Ex Tax: $145.00</li></ul>'
            '<input type="hidden" name="product_id" value="4417"><button type="button" id="button-cart">Add to Cart</button></div>'
        ), id="opencart, sold out in words beside a live button",
    ),
    pytest.param(
        "https://a.example/goods-2081.html", "YJ002081", Told(128800, "CNY", "YJ002081", "sold_out", 168000),
        page(
            '<div class="goods_info"><h1>月光戒指</h1><p>商品货号：YJ002081</p><p>市场价：<span class="market">￥1680元</span></p><p>本店售价：<strong class="shop_price">'
            '￥1288元</strong></p><p>商品库存：0</p><a class="btn disabled">暂时缺货</a></div>', title="月光戒指",
        ), id="ecshop, market price named in words",
    ),
    pytest.param(
        "https://a.example/goods/show/id/3312.html", "3312", Told(358000, "CNY", "3312", "on_sale"),
        page(
            '<h1 class="goods-title">月光戒指</h1><div class="goods-price"><em>￥</em><span>3,580</span><i>.00</i></div><p>库存充足</p><div class="fenqi-price">分期 ￥298.33 x 12 期</div>'
            '<button>立即购买</button><button>加入购物车</button>', title="月光戒指",
        ), id="a price in three pieces and an instalment",
    ),
    pytest.param(
        "https://a.example/moon-ring", "SKU-5521", Told(123450, "EUR", "SKU-5521", "on_sale"),
        page(
            '<h1>Moon Ring</h1><span class="price">1.234,50 €</span><small>inkl. MwSt.</small>'
            '<div class="product" data-product="{&quot;id&quot;:9981,&quot;sku&quot;:&quot;SKU-5521&quot;,&quot;price&quot;:1234.5,&quot;currency&quot;:&quot;EUR&quot;,'
            '&quot;available&quot;:true}"></div>'
        ), id="product json in an attribute",
    ),
    pytest.param(
        "https://a.example/moon-ring", "MRX-1", Told(21900, "USD", "MRX-1", "sold_out"),
        page(
            '<h1>Moon Ring</h1><div class="pdp" data-product-json=\'{"sku":"MRX-1","price":"219.00","currency":"USD","inStock":false}\'><span class="pdp-price">$219.00</span></div>'
        ), id="sold out only in an attribute",
    ),
    pytest.param(
        "https://a.example/catalog/moon-ring", "GA-77", Told(7700, "EUR", "GA-77", "on_sale"),
        page(
            '<h1>Moon Ring</h1><p>77 €</p>' + CART,
            '<script>window.dataLayer = window.dataLayer || []; dataLayer.push({"event":"view_item","ecommerce":{"currency":"EUR","value":77,"items":[{"item_id":"GA-77",'
            '"item_name":"Moon Ring","price":77}]}});</script>',
        ), id="data layer push of GA4",
    ),
    pytest.param(
        "https://a.example/catalog/moon-ring", "UA-9", Told(7700, "EUR", "UA-9", "on_sale"),
        page(
            '<h1>Moon Ring</h1><p>77 €</p>' + CART,
            "<script>dataLayer.push({'ecommerce': {'currencyCode': 'EUR', 'detail': {'products': [{'name': 'Moon Ring', 'id': 'UA-9', 'price': '77.00'}]}}});</script>",
        ), id="data layer push in single quotes",
    ),
    pytest.param(
        "https://a.example/catalog/moon-ring", "G5-1", Told(8800, "CNY", "G5-1", "on_sale"),
        page(
            '<h1>Moon Ring</h1>' + CART,
            """<script>gtag('event', 'view_item', {currency: 'CNY', coupon: undefined, items: [{item_id: 'G5-1', item_name: 'It\\'s "Moon"', price: 88.00,},]});</script>""",
        ), id="data layer with bare names",
    ),
    pytest.param(
        "https://a.example/moon-ring", "MR-100", Told(49900, "USD", "MR-100", "on_sale"),
        page(
            '<h1>Moon Ring</h1><p class="sku">Item #: MR-100</p><div class="pricing">From <span class="price">$499.00</span></div><div class="ships">Free shipping over $50.00</div>'
            '<p class="monthly-price">or $41.58/month</p>' + CART
        ), id="a price that starts from",
    ),
    pytest.param(
        "https://a.example/moon-ring", "MR-100", Told(12000, "USD", "MR-100", "sold_out"),
        page(
            '<h1>Moon Ring</h1><p>SKU: MR-100</p><span class="price">$120.00</span><form><button disabled aria-disabled="true">Sold out</button></form><p>Email me when available</p>'
        ), id="shopify theme, the button says sold out",
    ),
    pytest.param(
        "https://a.example/moon-ring", "MR-100", Told(12000, "USD", "MR-100", "sold_out"),
        page(
            '<div class="product" data-availability="out-of-stock"><h1>Moon Ring</h1><p>SKU: MR-100</p><span class="price">$120.00</span></div>'
        ), id="sold out in a data attribute",
    ),
    pytest.param(
        "https://a.example/moon-ring", "MR-100", Told(12000, "USD", "MR-100", "on_sale"),
        page(
            '<h1>Moon Ring</h1><p>SKU: MR-100</p><span class="price">$120.00</span><select name="size"><option>48 - Sold out</option><option>50</option></select>'
            '<label class="swatch">52<span class="crossed">sold out</span></label>' + CART
        ), id="one size is sold out",
    ),
    pytest.param(
        "https://a.example/zolota-kablucka-p1552", "1552", Told(899900, "UAH", "1552", "on_sale", 1050000),
        page(
            '<h1>Moon Ring</h1><div class="product-price"><span class="price-new">8 999 грн</span><span class="price-old">10 500 грн</span></div><p>Код товара: 1552</p>'
            '<span class="availability">В наличии</span><button>Купить</button>'
        ), id="thousands with a blank",
    ),
    pytest.param(
        "https://a.example/moon-ring", "MR-100", Told(None, None, "MR-100", None),
        page("<h1>Moon Ring</h1><p>SKU: MR-100</p><p>Price on request</p>", '<meta property="og:type" content="product">'),
        id="a price on request beside priced goods",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("url", "number", "expected", "text"), PAGES)
def test_a_page_that_marks_little_is_read_as_a_buyer_reads_it(url: str, number: str, expected: Told, text: str) -> None:
    assert told(text, url, number) == expected
