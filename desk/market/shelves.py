"""The market's data: one file per shelf in ``stock/``, read into what stands on it on a given day.

A file holds a shelf as it was on the first day; ``later`` changes an item from that day on, ``absent`` names the
days on which it is not on the shelf, ``delisted`` the day from which its page says so while the shelf still links it.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml
from msgspec import Struct

DAYS = (1, 2, 3)

Form = Literal["html", "json", "room"]


class Shop(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    kind: str
    company: str


class Room(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    intro: str
    anchor: str


class Trouble(Struct, frozen=True, forbid_unknown_fields=True):
    """What a visitor meets instead of page ``page`` of the shelf: an HTTP 500, or a page that asks to sign in."""

    page: int
    answer: Literal["error", "login"]


class Paper(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    cert_no: str | None = None
    agency: str | None = None
    text: str | None = None


class Sku(Struct, frozen=True):
    id: str
    spec: tuple[tuple[str, str], ...]
    price_fen: int
    stock: int
    code: str | None = None


class Goods(Struct, frozen=True):
    """One item as its seller shows it on one day. ``slot``: its place in the file, the same on every day."""

    id: str
    slot: int
    title: str
    price_fen: int
    short_title: str | None = None
    subtitle: str | None = None
    market_fen: int | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    skus: tuple[Sku, ...] = ()
    description: str | None = None
    category: tuple[str, ...] = ()
    brand: str | None = None
    papers: tuple[Paper, ...] = ()
    pictures: tuple[tuple[str, tuple[str, ...]], ...] = ()
    speech: tuple[str, ...] = ()
    delisted: bool = False

    @property
    def sold_out(self) -> bool:
        """Every variant is out of stock; an item without variants never is."""
        return bool(self.skus) and not any(sku.stock for sku in self.skus)


class Shelf(Struct, frozen=True):
    """One shelf with its items day by day. ``name`` is the file's name, ``banter`` what a host says between items."""

    name: str
    form: Form
    shop: Shop
    room: Room | None
    banter: tuple[str, ...]
    trouble: dict[int, Trouble]
    days: dict[int, tuple[Goods, ...]]

    def pages(self, day: int) -> list[tuple[Goods, ...]]:
        """The shelf of a day cut into the pages that a visitor turns; an empty shelf has one empty page."""
        goods, size = self.days[day], 12 if self.form == "html" else 20
        return [goods[at : at + size] for at in range(0, len(goods), size)] or [()]


@cache
def shelves() -> tuple[Shelf, ...]:
    """Every shelf of the market, in the order of their file names. Raises ValueError for a file with a mistake in it."""
    return tuple(_shelf(path) for path in sorted((Path(__file__).parent / "stock").glob("*.yml")))


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    price: float
    short_title: str | None = None
    subtitle: str | None = None
    market: float | None = None
    attributes: dict[str, str] = {}
    skus: list[dict[str, Any]] = []
    description: str | None = None
    category: tuple[str, ...] = ()
    brand: str | None = None
    papers: tuple[Paper, ...] = ()
    pictures: dict[str, tuple[str, ...]] = {}
    speech: tuple[str, ...] = ()
    absent: tuple[int, ...] = ()
    delisted: int | None = None
    later: dict[int, dict[str, Any]] = {}


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    form: Form
    shop: Shop
    items: list[dict[str, Any]]
    room: Room | None = None
    banter: tuple[str, ...] = ()
    trouble: dict[int, Trouble] = {}


def _shelf(path: Path) -> Shelf:
    try:
        file = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _File)
        days = {day: tuple(_standing(file.items, day)) for day in DAYS}
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    return Shelf(path.stem, file.form, file.shop, file.room, file.banter, file.trouble, days)


def _standing(items: list[dict[str, Any]], day: int) -> list[Goods]:
    """What stands on the shelf that day, in the file's order; a change of an earlier day holds on."""
    goods = []
    for slot, raw in enumerate(items):
        merged = dict(raw)
        for changed in range(2, day + 1):
            merged.update(raw.get("later", {}).get(changed, {}))
        entry = msgspec.convert(merged, _Entry, strict=False)
        if day not in entry.absent:
            goods.append(_goods(entry, slot, day))
    return goods


def _goods(entry: _Entry, slot: int, day: int) -> Goods:
    pictures = {"main": (), **entry.pictures}
    return Goods(
        id=entry.id,
        slot=slot,
        title=entry.title,
        price_fen=_fen(entry.price),
        short_title=entry.short_title,
        subtitle=entry.subtitle,
        market_fen=None if entry.market is None else _fen(entry.market),
        attributes=tuple(entry.attributes.items()),
        skus=tuple(_sku(entry.id, n, raw) for n, raw in enumerate(entry.skus, 1)),
        description=entry.description,
        category=entry.category,
        brand=entry.brand,
        papers=entry.papers,
        pictures=tuple(pictures.items()),
        speech=entry.speech,
        delisted=entry.delisted is not None and day >= entry.delisted,
    )


def _sku(item_id: str, number: int, raw: dict[str, Any]) -> Sku:
    spec = tuple((name, str(value)) for name, value in raw.items() if name not in ("price", "stock", "code"))
    return Sku(f"{item_id[3:]}{number:02d}", spec, _fen(raw["price"]), raw["stock"], raw.get("code"))


def _fen(yuan: float) -> int:
    return int(Decimal(str(yuan)) * 100)
