"""The HTML side of the market: front page, list pages, item pages, and the page that asks to sign in."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from desk.market.shelf_json import address
from desk.market.shelves import Goods, Shelf, shelves


def front_page() -> str:
    """``/``: links to every shelf, and to the members' corner that robots.txt closes."""
    return _template("front.html").render(shelves=[(shelf, address(shelf)) for shelf in shelves()])


def list_page(shelf: Shelf, day: int, number: int) -> str:
    """Page ``number`` (from 1) of an HTML shop. Raises IndexError for a page that is not there."""
    pages = shelf.pages(day)
    following = f"{address(shelf)}?page={number + 1}" if number < len(pages) else None
    return _template("list.html").render(shelf=shelf, goods=pages[number - 1], number=number, following=following)


def item_page(shelf: Shelf, goods: Goods) -> str:
    """The page of one item; of a delisted one, the page that says so."""
    return _template("delisted.html" if goods.delisted else "item.html").render(shelf=shelf, goods=goods)


def login_page() -> str:
    """What a visitor meets who is asked to sign in first."""
    return _template("login.html").render()


def yuan(fen: int) -> str:
    """428000 as ``¥4,280.00``."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("desk.market"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["yuan"] = yuan
    return environment.get_template(name)
