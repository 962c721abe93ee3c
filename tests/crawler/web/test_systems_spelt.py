"""The same facts in the many spellings that shops use: availability, prices and numbers, marked or only shown."""

from __future__ import annotations

import pytest

from crawler.platforms.web.availability import status_of
from tests.crawler.web.systems import CART, Told, ld, page, told

SOLD_OUT = [
    "http://schema.org/OutOfStock/", "schema:OutOfStock", "https://schema.org/ItemAvailability/OutOfStock", "out_of_stock", "OUT-OF-STOCK", "Outofstock",
    "oos", "Sold Out", "SoldOut", "not in stock", "Not available", "no stock", "Currently out of stock", "0 in stock", "Temporarily sold out", "Nicht auf Lager",
    "Momentan nicht verfügbar", "Rupture de stock", "Pas disponible", "Non disponibile", "Sin existencias", "Não disponível", "Niet op voorraad", "Slut i lager",
    "Utsolgt", "Udsolgt", "Není skladem", "Brak w magazynie", "Нет на складе", "Немає в наявності", "Stokta yok", "Nincs készleten", "缺貨", "已售罄", "无库存", "賣完",
]  # fmt: skip
ON_SALE = [
    "http://schema.org/InStock/", "schema:InStock", "in_stock", "IN-STOCK", "instock", "InStoreOnly", "LimitedAvailability", "PreOrder", "pre-order", "BackOrder", "available for order",
    "Only 2 left in stock", "Auf Lager", "Sofort lieferbar", "En stock", "Disponibile", "Op voorraad", "I lager", "På lager", "Skladem", "Dostępny", "В наличии", "Є в наявності",
    "有库存", "现货", "有貨", "在庫あり",
]  # fmt: skip


@pytest.mark.parametrize("words", SOLD_OUT)
def test_sold_out_in_its_spellings(words: str) -> None:
    assert status_of(words) == "sold_out"


@pytest.mark.parametrize("words", ON_SALE)
def test_in_stock_in_its_spellings(words: str) -> None:
    assert status_of(words) == "on_sale"


URL = "https://a.example/moon-ring"
CODE = "<p>SKU: MR-100</p>"


def marked(offer: str, more: str = '"sku":"MR-100"') -> str:
    return ld(f'{{"@type":"http://schema.org/Product","name":"Moon Ring",{more},"offers":{{"@type":"Offer",{offer}}}}}')


