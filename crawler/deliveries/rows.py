"""One row of a product sheet as a Listing; rows of one item that follow each other become its SKUs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from crawler.deliveries.columns import Column, alias_table, fold_header
from crawler.deliveries.delivery import Context, Problem, Row
from crawler.listing import (
    Attribute,
    Brand,
    Category,
    Image,
    Listing,
    ListingRefused,
    Price,
    Qualification,
    Room,
    Shop,
    Sku,
    Spec,
    Status,
    Utterance,
    convert_listing,
)  # fmt: skip
from crawler.money import parse_fen
from crawler.shanghai import SHANGHAI

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_COUNT = re.compile(r"(\d+)(?:\.0+)?")
_KEPT_RAW = 2_000


class Cell(str):
    """Text of a cell; ``damaged`` when the sheet stored a number too long to be kept exactly."""

    damaged: bool = False


@dataclass(slots=True)
class _Draft:
    """The row being read: its cells by target, and what was wrong with them."""

    row: int
    cells: dict[str, list[tuple[Column, str]]]
    raw: str
    problems: list[Problem] = field(default_factory=list)

    def text(self, target: str) -> str | None:
        return next((text for _, text in self.cells.get(target, ())), None)

    def complain(self, column: str, reason: str) -> None:
        self.problems.append(Problem(self.row, column, reason, raw=self.raw))

    def fen(self, target: str) -> int | None:
        for column, text in self.cells.get(target, ()):
            fen = parse_fen(text, column.unit or "元")
            if fen is None:
                self.complain(column.header, f"价格“{text[:20]}”无法读取，按未标价处理")
            return fen
        return None

    def count(self, target: str) -> int | None:
        for column, text in self.cells.get(target, ()):
            match = _COUNT.fullmatch(text.replace(",", ""))
            if match is None:
                self.complain(column.header, f"数量“{text[:20]}”无法读取")
                return None
            return int(match[1])
        return None


def listing_rows(
    columns: Sequence[Column], body: Iterator[tuple[int, Sequence[str] | Problem]], context: Context, connector: str
) -> Iterator[Row]:
    """Rows of a sheet in order; ``body`` gives (line in the file from 1, cells or why
    there are none). Blank rows are passed over."""
    held: Row | None = None
    for number, cells in body:
        if isinstance(cells, Problem):
            if held:
                yield held
            held = Row(number, None, (cells,))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(number, columns, cells, context, connector)
        if held and held.listing and row.listing and row.listing.item_id == held.listing.item_id:
            held = _with_sku(held, row)
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _with_sku(held: Row, more: Row) -> Row:
    """A further row of the same item adds its SKU and pictures; its title and facts are the first row's."""
    assert held.listing is not None  # noqa: S101 - narrowing for the type checker; the caller tested it
    assert more.listing is not None  # noqa: S101
    listing = msgspec.structs.replace(
        held.listing,
        skus=held.listing.skus + more.listing.skus,
        images=held.listing.images + tuple(i for i in more.listing.images if i not in held.listing.images),
    )
    return Row(held.row, listing, held.problems + more.problems, last=more.row)


def _row(number: int, columns: Sequence[Column], cells: Sequence[str], context: Context, connector: str) -> Row:
    buyers = {column.index for column in columns if column.personal}
    raw = "\t".join("（个人信息）" if i in buyers and cell else cell for i, cell in enumerate(cells))[:_KEPT_RAW]
    draft = _Draft(number, {}, raw)
    for column in columns:
        text = cells[column.index].strip() if column.index < len(cells) else ""
        if column.target and text:
            draft.cells.setdefault(column.target, []).append((column, text))
    for column, _ in draft.cells.get("item_id", ()):
        if reason := _id_damage(cells[column.index]):
            return Row(number, None, (Problem(number, column.header, reason, "damaged_id", raw),))
    if draft.text("item_id") is None:
        return Row(number, None, (Problem(number, "商品ID", "缺少商品编号", raw=raw),))
    try:
        listing = convert_listing(msgspec.to_builtins(_listing(draft, context, connector)))
    except ListingRefused as refused:
        return Row(number, None, (*draft.problems, Problem(number, refused.field, refused.reason, raw=raw)))
    return Row(number, listing, tuple(draft.problems))


