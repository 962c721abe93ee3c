"""A shop as the public sees it: what platform and page publish of the operator, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from alerts.cases.owners import credit_code
from alerts.shops.values import KnownShop
from crawler.listing import Listing, Shop
from reports import labels
from reports.document import Facts, Paragraph, Section
from reports.marking import shortened

_NONE = "页面未公示"
_MOST = 10


def identity_section(shop: KnownShop, latest: Sequence[Listing]) -> Section:
    """``latest``: listings as last seen, newest first; a value that changed over time is told with the earlier ones."""
    shops = [listing.shop for listing in latest if listing.shop is not None]
    codes = _each(shops, lambda one: one.uscc)
    rooms = dict.fromkeys(
        shortened(listing.room.title or listing.room.id or "", 40) for listing in latest if listing.room is not None
    )
    anchors = dict.fromkeys(
        shortened(listing.room.anchor, 40) for listing in latest if listing.room is not None and listing.room.anchor
    )
    facts = Facts(
        (
            ("平台", labels.platform(shop.platform)),
            ("店铺编号", shortened(shop.shop_id, 60) if shop.shop_id else "平台或文件未给出"),
            (
                "店铺名称",
                _told(_each(shops, lambda one: one.name)) if shops else shortened(shop.shop_name or _NONE, 60),
            ),
            ("店铺类型", "、".join(dict.fromkeys(labels.SHOP_KIND[one.kind] for one in shops)) or "未标明"),
            ("经营主体", _told(_each(shops, lambda one: one.company))),
            ("统一社会信用代码", _told(codes, _checked)),
            ("直播间", _told(filter(None, rooms))),
            ("直播账号", _told(anchors)),
        )
    )
    note = Paragraph("以上为商品页面和平台公示的内容，未向登记机关核实；有多个的，最近所见列在前。", "quiet")
    return Section("店铺身份（公示信息）", "identity", (facts, note))


def _each(shops: Iterable[Shop], field: Callable[[Shop], str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for one in shops if (value := field(one))))


def _told(values: Iterable[str], how: Callable[[str], str] = lambda text: shortened(text, 80)) -> str:
    told = [how(value) for value in values]
    return "、".join(told[:_MOST]) + (f"等 {len(told)} 个" if len(told) > _MOST else "") or _NONE


def _checked(code: str) -> str:
    return f"{shortened(code, 40)}（{'校验位相符' if credit_code(code) else '校验位不符，请核实'}）"
