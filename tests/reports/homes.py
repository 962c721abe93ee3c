"""Homes as the letters meet them: listings judged by the real rules, kept in a real memory, decided on by people."""

from __future__ import annotations

from datetime import date

import msgspec

from alerts.intake import take_in
from alerts.queries import queue
from alerts.rights.register import add
from alerts.rights.values import Design, Entry, Holder, Mark, Picture, Seller
from alerts.store import Store
from crawler.health import NotSeen
from crawler.listing import (
    Attribute,
    Image,
    Listing,
    Price,
    Provenance,
    Qualification,
    Room,
    Shop,
    Sku,
    Spec,
    Utterance,
)
from crawler.shanghai import local_day
from desk.judging import Judge
from tests.alerts.scenes import at, facts, move, whole

DAY = local_day(at(2))
UNSEEN = NotSeen("https://shop.example/list?page=4", "timeout", "等待超时", shop="s1")
NANWAN = Shop(
    id="s1", name="南湾珠宝旗舰店", kind="unknown", company="南湾市星河首饰有限公司", uscc="91440300708461136T"
)
BEIHE = Shop(id="s2", name="北河饰品", company="北河市晨光饰品商行")
MARK = Mark(
    number="1234567", text="CARTIER 卡地亚", holder="卡地亚国际有限公司", classes=(14,), goods=("首饰", "手镯"),
    since=date(2020, 5, 14), until=date(2030, 5, 13),
)  # fmt: skip
DESIGN = Design(
    number="ZL202330112233.4", basis="patent", holder="南湾设计有限公司", features="四叶花形边饰与双面珠边的组合",
    since=date(2023, 3, 1), until=date(2038, 2, 28), pictures=(Picture("ab" * 32),), codes=("NW-8842",),
)  # fmt: skip


def ware(item: str, title: str, **changes: object) -> Listing:
    """A listing whose capture is complete, of the shop s1."""
    values: dict[str, object] = {
        "platform": "douyin", "item_id": item, "title": title, "url": f"https://shop.example/items/{item}",
        "shop": NANWAN, "price": Price(sale_fen=358000), "source": Provenance(route="page", warc=f"<urn:uuid:{item}>"),
    }  # fmt: skip
    return Listing(**{**values, **changes})  # type: ignore[arg-type]


def grown(item: str = "1", **changes: object) -> Listing:
    """A ring that its own attribute calls lab-grown, and its title a diamond ring (LG-01, high, E1)."""
    values: dict[str, object] = {
        "attributes": (Attribute("主石", "培育钻石"), Attribute("材质", "18K金")),
        "qualifications": (Qualification(name="IGI", cert_no="LG612345678"),),
        "images": (Image(role="main", sha256="cd" * 32), Image(role="detail", sha256="ef" * 32, ocr_text=("LABGROWN",))),
        "speech": (Utterance(start_ms=12300, end_ms=15800, text="家人们这个就是一克拉的钻戒"),),
        "skus": (Sku(sku_id="1", spec=(Spec("圈口", "12"),), price_fen=358000, stock=3),),
        "room": Room(id="r1", title="晚八点珠宝专场", anchor="南湾阿珠"),
        "price": Price(sale_fen=358000, market_fen=2680000),
    }  # fmt: skip
    return ware(item, **{"title": "18K金钻戒女1克拉D色VVS1求婚", **values, **changes})  # type: ignore[arg-type]


def copied(item: str = "9", **changes: object) -> Listing:
    """A bangle that says itself that it copies a maison's (IP-02, high)."""
    values: dict[str, object] = {
        "price": Price(sale_fen=29900), "shop": BEIHE, "images": (Image(role="main", sha256="aa" * 32),),
    }  # fmt: skip
    return ware(item, **{"title": "卡地亚LOVE手镯 1:1复刻 18K金 配螺丝刀", **values, **changes})  # type: ignore[arg-type]


def live(store: Store, day: float, *listings: Listing, source: str = "nanwan", shops: tuple[str, ...] = ("s1", "s2"),
         not_seen: tuple[NotSeen, ...] = ()) -> None:  # fmt: skip
    """One run over these listings at noon of ``day``, judged as a patrol judges."""
    judge = Judge(store)
    run = facts(f"run-{source}-{day:06.2f}", day, scopes=[whole(one) for one in shops], source=source,
                verdict="thin" if not_seen else "healthy", not_seen=not_seen)  # fmt: skip
    seen = [msgspec.structs.replace(one, observed_at=run.finished_at) for one in listings]
    lines = [(n, one, judge.judge(one, local_day(run.finished_at), n)) for n, one in enumerate(seen, 1)]
    take_in(store, run, lines)


def register(store: Store, *entries: Entry) -> None:
    """Rights as an administrator enters them before the first day."""
    for entry in entries:
        add(store, entry, actor="林主任", role="admin", at=at(-3))


def alert_of(store: Store, item: str, rule: str | None = None) -> str:
    """The id of the alert about a listing."""
    return next(a.id for a in queue(store, limit=1000) if a.item_id == item and rule in (None, a.rule))


def confirm(store: Store, *items: str, day: float = 1.2, rule: str | None = None) -> tuple[str, ...]:
    """Every alert of these listings confirmed by a person."""
    ids = [a.id for a in queue(store, limit=1000) if a.item_id in items and rule in (None, a.rule)]
    for one in ids:
        move(store, one, "confirm", day, actor="陈明", reason="属性与标题不一致，已核对截图与证书")
    return tuple(ids)


HOLDER = Holder("卡地亚国际有限公司", "91440300708461136T")
SELLER = Seller(
    rights=("1234567",),
    proof="ab" * 32,
    since=date(2026, 1, 1),
    until=date(2027, 1, 1),
    platform="douyin",
    shop_id="s7",
)
