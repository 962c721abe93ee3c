"""The profile of one shop: who it is, what was found there over time, what came of it, and how far anybody looked."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from alerts.cases.values import CaseDetail
from alerts.members.values import Notice
from alerts.mutes.values import MuteStanding
from alerts.shops.values import KnownShop, LatestLook, ShopLook
from alerts.store import Store
from alerts.values import AlertDetail
from alerts.workdays import bounds
from crawler.listing import Listing
from reports import labels
from reports.asking import Asked, Subject
from reports.document import AnyBlock, Document, Facts, Paragraph, Section, Table
from reports.marking import shortened
from reports.parts.experiments import experiments_section
from reports.parts.mutes import mutes_section
from reports.parts.own_mutes import touching
from reports.parts.price_bands import Priced, price_section, priced
from reports.parts.reading import reading_section
from reports.parts.shop_alerts import charges_section, correction_section, items_section, shop_figures
from reports.parts.shop_dealings import cases_section, notices_section
from reports.parts.shop_identity import identity_section
from reports.parts.shop_named import shop_label, shop_meant
from reports.parts.shop_reach import shop_notice, shop_reach_section
from reports.writing import Context

NAME = "店铺档案"
NEEDS: tuple[Subject, ...] = ("shop",)
TAKES: tuple[Subject, ...] = ()
WITHHELD_FROM = ("member", "brand_owner")
"""It holds what reviewers wrote and names other shops of the same case."""

TITLE = "店铺合规线索档案"
DISCLAIMER = (
    "本档案汇集自动比对得到的疑似线索和复核记录，不是对店铺的评价，也不代表最终认定；内部工作资料，不得对外提供。"
)
LOOK_BACK = 90
"""Days whose looks are told: as long as looks at listings without alerts are kept at the least by default."""
CASES = 50
NOTICES = 200


class ShopFile(Struct, frozen=True):
    """``latest``: the newest look at each listing of which one is kept; ``listings``: ever seen; ``released``: of which no
    look is kept any more; ``rulebooks``: of the rules that found what is told."""

    day: date
    shop: KnownShop
    latest: tuple[Listing, ...]
    listings: int
    released: int
    alerts: tuple[AlertDetail, ...]
    prices: tuple[Priced, ...]
    notices: tuple[Notice, ...]
    cases: tuple[CaseDetail, ...]
    looks: tuple[ShopLook, ...]
    mutes: tuple[MuteStanding, ...] = ()
    rulebooks: tuple[str, ...] = ()

    @property
    def shop_id(self) -> str | None:
        """Whom it is about."""
        return self.shop.shop_id

    @property
    def shop_name(self) -> str | None:
        """The same by name."""
        return self.shop.shop_name


def gather(store: Store, asked: Asked, context: Context) -> ShopFile:
    """The shop as it stood at the end of the day; cases as they stand now."""
    from alerts.cases.queries import cases, show
    from alerts.members.queries import notices
    from alerts.members.shop import Member
    from alerts.mutes.standing import mutes
    from alerts.shops.history import alerts_of, rulebooks_of
    from alerts.shops.looking import looks_at
    from alerts.shops.shelf import latest

    shop, day = shop_meant(store, asked), asked.day
    alerts = alerts_of(store, shop, day)
    shelf = latest(store, shop, day)
    named = shop.shop_id or shop.shop_name
    rows = cases(store, platform=shop.platform, shop=named, limit=CASES) if alerts and named else ()
    found = [show(store, one.id, members=1) for one in rows if one.first_seen < bounds(day)[1]]
    sent = notices(store, Member(shop.platform, shop.seller), limit=NOTICES)
    items = {look.item_id for look in shelf.looks} | {one.alert.item_id for one in alerts}
    charged = {one.alert.item_id for one in alerts if one.alert.state != "dismissed"}
    return ShopFile(
        day, shop, tuple(look.listing for look in _newest_first(shelf.looks)), shelf.items, shelf.released, alerts,
        priced((look.listing for look in shelf.looks), charged, day),
        tuple(one for one in sent if one.at < bounds(day)[1]),
        tuple(one for one in found if one is not None),
        looks_at(store, shop, day - timedelta(days=LOOK_BACK - 1), day),
        touching(mutes(store, day), shop, items),
        rulebooks_of(store, {one.evidence.run_id for one in alerts}),
    )  # fmt: skip


def _newest_first(looks: tuple[LatestLook, ...]) -> list[LatestLook]:
    return sorted(looks, key=lambda look: look.at, reverse=True)


def build(values: ShopFile, context: Context) -> Document:
    """The profile as a neutral document."""
    made_at, name = context.now(), shop_label(values.shop)
    released = (f"{values.released} 件此前未见涉嫌的商品，查看记录已按保存期限移除",) if values.released else ()
    return Document(
        kind="shop",
        title=TITLE,
        subtitle=f"{name}　截至 {values.day:%Y 年 %m 月 %d 日}",
        day=values.day,
        made_at=made_at,
        head=(
            _scope(values, labels.moment(made_at)),
            Paragraph(DISCLAIMER),
            shop_notice(values.looks, LOOK_BACK, released),
            shop_figures(values.alerts, values.listings),
        ),
        sections=(
            identity_section(values.shop, values.latest),
            charges_section(values.alerts, values.day),
            items_section(values.alerts),
            correction_section(values.alerts),
            _decisions_section(values.alerts),
            notices_section(values.notices),
            cases_section(values.cases, {one.alert.id for one in values.alerts}),
            price_section(values.prices, values.day),
            shop_reach_section(values.looks),
            mutes_section(values.mutes),
            experiments_section(),
            reading_section(),
        ),
        foot=(DISCLAIMER, f"{TITLE}　{name}　{values.day.isoformat()}　内部资料"),
        values=values,
    )


def _scope(values: ShopFile, made_at: str) -> Facts:
    pairs = [
        ("店铺", f"{shop_label(values.shop)}，{labels.platform(values.shop.platform)}"),
        ("截止日期", f"{values.day.isoformat()}（北京时间；案件按现状）"),
        ("生成时间", f"{made_at}（北京时间）"),
    ]
    if values.rulebooks:
        pairs.append(("规则库", "、".join(values.rulebooks)))
    return Facts(tuple(pairs))


def _decisions_section(alerts: tuple[AlertDetail, ...]) -> Section:
    """What people last said of each alert that somebody decided on."""
    rows = tuple(
        (
            one.alert.id,
            shortened(one.alert.title, 40),
            labels.STATE[one.alert.state],
            shortened(one.decision_reason, 200),
        )
        for one in alerts
        if one.decision_reason
    )
    blocks: tuple[AnyBlock, ...] = (Paragraph("没有写明理由的处置。"),)
    if rows:
        blocks = (Table("", ("线索编号", "商品", "现在的状态", "最近一次处置的理由"), rows),)
    return Section("人工处置", "decisions", blocks)
