"""One listing of each kind of thing to do, one that is clear, one without text."""

from __future__ import annotations

from alerts.mutes.values import Mute, MuteStanding, Scope
from alerts.shops.values import KnownShop, ShelfLook, ShopLook
from crawler.health import NotSeen
from crawler.listing import Attribute, Image, Listing, Shop
from reports.kinds.audit import Audit
from reports.parts.auditing import Audited
from tests.reports.briefs import DAY, SEEN, context, ring

SHOP = KnownShop("market", "shop:s1", "s1", "星河珠宝旗舰店")
RUN = "sample-20261122T020000Z"

TO_REWORD = ring(images=(), speech=(), qualifications=())
TO_STOP = ring(
    item_id="60002",
    title="高仿卡地亚LOVE手镯 一比一复刻 专柜同款",
    attributes=(),
    images=(),
    speech=(),
    qualifications=(),
)
CLEAR = ring(
    item_id="60003", title="合成钻石（培育钻石）戒指 18K金", images=(Image(role="main"),), speech=(), qualifications=()
)
TO_NAME = ring(
    item_id="60004",
    title="锆钻手链 小香槟色 满天星",
    attributes=(Attribute("主石", "合成立方氧化锆"),),
    images=(),
    speech=(),
    qualifications=(),
)
SILENT = Listing(platform="market", item_id="60005", images=(Image(role="main"),), shop=Shop(id="s1"))
LISTINGS = (TO_REWORD, TO_STOP, CLEAR, TO_NAME, SILENT)


def looks() -> tuple[ShopLook, ...]:
    missed = NotSeen("https://shop.example/goods?page=2", "timeout", "等待超时", shop="s1")
    part = ShopLook("sample-1", "sample", SEEN, "thin", "cd" * 32, 3, False, (ShelfLook(None, False),), (missed,))
    return part, ShopLook(RUN, "sample", SEEN, "healthy", "ab" * 32, len(LISTINGS), True, (ShelfLook(None, True),))


def mute() -> MuteStanding:
    return MuteStanding(Mute("M-1", Scope(shop="s1"), "规则复核", "王芳", SEEN, DAY), 1, DAY, False)


def audited(*listings: Listing) -> tuple[Audited, ...]:
    judged = context().together(listings, DAY)
    return tuple(
        Audited(listing, judgement, rewording, SEEN, RUN, line)
        for line, (listing, (judgement, rewording)) in enumerate(zip(listings, judged, strict=True), 1)
    )


def values() -> Audit:
    return Audit(DAY, SHOP, audited(*LISTINGS), 4, looks(), (mute(),))
