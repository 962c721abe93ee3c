"""Small worlds for reports about one shop: real listings, judged by the real rules, taken into a real database."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from alerts.intake import take_in
from alerts.store import Store
from crawler.health import Scope
from crawler.listing import Attribute, Listing, Price, Shop
from crawler.shanghai import local_day
from nlp.screen import Screener
from tests.alerts.scenes import at, facts, whole


def good(item_id: str = "g1", shop: str = "s1", name: str = "南湾珠宝", **fields: object) -> Listing:
    """A listing that says what it is."""
    values: dict[str, object] = {
        "platform": "douyin", "item_id": item_id, "title": "合成钻石（培育钻石）戒指 18K金 1克拉",
        "price": Price(sale_fen=358000), "shop": Shop(id=shop, name=name),
    }  # fmt: skip
    return Listing(**{**values, **fields})  # type: ignore[arg-type]


def bad(item_id: str = "b1", shop: str = "s1", name: str = "南湾珠宝", **fields: object) -> Listing:
    """A lab-grown stone under a title that does not say so (LG-01)."""
    values = {"title": "18K金钻戒女1克拉D色VVS1求婚", "attributes": (Attribute("主石", "培育钻石"),)}
    return good(item_id, shop, name, **{**values, **fields})


def see(
    store: Store,
    day: float,
    *listings: Listing,
    scopes: tuple[Scope, ...] = (whole(),),
    run_id: str | None = None,
    **health: object,
) -> str:
    """A run that finished on ``day`` (0: 2026-11-02) and saw these; without a word about scopes shop s1 was read whole."""
    run = facts(run_id or f"run-{day:06.2f}", day, scopes=scopes, **health)  # type: ignore[arg-type]
    screener, when = Screener.default(), run.finished_at - timedelta(minutes=1)
    lines = []
    for line, listing in enumerate(listings, 1):
        seen = msgspec.structs.replace(listing, observed_at=listing.observed_at or when)
        lines.append((line, seen, screener.screen(seen, local_day(at(day)), line=line)))
    take_in(store, run, lines)
    return run.run_id
