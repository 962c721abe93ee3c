"""Prices of a shop's diamonds against the floors of natural and of lab-grown stones on the day, with what is charged marked.

The floors are those of ``nlp/books/prices.yml``: low on purpose. A price under a floor is a sign and no proof, and one
above it proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from msgspec import Struct

from crawler.listing import Listing
from reports import labels
from reports.document import AnyBlock, BandLine, Bands, Paragraph, Section, Spot, Table, Tag
from reports.marking import shortened

SPOTS_SHOWN = 150
LEAST_CARAT, MOST_CARAT = 0.1, 10.0
"""Lighter stones cost next to nothing either way; what is heavier is seldom a weight of one stone."""
_STEPS = 60


class Priced(Struct, frozen=True):
    """A listing that offers a diamond of ``carat`` for ``fen``; floors in fen, None where the book has no row on the day."""

    item_id: str
    title: str
    carat: float
    fen: int
    grown: int | None
    natural: int | None
    charged: bool


def priced(listings: Iterable[Listing], charged: Collection[str], day: date) -> tuple[Priced, ...]:
    """Listings with a diamond's weight and a price in CNY, but for those whose amount buys no whole new diamond by their
    own words (a deposit, a setting, a declared moissanite); ``charged``: ids of those that alerts stand on."""
    from nlp.books.prices import price_book
    from nlp.case import Case
    from nlp.checks.price_floor import not_the_price
    from nlp.claim import ClaimClass
    from nlp.known import Known
    from nlp.screen import Screener
    from nlp.selling_price import offered

    book, screener, found = price_book(), Screener.default(), []
    diamonds = {ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN}
    for listing in listings:
        reading = screener.read(listing)
        sale = offered(reading)
        if sale is None or sale.carat is None or not diamonds & set(reading.mentioned):
            continue
        carat = sale.carat.carat
        if not LEAST_CARAT <= carat <= MOST_CARAT or sale.fen <= 0:
            continue
        if not_the_price(Case(reading, day, Known())) is not None:
            continue
        found.append(
            Priced(
                listing.item_id, listing.title or "", carat, sale.fen,
                book.stone_floor("lab_grown", carat, day, sized=True),
                book.stone_floor("natural", carat, day, sized=True),
                listing.item_id in charged,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.charged, one.carat, one.fen, one.item_id)))


def price_section(items: Sequence[Priced], day: date) -> Section:
    """The chart and the same figures as a table."""
    heading, anchor = "标价与参考下限", "prices"
    if not items:
        return Section(heading, anchor, (Paragraph("没有同时写明主石克拉和人民币标价的钻石商品。"),))
    shown = items[:SPOTS_SHOWN]
    rows = tuple(
        (
            f"{number}",
            shortened(one.title, 24) or "（无标题）",
            f"{one.carat:g}",
            _yuan(one.fen),
            _yuan(one.grown),
            _yuan(one.natural),
            _place(one),
            "是" if one.charged else "—",
        )
        for number, one in enumerate(shown, 1)
    )
    head = ("编号", "商品", "克拉", "标价", "培育下限", "天然下限", "位置", "有过线索")
    blocks: list[AnyBlock] = [*_chart(shown, day), Table("上图数字（元）", head, rows, numeric=(0, 2, 3, 4, 5))]
    if len(items) > len(shown):
        blocks.append(Paragraph(f"另有 {len(items) - len(shown)} 件，未列出。", "quiet"))
    blocks.append(
        Paragraph(
            "下限取自当日有效的价格参考行，从低取值，只计主石、不计贵金属。标价低于下限只说明其难以购得所称材质，"
            "高于下限不证明任何事实；价格本身不单独构成认定依据。",
            "quiet",
        )
    )
    return Section(heading, anchor, tuple(blocks), (Tag(f"{len(items)} 件"),))


def _chart(items: Sequence[Priced], day: date) -> tuple[AnyBlock, ...]:
    from nlp.books.prices import price_book

    book = price_book()
    end = max(1.0, *(one.carat for one in items)) * 1.05
    even = {round(LEAST_CARAT + (end - LEAST_CARAT) * step / _STEPS, 4) for step in range(_STEPS + 1)}
    # Where heavier stones become dearer the line jumps; between two even steps it would seem to climb.
    jumps = {size.from_carat for size in book.sizes if LEAST_CARAT < size.from_carat < end}
    ticks = tuple(sorted(even | jumps | {round(at - 0.0001, 4) for at in jumps}))
    lines = []
    for kind, name in (("lab_grown", "培育钻石下限"), ("natural", "天然钻石下限")):
        floors = [book.stone_floor(kind, carat, day, sized=True) for carat in ticks]  # type: ignore[arg-type]
        known = tuple(fen for fen in floors if fen is not None)
        if len(known) == len(ticks):
            lines.append(BandLine(name, known))
    if not lines:
        return (Paragraph("当日没有有效的价格参考行，不作图。"),)
    spots = tuple(Spot(number, one.carat, one.fen, one.charged) for number, one in enumerate(items, 1))
    return (
        Bands(
            "标价与参考下限（横轴：克拉；纵轴：元，对数刻度）",
            ticks,
            tuple(lines),
            spots,
            ("有过线索的商品，编号见下表", "其他商品"),
        ),
    )


def _yuan(fen: int | None) -> str:
    return "—" if fen is None else labels.money(fen).removesuffix(" 元").removesuffix(".00")


def _place(one: Priced) -> str:
    if one.grown is None or one.natural is None:
        return "无有效参考"
    if one.fen < one.grown:
        return "低于培育下限"
    return "两者之间" if one.fen < one.natural else "不低于天然下限"
