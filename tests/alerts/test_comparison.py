"""Two looks compared: what counts as the seller's doing, and what does not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from alerts.comparison import cleared, compare, listing_changes
from alerts.lifecycle import Look
from alerts.observing import join, split
from crawler.listing import Attribute, Listing, Price, Room, Shop, Sku, Spec, Utterance
from tests.alerts.scenes import Ware, at

BASE = Listing(
    platform="douyin",
    item_id="1",
    title="18K金钻戒",
    attributes=(Attribute("主石", "钻石"), Attribute("材质", "18K金")),
    skus=(Sku(sku_id="a", spec=(Spec("圈口", "12"),), price_fen=100, stock=3), Sku(sku_id="b", price_fen=200)),
    price=Price(sale_fen=100),
    speech=(Utterance(text="看这颗钻"), Utterance(text="一克拉")),
    shop=Shop(id="s1", name="南湾珠宝"),
    room=Room(id="r1", title="晚八点"),
)


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (BASE, ()),
        (replace(BASE, title="18K金培育钻戒"), ("title",)),
        (replace(BASE, title=None), ("title",)),
        (replace(BASE, attributes=BASE.attributes[::-1]), ()),
        (replace(BASE, attributes=(Attribute("主石", "培育钻石"), BASE.attributes[1])), ("attributes",)),
        (replace(BASE, speech=BASE.speech[::-1]), ()),
        (replace(BASE, speech=BASE.speech[:1]), ("speech",)),
        (replace(BASE, price=Price(sale_fen=99)), ("price",)),
        (replace(BASE, skus=(BASE.skus[0], replace(BASE.skus[1], price_fen=1))), ("price",)),
        (replace(BASE, skus=(replace(BASE.skus[0], stock=0), BASE.skus[1])), ()),
        (replace(BASE, room=Room(id="r2", title="早八点")), ()),
        (replace(BASE, shop=Shop(id="s1", name="南湾珠宝旗舰店")), ()),
        (replace(BASE, observed_at=at(1), url="https://x.example/?t=1", sales=9), ()),
        (replace(BASE, price=None, title="银戒"), ("title", "price")),
    ],
)
def test_what_counts_as_a_change(after: Listing, changed: tuple[str, ...]) -> None:
    assert listing_changes(BASE, after) == changed


WARE = Ware("1", severity="medium")


@pytest.mark.parametrize(
    ("after", "look", "changed"),
    [
        (WARE, Look.SAME, ()),
        (WARE.but(confidence=0.5, version="2"), Look.SAME, ()),
        (WARE.but(title="新款 18K金钻戒女款"), Look.CHANGED, ("title",)),
        (WARE.but(sale_fen=1), Look.CHANGED, ("price",)),
        (WARE.but(proof="18K"), Look.CHANGED, ("words",)),
        (WARE.but(severity="low"), Look.CHANGED, ("severity",)),
        (WARE.but(severity="high"), Look.WORSE, ("severity",)),
        (WARE.but(title="18K金真钻女款", proof="真钻"), Look.WORSE, ("title", "words")),
        (WARE.but(sale_fen=1, proof="18K"), Look.CHANGED, ("price", "words")),
    ],
)
def test_flagged_again(after: Ware, look: Look, changed: tuple[str, ...]) -> None:
    found = compare(WARE.listing(), WARE.finding("LG-01"), after.listing(), after.finding("LG-01"))
    assert found == (look, changed)


SPOKEN = Ware("1", title="女戒", speech=("真钻",), field="speech.0.text", proof="真钻")
PICTURED = Ware("1", title="女戒", ocr=("真钻",), field="images.0.ocr_text.0", proof="真钻")


@pytest.mark.parametrize(
    ("before", "after", "look"),
    [
        (WARE, WARE.but(title="培育钻石"), Look.CLEAR),
        (WARE, WARE, Look.WITHDRAWN),
        (WARE, WARE.but(shop_name="北湖银楼"), Look.WITHDRAWN),
        (SPOKEN, SPOKEN.but(speech=()), Look.UNSEEN),
        (SPOKEN, SPOKEN.but(speech=("培育钻石",)), Look.CLEAR),
        (PICTURED, PICTURED.but(ocr=()), Look.UNSEEN),
        (PICTURED, PICTURED.but(ocr=("培育钻石",)), Look.CLEAR),
        (WARE.but(speech=("好看",)), WARE.but(speech=(), title="培育钻石"), Look.CLEAR),
    ],
)
def test_charge_no_longer_stands(before: Ware, after: Ware, look: Look) -> None:
    assert cleared(before.listing(), before.finding("LG-01"), after.listing())[0] is look


def test_listing_splits_and_joins() -> None:
    listing = replace(BASE, observed_at=at(1), url="https://x.example/?t=1", sales=9)
    _, lasting, fleeting = split(listing)
    assert join(lasting, fleeting) == listing
    assert split(replace(listing, observed_at=at(2), url=None))[0] == split(BASE)[0]
