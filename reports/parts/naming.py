"""Which shop somebody means by an id or a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from alerts.dossiers import Seller, sellers_named
from alerts.store import Store
from reports import labels
from reports.asking import Asked, ReportRefused
from reports.marking import shortened


class Named(Protocol):
    """A shop as ids and names tell it."""

    @property
    def platform(self) -> str: ...
    @property
    def shop_id(self) -> str | None: ...


T = TypeVar("T", bound=Named)


def seller_meant(store: Store, asked: Asked) -> Seller:
    """The one shop that ``asked`` names. Raises ReportRefused where no alert is about it, and where it could be several."""
    shop = asked.about("shop")
    found = sellers_named(store, shop, asked.platform)
    if not found:
        on = f"在{labels.platform(asked.platform)}" if asked.platform else ""
        raise ReportRefused(f"{on}没有关于店铺“{shortened(shop, 60)}”的线索，请核对店铺编号或名称")
    return the_only(found, shop)


def the_only(found: Sequence[T], shop: str) -> T:
    """The one of some shops that ``shop`` can mean. Raises ReportRefused where it could be several."""
    platforms = list(dict.fromkeys(one.platform for one in found))
    if len(platforms) > 1:
        names = "、".join(f"{labels.platform(one)}（{one}）" for one in platforms)
        raise ReportRefused(f"“{shortened(shop, 60)}”在{names}均有店铺，请用 --platform 写明")
    if len(found) > 1:
        ids = "、".join(shortened(one.shop_id or "无编号", 40) for one in found[:5])
        raise ReportRefused(f"名为“{shortened(shop, 60)}”的店铺有 {len(found)} 家（编号 {ids}），请写店铺编号")
    return found[0]


def seller_label(seller: Seller) -> str:
    """The shop as a letter addresses it."""
    return shortened(seller.shop_name or f"店铺编号 {seller.shop_id}", 60)
