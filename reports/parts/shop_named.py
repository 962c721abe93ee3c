"""Which shop a report is about, from an id or a name."""

from __future__ import annotations

from alerts.shops.naming import find, nearest
from alerts.shops.values import KnownShop
from alerts.store import Store
from reports import labels
from reports.asking import Asked, ReportRefused
from reports.marking import shortened
from reports.parts.naming import the_only


def shop_meant(store: Store, asked: Asked) -> KnownShop:
    """The one shop that ``asked`` names, with alerts or without. Raises ReportRefused where no look named it (with the
    names most like it), and where it could be several."""
    named = asked.about("shop")
    found = find(store, named, asked.platform)
    if not found:
        on = f"在{labels.platform(asked.platform)}" if asked.platform else ""
        alike = "、".join(f"“{shortened(one, 40)}”" for one in nearest(store, named, asked.platform))
        raise ReportRefused(
            f"{on}没有见过店铺“{shortened(named, 60)}”，" + (f"相近的有：{alike}" if alike else "请核对店铺编号或名称")
        )
    return the_only(found, named)


def shop_label(shop: KnownShop) -> str:
    """The shop as a title names it."""
    return shortened(shop.shop_name or f"店铺编号 {shop.shop_id}", 60)