def _id_damage(cell: str) -> str | None:
    """Why an id cannot be trusted: spreadsheets keep 15 digits and round the rest to zeros."""
    text = cell.strip()
    if getattr(cell, "damaged", False) or _SCIENTIFIC.fullmatch(text):
        return f"商品编号“{text[:24]}”已被表格软件改写（科学计数或超过15位），请以文本格式导出"
    if text.isdigit() and len(text) >= 16 and text.endswith("000"):
        return f"商品编号“{text[:24]}”末三位为000，疑似被表格软件舍入，请以文本格式导出"
    return None


def _listing(draft: _Draft, context: Context, connector: str) -> Listing:
    text = draft.text
    shop = Shop(id=text("shop_id"), name=text("shop_name")) if text("shop_id") or text("shop_name") else context.shop
    price = Price(sale_fen=draft.fen("price"), market_fen=draft.fen("market"), campaign_fen=draft.fen("campaign"))
    room = Room(id=text("room_id"), title=text("room_title"), anchor=text("anchor"))
    papers = Qualification(name=text("certificate_name"), cert_no=text("certificate"), agency=text("agency"))
    image_text = tuple(
        line for _, block in draft.cells.get("image_text", ()) for line in block.splitlines() if line.strip()
    )
    images = [Image(url=url, role="main") for _, url in draft.cells.get("image", ())]
    if image_text:
        images = [
            msgspec.structs.replace(images[0] if images else Image(role="main"), ocr_text=image_text),
            *images[1:],
        ]
    return Listing(
        platform=context.platform,
        item_id=text("item_id") or "",
        outer_id=text("outer_id"),
        url=text("url"),
        observed_at=_time(draft),
        status=_status(draft),
        title=text("title"),
        subtitle=text("subtitle"),
        selling_point=text("selling_point"),
        description_text=text("description"),
        attributes=tuple(Attribute(name=c.header.strip(), value=value, unit=None) for c, value in draft.cells.get("attribute", ())),
        skus=_skus(draft, price.sale_fen),
        price=price if price != Price() else None,
        category=tuple(Category(name=name) for _, value in draft.cells.get("category", ()) for name in re.split(r"\s*[>＞/]\s*", value) if name),
        brand=Brand(name=text("brand")) if text("brand") else None,
        sales=draft.count("sales"),
        shop=shop,
        qualifications=(papers,) if papers != Qualification() else (),
        images=tuple(images),
        speech=tuple(Utterance(text=words) for _, words in draft.cells.get("speech", ())),
        room=room if room != Room() else None,
        source=context.provenance(connector, draft.row),
    )  # fmt: skip


def _skus(draft: _Draft, sale_fen: int | None) -> tuple[Sku, ...]:
    specs = tuple(spec for _, text in draft.cells.get("spec", ()) for spec in _specs(text))
    if not specs and draft.text("sku_id") is None:
        return ()
    return (Sku(sku_id=draft.text("sku_id"), spec=specs, price_fen=sale_fen, stock=draft.count("stock")),)


def _specs(text: str) -> Iterator[Spec]:
    for part in re.split(r"[;；]", text):
        name, colon, value = part.replace("：", ":").partition(":")
        if colon and name.strip() and value.strip():
            yield Spec(name=name.strip(), value=value.strip())
        elif part.strip():
            yield Spec(value=part.strip())


def _status(draft: _Draft) -> Status | None:
    for column, text in draft.cells.get("status", ()):
        status = alias_table().status.get(fold_header(text))
        if status is None:
            draft.complain(column.header, f"商品状态“{text[:20]}”不在已知取值内，按未知处理")
        return status or "unknown"
    return None


def _time(draft: _Draft) -> datetime | None:
    """A sheet's time without a zone is Beijing time: the back offices that write these sheets know no other."""
    for column, text in draft.cells.get("observed_at", ()):
        try:
            time = datetime.fromisoformat(text.replace("/", "-"))
        except ValueError:
            draft.complain(column.header, f"时间“{text[:24]}”无法读取")
            return None
        return time if time.tzinfo else time.replace(tzinfo=SHANGHAI)
    return None
