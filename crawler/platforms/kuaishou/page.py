"""A Kuaishou shop item (``open.item.get``) as a Listing. [B] Prices are in fen.

[C] to be verified with the first grant: the codes of the three states, the names inside ``itemPropValues``, ``skuList``
and ``itemQualification``, ``detailImageUrls``, and that ``parentCategoryList`` begins at the root.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from crawler.api.described import described
from crawler.api.record import Record
from crawler.api.spider import Mapped
from crawler.listing import Attribute, Category, Image, Listing, Price, Qualification, Sku, Spec, Status
from crawler.shanghai import local_day

_AUDIT: dict[str, Status | None] = {
    # The audit stands above the shelf: a rejected item may still call itself on the shelf. None: the shelf decides.
    "0": "reviewing",
    "1": "rejected",
    "2": None,
    "3": "rejected",
}
_SHELF: dict[str, Status] = {"1": "on_sale", "0": "off_shelf", "2": "off_shelf", "3": "off_shelf"}
_LATEST_MS = 253_402_300_799_000
"""The last millisecond of the year 9999."""


def item(answer: object) -> Mapped:
    """One item's particulars."""
    record = Record(answer)
    text, pictures = described(record.text("details"))
    listing = Listing(
        platform="kuaishou",
        item_id=record.text("kwaiItemId", "itemId") or "",
        outer_id=_own_number(record, "relItemId"),
        status=_status(record),
        title=record.text("title"),
        short_title=record.text("shortTitle"),
        selling_point=record.text("sellingPoint"),
        description_text=text,
        attributes=tuple(_attributes(record)),
        skus=tuple(_skus(record)),
        price=_price(record),
        category=tuple(_category(record)),
        qualifications=tuple(_papers(record)),
        images=(*_images(record), *pictures),
    )
    return Mapped(listing, tuple(record.unknown))


def _own_number(record: Record, *names: str) -> str | None:
    """A seller's own number; 0 stands for none."""
    number = record.text(*names)
    return None if number == "0" else number


def _status(record: Record) -> Status:
    audited = record.one_of("auditStatus", _AUDIT, "unknown") if record.raw("auditStatus") is not None else None
    shelves: set[Status] = {record.one_of(name, _SHELF, "unknown") for name in ("onOfflineStatus", "shelfStatus")}
    if "off_shelf" in shelves:
        return audited or "off_shelf"
    return audited or ("on_sale" if "on_sale" in shelves else "unknown")


def _price(record: Record) -> Price | None:
    each = [fen for sku in record.records("skuList") if (fen := sku.fen("skuSalePrice")) is not None]
    price = Price(sale_fen=record.fen("price"), min_fen=min(each, default=None), max_fen=max(each, default=None))
    return price if price != Price() else None


def _attributes(record: Record) -> Iterator[Attribute]:
    """A property has one choice, several, or words of the seller's own."""
    for prop in record.records("itemPropValues"):
        name = prop.text("propName", "propAlias", "propId")
        if name is None:
            continue
        chosen = (prop.record("radioPropValue"), *prop.records("checkBoxPropValuesList"))
        values = [said for value in chosen if (said := value.text("propValue", "propValueName")) is not None]
        written = prop.text("textPropValue")
        for value in dict.fromkeys((*values, *((written,) if written else ()))):
            yield Attribute(name, value, prop.text("unitPropValueName"))


def _skus(record: Record) -> Iterator[Sku]:
    for sku in record.records("skuList"):
        props = tuple(Spec(p.text("propName"), p.text("propValueName", "propValue")) for p in sku.records("skuProps"))
        words = sku.text("specification")
        yield Sku(
            sku_id=sku.text("kwaiSkuId", "skuId"),
            outer_sku_id=sku.text("skuNick") or _own_number(sku, "relSkuId"),
            spec=props or ((Spec(None, words),) if words else ()),
            price_fen=sku.fen("skuSalePrice"),
            stock=sku.whole("skuStock"),
        )


def _category(record: Record) -> Iterator[Category]:
    found: dict[tuple[str | None, str | None], Category] = {}
    for level in (*record.records("parentCategoryList"), record):
        number, name = level.text("categoryId"), level.text("categoryName")
        if number or name:
            found.setdefault((number, None if number else name), Category(number, name))
    yield from found.values()


def _papers(record: Record) -> Iterator[Qualification]:
    for paper in _each_paper(record):
        inner = isinstance(paper.value.get("certification"), dict)
        name = paper.record("certification").text("name") if inner else paper.text("certification")
        days = [_day(paper, end) for end in ("validDateStart", "validDateEnd")]
        valid = f"有效期 {days[0] or '未载'} 至 {days[1] or '未载'}" if any(days) else None
        if name or valid:
            yield Qualification(name=name, text=valid)


def _each_paper(record: Record) -> Iterator[Record]:
    if isinstance(record.value.get("itemQualification"), dict):
        yield record.record("itemQualification")
    else:
        yield from record.records("itemQualification")


def _day(paper: Record, name: str) -> str | None:
    """A day in Shanghai, of milliseconds since 1970 or as it is written; 0 stands for none."""
    said = paper.text(name)
    if said is None or not said.isdecimal():
        return said
    ms = paper.whole(name) or 0
    return local_day(datetime.fromtimestamp(ms / 1000, UTC)).isoformat() if 0 < ms <= _LATEST_MS else None


def _images(record: Record) -> Iterator[Image]:
    main = dict.fromkeys(filter(None, (record.text("mainImageUrl"), *record.texts("imageUrls"))))
    yield from (Image(url=url, role="main") for url in main)
    yield from (Image(url=url, role="detail") for url in record.texts("detailImageUrls"))
    yield from (Image(url=url, role="sku") for sku in record.records("skuList") if (url := sku.text("imageUrl")))
    for paper in _each_paper(record):
        yield from (Image(url=url, role="qualification") for url in _files(paper))


def _files(paper: Record) -> Iterator[str]:
    """The addresses of a paper's files: bare, or each in an object of its own."""
    files = paper.raw("qualificationFiles")
    for file in files if isinstance(files, list) else (files,):
        url = Record(file).text("url", "fileUrl") if isinstance(file, dict) else file
        if isinstance(url, str) and url.strip():
            yield url.strip()
