"""Prices of a listing beside the dated rows that they are measured by."""

from __future__ import annotations

from datetime import date

from alerts.values import AlertDetail
from crawler.listing import Listing
from crawler.shanghai import local_day
from nlp.books.prices import Kind, price_book
from reports import labels
from reports.document import AnyBlock, Facts, Paragraph, Table

_KINDS: dict[Kind, str] = {"lab_grown": "培育钻石", "natural": "天然钻石"}
_MEASURED = ("LG", "PR")
_SKUS = 20


def price_blocks(detail: AlertDetail) -> tuple[AnyBlock, ...]:
    """What is asked for the goods and, where the charge is about the stone, what a stone of the stated weight costs at
    least by the rows in force on the day it was seen."""
    asked = price_facts(detail.listing)
    if detail.finding.family not in _MEASURED:
        return (asked,)
    carat, on = _carat(detail.listing), local_day(detail.alert.last_seen)
    if carat is None:
        return (asked, Paragraph("商品未标明主石重量或未以人民币标价，未与价格参考行比较。", "quiet"))
    rows = tuple(row for kind in _KINDS if (row := _row(kind, carat, on)))
    if not rows:
        return (asked, Paragraph("观察日没有有效的价格参考行，未作比较。", "quiet"))
    head = ("主石如为", "每克拉下限", f"{carat:g} 克拉下限", "适用期间", "来源")
    note = "下限从低取值：标价低于下限只说明其难以购得该种材质，高于下限不证明任何事实；价格不单独作为认定依据。"
    return (asked, Table("观察日适用的价格参考行", head, rows, numeric=(1, 2)), Paragraph(note, "quiet"))


def price_facts(listing: Listing) -> Facts:
    """Every price that a listing states."""
    price = listing.price
    currency = price.currency if price else "CNY"
    asked = [("现售价", price.sale_fen), ("划线价", price.market_fen), ("活动价", price.campaign_fen),
             ("最低规格价", price.min_fen), ("最高规格价", price.max_fen)] if price else []  # fmt: skip
    asked += [(f"规格 {number} 价", sku.price_fen) for number, sku in enumerate(listing.skus[:_SKUS], 1)]
    pairs = tuple((name, labels.money(fen, currency)) for name, fen in asked if fen is not None)
    return Facts(pairs or (("现售价", "未标价"),))


def _carat(listing: Listing) -> float | None:
    from nlp.screen import Screener
    from nlp.selling_price import offered

    sale = offered(Screener.default().read(listing))
    return sale.carat.carat if sale is not None and sale.carat is not None else None


def _row(kind: Kind, carat: float, on: date) -> tuple[str, ...] | None:
    book = price_book()
    plain = [row for row in book.stones if row.kind == kind and row.holds(on)]
    sized = [r for r in book.sizes if r.kind == kind and r.grade == "any" and r.from_carat <= carat and r.holds(on)]
    rows = [(row.per_carat, row.since, row.until, row.source) for row in plain]
    rows += [(row.per_carat, row.since, row.until, row.source) for row in sized]
    if not rows:
        return None
    per_carat, since, until, source = max(rows)
    least = labels.money(round(per_carat * carat * 100))
    return _KINDS[kind], labels.money(per_carat * 100), least, f"{since} 至 {until}", source
