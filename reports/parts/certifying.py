"""Whether a shop can be certified clean on a day, and everything that stands in the way if not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from alerts.shops.history import open_alerts
from alerts.shops.looking import looks_at
from alerts.shops.shelf import latest
from alerts.shops.values import KnownShop, LatestLook, ShopLook
from alerts.store import Store
from alerts.values import Alert
from crawler.shanghai import local_day
from reports import labels
from reports.marking import shortened
from reports.parts.audited_item import item_name
from reports.parts.auditing import Audited, audited
from reports.parts.certified import Certified, CertifiedListing, CertifiedLook
from reports.writing import Context

WINDOW = 7
"""Days within which the complete look must lie, the day itself included: links of live rooms change within days, and a
member's shelf is walked once a week at the least. A look of the day before the window says nothing of this week."""

NAMED = 6


class Candidate(NamedTuple):
    """What the memory knows of a shop on a day. ``whole``: complete looks in the window; ``inside``: listings seen in it;
    ``earlier``: how many were seen before it and not since."""

    shop: KnownShop
    day: date
    looks: tuple[ShopLook, ...]
    whole: tuple[ShopLook, ...]
    inside: tuple[tuple[LatestLook, Audited], ...]
    earlier: int
    open: tuple[Alert, ...]


def candidate(store: Store, shop: KnownShop, day: date, context: Context) -> Candidate:
    """The shop by the end of the day, its listings judged by that day's rules."""
    first = day - timedelta(days=WINDOW - 1)
    looks = looks_at(store, shop, first, day)
    shelf = latest(store, shop, day)
    inside = tuple(one for one in shelf.looks if local_day(one.at) >= first)
    judged = audited(inside, looks, day, context)
    return Candidate(
        shop, day, looks, tuple(look for look in looks if look.whole), tuple(zip(inside, judged, strict=True)),
        shelf.items - len({one.item_id for one in inside}), open_alerts(store, shop, day),
    )  # fmt: skip


def hindrances(found: Candidate) -> tuple[str, ...]:
    """Why the shop cannot be certified, one line each; nothing where it can."""
    items = [one for _, one in found.inside]
    lines = []
    if not found.whole:
        told = (
            f"近 {WINDOW} 天查看 {len(found.looks)} 次，没有一次看全本店货架"
            if found.looks
            else f"近 {WINDOW} 天没有查看本店"
        )
        lines.append(told)
    if found.whole and not items:
        lines.append("完整查看中没有见到任何商品，没有可以证明的内容")
    lines += _counted(
        "件商品按当日规则有疑似问题", [_flagged(one) for one in items if one.judgement.verdict == "flagged"]
    )
    lines += _counted(
        "件商品没有可读文字、未能判断",
        [_named(one) for one in items if one.judgement.verdict == "could_not_judge"],
    )
    lines += _counted(
        "条线索尚未了结",
        [
            f"{alert.id} {shortened(alert.title, 30)}（{alert.rule}，{labels.STATE[alert.state]}）"
            for alert in found.open
        ],
    )
    return tuple(lines)


def _counted(what: str, named: Sequence[str]) -> list[str]:
    if not named:
        return []
    more = f"；另有 {len(named) - NAMED} 项" if len(named) > NAMED else ""
    return [f"{len(named)} {what}：{'；'.join(named[:NAMED])}{more}"]


def _named(one: Audited) -> str:
    return f"{item_name(one, 30)}（商品编号 {shortened(one.listing.item_id, 40)}）"


def _flagged(one: Audited) -> str:
    rules = "、".join(dict.fromkeys(finding.rule for finding in one.judgement.findings))
    return f"{item_name(one, 30)}（商品编号 {shortened(one.listing.item_id, 40)}，{rules}）"


def certified(found: Candidate) -> Certified:
    """What is vouched for; only of a candidate that nothing hinders."""
    return Certified(
        platform=found.shop.platform,
        shop_key=found.shop.seller,
        day=found.day,
        days=WINDOW,
        looks=tuple(
            CertifiedLook(
                look.run_id, look.source, look.finished_at, look.listings_sha256,
                tuple(shelf.room for shelf in look.shelves),
            )
            for look in found.whole
        ),
        listings=tuple(
            CertifiedListing(look.item_id, look.content_sha256, look.run_id, look.line, look.at) for look, _ in found.inside
        ),
        rulebooks=tuple(sorted({one.judgement.rulebook for _, one in found.inside})),
    )  # fmt: skip
