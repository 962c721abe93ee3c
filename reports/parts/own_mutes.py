"""Mutes that touch one shop, as the shop may know of them: what is covered and until when, not who set it or why."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from alerts.mutes.values import MuteStanding, Scope
from alerts.shops.values import KnownShop
from reports.document import AnyBlock, Paragraph, Section, Table, Tag
from reports.marking import shortened


def touching(mutes: Sequence[MuteStanding], shop: KnownShop, items: Collection[str]) -> tuple[MuteStanding, ...]:
    """Mutes whose scope can hold an alert of the shop. ``items``: ids of its listings."""
    return tuple(one for one in mutes if _touches(one.mute.scope, shop, items))


def without_reasons(mutes: Sequence[MuteStanding]) -> tuple[MuteStanding, ...]:
    """The same without who set them and why, for values that a program of the shop's may read."""
    return tuple(replace(one, mute=replace(one.mute, reason="", actor="")) for one in mutes)


def _touches(scope: Scope, shop: KnownShop, items: Collection[str]) -> bool:
    return (
        scope.platform in (None, shop.platform)
        and (scope.shop is None or scope.shop in (shop.shop_id, shop.shop_name))
        and (scope.item is None or scope.item in items)
    )


def own_mutes_section(mutes: Sequence[MuteStanding]) -> Section:
    """For the shop itself. A mute changes nothing in what is found here."""
    blocks: tuple[AnyBlock, ...] = (Paragraph("无。"),)
    if mutes:
        rows = tuple((shortened(str(one.mute.scope), 80), one.mute.until.isoformat()) for one in mutes)
        told = Paragraph("下列范围内的线索暂不列入监测待办；不影响本报告的判断，所涉商品照常列出。")
        blocks = (told, Table("", ("范围", "截止"), rows))
    return Section("生效中的屏蔽", "mutes", blocks, (Tag(f"{len(mutes)} 项"),))
