"""What an element is marked with is what the element itself says, however it was come by."""

from __future__ import annotations

import pytest

from crawler.platforms.web.document import Document, attributes_of
from crawler.platforms.web.page import read_page
from crawler.platforms.web.regions import names_among, spots
from tests.crawler.web.samples import PAYLOADS

ODD = (
    "<html><head><title>戒</title></head><body><h1>戒</h1><p class='a'>¥ 1<!-- no -->2</p><p id='b' class='a'>  3\n4 </p>"
    "<div>x <b>10</b>00<!-- no --></div><div>1<br>2<p>3</p>4<i> 5 </i></div><p>6<script>7</script></p><ul><li>8<li>9</ul><object>5</object><object><b>6</b></object><i data-sku='K7' hidden>7</i><p class=''></p><input value='8'></body></html>"
)
PAGES = [ODD, *(p.read_text(encoding="utf-8", errors="replace") for p in PAYLOADS if p.suffix == ".html")]


@pytest.mark.parametrize("source", PAGES)
def test_a_mark_agrees_with_its_element(source: str) -> None:
    document = Document(source, "https://shop.example/product/1")
    around = list(spots(document))
    for spot in around:
        own = attributes_of(spot.element)
        assert spot.names == names_among(own)
        assert spot.attributes in (own, {})
        assert spot.attributes or not any(name.startswith("data-") or name == "price" for name in own)
        if spot.line is not None:
            assert spot.line == document.text(spot.element)


@pytest.mark.parametrize(("state", "status"), [("Availability: none", "sold_out"), ("库存：无", "sold_out")])
def test_a_notice_without_a_figure_is_heard(state: str, status: str) -> None:
    markup = (
        f"<html><title>戒</title><h1>戒</h1><p class='price'>¥1280</p><p>{state}</p><button>加入购物车</button></html>"
    )
    listing = read_page(markup, "https://shop.example/product/1").listing
    assert listing is not None
    assert listing.price is not None
    assert (listing.price.sale_fen, listing.status) == (128000, status)
