"""Shop systems whose pages carry structured data: JSON-LD, microdata or meta tags, each with its own habits."""

from __future__ import annotations

import pytest

from tests.crawler.web.systems import CART, Told, ld, page, told

SHOWN = '<h1>Moon Ring</h1><div class="price">{}</div>'

PAGES = [
    pytest.param(
        "https://a.example/product/moon-ring/", "WR-204", Told(12950, "EUR", "WR-204", "on_sale", 14950),
        page(
            '<div class="product"><h1 class="product_title entry-title">Moon Ring</h1><p class="price"><del><bdi>149,50&nbsp;€</bdi></del> '
            '<ins><bdi>129,50&nbsp;€</bdi></ins></p><p class="stock in-stock">3 in stock</p><button class="single_add_to_cart_button">Add to cart'
            '</button><span class="sku_wrapper">SKU: <span class="sku">WR-204</span></span></div>',
            ld('{"@context":"https://schema.org/","@graph":[{"@type":"BreadcrumbList"},{"@type":"Product","@id":"https://a.example/product/moon-ring/#product",'
               '"name":"Moon Ring","sku":"WR-204","offers":[{"@type":"Offer","priceSpecification":[{"@type":"UnitPriceSpecification","price":"149.50",'
               '"priceCurrency":"EUR","priceType":"https://schema.org/ListPrice"},{"@type":"UnitPriceSpecification","price":"129.50","priceCurrency":"EUR"}],'
               '"availability":"http://schema.org/InStock"}]}]}'),
        ), id="woocommerce, list price first in the specification",
    ),
    pytest.param(
        "https://a.example/moon-ring.html", "MR-7", Told(8900, "USD", "MR-7", "on_sale", 11000),
        page(
            '<div class="product-info-main" itemscope itemtype="http://schema.org/Product"><h1><span itemprop="name">Moon Ring</span></h1>'
            '<div class="price-box"><span class="special-price"><span class="price-label">Special Price</span><span data-price-amount="89" '
            'data-price-type="finalPrice" class="price-wrapper"><span class="price">$89.00</span></span></span><span class="old-price"><span '
            'data-price-amount="110" data-price-type="oldPrice" class="price-wrapper"><span class="price">$110.00</span></span></span></div>'
            '<div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="price" content="89"><meta itemprop="priceCurrency" '
            'content="USD"></div><div class="stock available"><span>In stock</span></div><div class="product attribute sku"><strong>SKU</strong>'
            f'<div class="value" itemprop="sku">MR-7</div></div>{CART}</div>'
        ), id="magento, microdata and an old price",
    ),
    pytest.param(
        "https://a.example/products/moon-ring", "MOON-M", Told(4200, "GBP", "MOON-M", "on_sale"),
        page(
            SHOWN.format("£42.00") + CART,
            ld('{"@context":"http://schema.org/","@type":"ProductGroup","name":"Moon Ring","productGroupID":"77001","hasVariant":[{"@type":"Product","sku":"MOON-S",'
               '"name":"Moon Ring - S","offers":{"@type":"Offer","price":"38.00","priceCurrency":"GBP","availability":"http://schema.org/OutOfStock"}},{"@type":"Product",'
               '"sku":"MOON-M","name":"Moon Ring - M","offers":{"@type":"Offer","price":"42.00","priceCurrency":"GBP","availability":"http://schema.org/InStock"}}]}'),
        ), id="shopify, product group with a sold out variant",
    ),
    pytest.param(
        "https://a.example/p/moon-ring-55120", "55120", Told(129900, "CNY", "55120", "on_sale"),
        page(
            SHOWN.format("¥1,299.00"),
            ld('{"@type":["Product"],"name":"Moon Ring","productID":"55120","offers":{"@type":"AggregateOffer","lowPrice":"1,299.00","highPrice":"1,899.00",'
               '"priceCurrency":"CNY","offerCount":"4","availability":"schema:InStock"}}'),
        ), id="aggregate offer with grouped thousands",
    ),
    pytest.param(
        "https://a.example/p/moon-ring", "MR-9", Told(9900, "EUR", "MR-9", "sold_out"),
        page(
            SHOWN.format("99,00 €"),
            ld('{"@type":"Product","name":"Moon Ring","sku":"MR-9","mpn":"MAKER-1","gtin13":"4006381333931","offers":[{"@type":"Offer","price":"99,00","priceCurrency":"EUR",'
               '"availability":"https://schema.org/OutOfStock"},{"@type":"Offer","price":"109.00","priceCurrency":"USD","availability":"https://schema.org/OutOfStock"}]}'),
        ), id="offers in two currencies, the first is the page's",
    ),
    pytest.param(
        "https://a.example/p/moon-ring", "MR-9", Told(10900, "USD", "MR-9", "on_sale"),
        page(
            SHOWN.format("US$109.00"),
            ld('{"@type":"Product","name":"Moon Ring","sku":"MR-9","offers":[{"@type":"Offer","price":"99.00","priceCurrency":"EUR",'
               '"availability":"InStock"},{"@type":"Offer","price":"109.00","priceCurrency":"USD","availability":"InStock"}]}'),
        ), id="offers in two currencies, the shown one decides",
    ),
    pytest.param(
        "https://a.example/moon-ring.html", "PS-31", Told(24990, "PLN", "PS-31", "sold_out"),
        page(
            '<div id="main" itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Moon Ring</h1><div class="current-price"><span '
            'itemprop="price" content="249.9">249,90&nbsp;zł</span></div><span id="product-availability">Produkt niedostępny</span><div class="product-reference">'
            '<label>Indeks</label><span itemprop="sku">PS-31</span></div><button class="btn add-to-cart" disabled>Dodaj do koszyka</button></div>',
        ), id="prestashop, price outside an offer, button switched off",
    ),
    pytest.param(
        "https://a.example/moon-ring/", "BC-11", Told(7550, "AUD", "BC-11", "sold_out"),
        page(
            '<div class="productView"><h1 class="productView-title">Moon Ring</h1><span data-product-price-without-tax class="price price--withoutTax">$75.50</span>'
            '<dl><dt>SKU:</dt><dd data-product-sku>BC-11</dd></dl><div class="alertBox alertBox--error">Out of stock</div></div>',
            '<meta property="product:price:amount" content="75.5"><meta property="product:price:currency" content="AUD"><meta property="og:availability" content="oos">'
            '<meta property="og:type" content="product">',
        ), id="bigcommerce, meta price and oos",
    ),
    pytest.param(
        "https://a.example/store/p/moon-ring", "SQ0042", Told(6500, "USD", "SQ0042", "sold_out"),
        page(
            '<h1 class="ProductItem-details-title">Moon Ring</h1><div class="product-price">$65.00</div><div class="product-mark sold-out">Sold Out</div>',
            ld('{"@type":"Product","name":"Moon Ring \\u2014 Silver &amp; Stone","offers":{"@type":"Offer","price":65.00,"priceCurrency":"USD","availability":"SoldOut","sku":"SQ0042"}}')
            + '<meta property="product:price:amount" content="65.00"><meta property="product:price:currency" content="USD"><meta property="product:availability" content="oos">',
        ), id="squarespace, sku on the offer",
    ),
    pytest.param(
        "https://a.example/product-page/moon-ring", "364215376135191", Told(120000, "JPY", "364215376135191", "on_sale"),
        page(
            '<h1 data-hook="product-title">Moon Ring</h1><span data-hook="formatted-primary-price">¥1,200</span><button data-hook="add-to-cart">カートに入れる</button>',
            ld('{"@context":"https://schema.org/","@type":"Product","name":"Moon Ring","sku":"364215376135191","Offers":{"@type":"Offer","url":"x","priceCurrency":"JPY",'
               '"price":"1200","Availability":"https://schema.org/InStock"}}'),
        ), id="wix, keys with a capital",
    ),
    pytest.param(
        "https://a.example/Moon-Ring/SW10178", "SW10178", Told(129900, "EUR", "SW10178", "on_sale"),
        page(
            '<div itemscope itemtype="https://schema.org/Product"><h1 class="product-detail-name" itemprop="name">Moon Ring</h1><meta itemprop="gtin13" content="4006381333931">'
            '<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR"><meta itemprop="price" content="1299">'
            '<p class="product-detail-price">1.299,00 €*</p><link itemprop="availability" href="https://schema.org/LimitedAvailability">'
            '<button class="btn-buy">In den Warenkorb</button></div><span class="product-detail-ordernumber-label">Produktnummer:</span>'
            '<span class="product-detail-ordernumber" itemprop="sku">SW10178</span></div>',
        ), id="shopware, link availability and limited",
    ),
    pytest.param(
        "https://a.example/on/moon-ring/SF-88.html", "SF-88", Told(34500, "USD", "SF-88", "on_sale", 49500),
        page(
            '<div class="product-detail" data-pid="SF-88"><h1 class="product-name">Moon Ring</h1><div class="prices"><span class="price"><del><span class="strike-through list">'
            '<span class="value" content="495.00">$495.00</span></span></del><span class="sales"><span class="value" content="345.00">$345.00</span></span></span></div>'
            '<button class="add-to-cart btn">Add to Bag</button></div>',
            ld('{"@type":"Product","name":"Moon Ring","mpn":"SF-88","sku":"SF-88","offers":{"@type":"AggregateOffer","priceCurrency":"USD","lowPrice":"345.00","offers":[{"@type":"Offer",'
               '"price":"345.00","availability":"http://schema.org/BackOrder"}]}}'),
        ), id="salesforce, aggregate with inner offers",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("url", "number", "expected", "text"), PAGES)
def test_a_marked_page_is_read_as_its_system_means_it(url: str, number: str, expected: Told, text: str) -> None:
    assert told(text, url, number) == expected