PAGES = [
    pytest.param(page("<h1>Moon Ring</h1>", marked('"price":"₹2,499.00","priceCurrency":"INR"')), Told(249900, "INR", "MR-100", "on_sale"), id="sign in the price"),
    pytest.param(page("<h1>Moon Ring</h1>", marked('"price":"1 299,00","priceCurrency":"EUR"')), Told(129900, "EUR", "MR-100", "on_sale"), id="blank and comma"),
    pytest.param(page("<h1>Moon Ring</h1>", marked('"price":"12.500","priceCurrency":"VND"')), Told(1250000, "VND", "MR-100", "on_sale"), id="no cents"),
    pytest.param(page("<h1>Moon Ring</h1>", marked('"price":null,"priceSpecification":{"price":45,"priceCurrency":"EUR"}')), Told(4500, "EUR", "MR-100", "on_sale"), id="null price"),
    pytest.param(page("<h1>Moon Ring</h1>", marked('"price":45.5,"priceCurrency":"EUR","availability":["https://schema.org/OutOfStock"]', '"sku":100100')),
                 Told(4550, "EUR", "100100", "sold_out"), id="numbers and a list"),
    pytest.param(page("<h1>Moon Ring</h1>", marked('"price":45,"priceCurrency":"EUR","availability":{"@id":"https://schema.org/OutOfStock"}', '"productID":"sku:MR-100"')),
                 Told(4500, "EUR", "MR-100", "sold_out"), id="availability as a reference"),
    pytest.param(page(f"<h1>Moon Ring</h1>{CODE}{CART}", '<meta property="og:type" content="og:product"><meta property="product:price:amount" content="1.299,00">'
                      '<meta property="product:price:currency" content="EUR">'), Told(129900, "EUR", "MR-100", "on_sale"), id="meta price with a comma"),
    pytest.param(page(f"<h1>Moon Ring</h1>{CODE}", '<meta name="twitter:label1" content="Price"><meta name="twitter:data1" content="$45.00"><meta name="twitter:label2" '
                      'content="Availability"><meta name="twitter:data2" content="Out of stock"><meta property="og:type" content="product">'),
                 Told(4500, "USD", "MR-100", "sold_out"), id="twitter labels"),
    pytest.param(page('<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Moon Ring</h1><span itemprop="sku">SKU: MR-100</span><div itemprop="offers" itemscope '
                      'itemtype="http://schema.org/Offer"><span itemprop="price">€ 1.299,00</span><meta itemprop="availability" content="out_of_stock"></div></div>'),
                 Told(129900, "EUR", "MR-100", "sold_out"), id="microdata in words"),
    pytest.param(page('<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Moon Ring</h1><span itemprop="sku" content="MR-100"></span><div itemprop="offers" itemscope '
                      'itemtype="http://schema.org/Offer"><span itemprop="priceCurrency" content="USD">$</span><span itemprop="price" content="">1,299.00</span><span '
                      'itemprop="availability">Sold out</span></div></div>'),
                 Told(129900, "USD", "MR-100", "sold_out"), id="microdata with an empty content"),
    pytest.param(page(f'<h1>Moon Ring</h1>{CODE}<div class="price">$12<sup>99</sup></div>{CART}'), Told(1299, "USD", "MR-100", "on_sale"), id="cents raised"),
    pytest.param(page(f'<h1>Moon Ring</h1>{CODE}<div class="price"><span class="price-integer">1,012</span><span class="price-decimal">50</span> €</div>{CART}'),
                 Told(101250, "EUR", "MR-100", "on_sale"), id="cents in an element of their own"),
    pytest.param(page(f'<h1>Moon Ring</h1>{CODE}<p class="price">$10.00 – $25.00</p>{CART}'), Told(1000, "USD", "MR-100", "on_sale"), id="a range"),
    pytest.param(page(f'<h1>Moon Ring</h1>{CODE}<div class="price price--on-sale"><div class="price__regular"><span class="price-item price-item--regular">$100.00</span></div><div '
                      'class="price__sale"><s class="price-item price-item--regular">$100.00</s><span class="price-item price-item--sale">$80.00</span></div></div>' + CART),
                 Told(8000, "USD", "MR-100", "on_sale", 10000), id="theme with both prices"),
    pytest.param(page(f'<h1>Moon Ring</h1>{CODE}<p class="price">$80.00</p><p class="stock out-of-stock">This item is no longer available</p>'),
                 Told(8000, "USD", "MR-100", "off_shelf"), id="gone for good"),
    pytest.param(page(f'<h1>Moon Ring</h1>{CODE}<p class="price">$80.00</p><button class="btn">Notify me when back in stock</button>'),
                 Told(8000, "USD", "MR-100", "sold_out"), id="a waiting list in place of the button"),
    pytest.param(page(f'<h1>Moon Ring</h1>{CODE}<p class="price">$80.00</p><link itemprop="availability" href="https://schema.org/OutOfStock"><meta itemprop="price" content="80">'),
                 Told(8000, "USD", "MR-100", "sold_out"), id="loose availability"),
    pytest.param(page('<h1>Moon Ring</h1><div class="summary"><p class="price">$80.00</p><form class="variations_form cart" data-product_variations="[{&quot;sku&quot;:&quot;MR-100&quot;,'
                      '&quot;display_price&quot;:80,&quot;display_regular_price&quot;:80,&quot;is_in_stock&quot;:false,&quot;attributes&quot;:{&quot;attribute_size&quot;:&quot;50&quot;}}]">'
                      '</form></div>'), Told(8000, "USD", "MR-100", "sold_out"), id="variations in an attribute"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_a_page_in_its_spelling(text: str, expected: Told) -> None:
    assert told(text, URL, expected.number) == expected
