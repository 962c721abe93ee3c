"""Is this an offer by a seller, and of what goods?

Rules judge offers. News, novels, option lists, lessons and a buyer's question name stones and
brands too and accuse nobody. A price, a size to choose or a sheet of attributes makes an offer;
without them the words must sell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nlp.claim import Claim, ClaimClass, Place, Polarity, Reading, Target, place_of

Goods = Literal["jewellery", "other_goods", "none"]


# 项链空盒, 婚戒灯光盒: the piece names the box, as it does in 买婚戒留下的. 手镯盒装 and 戒指盒证齐全 are still a bangle and a ring.
_BOX = re.compile(
    r"(?:的|空|收纳|首饰|展示|包装|礼品|灯光|木|皮|绒|丝绒)*(?:盒(?!装|证|卡|袋|票)|袋|包装|吊牌|架|托盘|防尘)"
    r"|(?:时|那会儿?|的时候)?(?:剩|留|攒)下?的"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """``made``: somebody offers goods here. ``goods``: what kind; ``kinds``: their standard names."""

    made: bool
    goods: Goods
    kinds: frozenset[str]


def read_offer(reading: Reading) -> Offer:
    """Whether the listing offers goods, and which."""
    goods, kinds = _goods(reading)
    return Offer(_made(reading, goods), goods, kinds)


_NAMES = frozenset({Place.TITLE, Place.SKU})
_THE_SELLERS = frozenset({Place.SHOP, Place.ROOM})
_ITEM = frozenset({Target.MAIN, Target.WHOLE})
_NOT_DENIED = frozenset({Polarity.AFFIRM, Polarity.COMPARE, Polarity.QUESTION})
_GOODS = frozenset({"jewellery", "other_goods"})


def _goods(reading: Reading) -> tuple[Goods, frozenset[str]]:
    """The goods named nearest the top win: a title naming a bag is a bag, whatever the detail mentions."""
    own = [
        claim
        for claim in reading.of_class(ClaimClass.JEWELLERY)
        if claim.polarity in _NOT_DENIED
        and claim.target in _ITEM
        and claim.place not in _THE_SELLERS
        and not claim.tags.isdisjoint(_GOODS)
    ]
    named = [claim for claim in own if "word" not in claim.tags]
    titled = _without_objects([claim for claim in named if claim.place in _NAMES], reading)
    boxes = {claim.name for claim in titled if "toy" not in claim.tags and names_a_box(claim, reading)}
    if titled and boxes.issuperset(claim.name for claim in titled):
        return "none", frozenset()
    titled = titled or named or own
    kinds = frozenset(claim.name for claim in titled)
    if any("jewellery" in claim.tags for claim in titled):
        return "jewellery", kinds
    if not titled and _signature_design(reading):
        return "jewellery", frozenset({"design"})
    if titled and not any(claim.place in _NAMES for claim in titled) and _stone_titled(reading):
        # 不怕汗不怕香水 below a title of pearls names nothing that is sold.
        return "none", frozenset()
    return ("other_goods" if titled else "none"), kinds


_HANDLED = re.compile(
    r"(?:称|测|检|验|可放|能放|可装|收纳|存放|摆放|陈列|展示|夹取?|打磨|切割|抛光|鉴别|识别|区分)[^ ，,、|｜/]*$"
)
_CONTAINER = re.compile(r"收纳盒|首饰盒|珠宝盒|饰品盒|收纳架|展示架|展示台|首饰架|收纳袋")


def _without_objects(titled: list[Claim], reading: Reading) -> list[Claim]:
    """克拉秤 称裸钻, 首饰收纳盒 可放钻戒手镯: what a tool weighs and a box holds is not sold with it."""
    tool = any("other_goods" in claim.tags for claim in titled)
    title = reading.texts.get("title", "")
    if not tool and _CONTAINER.search(title) is None:
        return titled
    return [
        claim
        for claim in titled
        if claim.span.field != "title"
        or "jewellery" not in claim.tags
        or _HANDLED.search(title, 0, claim.span.start) is None
    ]


def _stone_titled(reading: Reading) -> bool:
    return any(
        claim.place is Place.TITLE and claim.affirmed and "stone" in claim.tags
        for claim in reading.of_class(ClaimClass.COLOURED)
    )


def names_a_box(piece: Claim, reading: Reading) -> bool:
    """Whether a word for a piece says what a box, bag or stand was made for."""
    text = reading.texts[piece.span.field]
    return _BOX.match(text, piece.span.end) is not None


def _signature_design(reading: Reading) -> bool:
    """五花, 螺丝款 and their like name a piece of jewellery by its design alone."""
    return any(claim.affirmed and "feature:motif" not in claim.tags for claim in reading.of_class(ClaimClass.DESIGN))


def _made(reading: Reading, goods: Goods) -> bool:
    if _says(reading, "not_for_sale"):
        return False
    listing = reading.listing
    priced = listing.price is not None and any(
        fen is not None for fen in (listing.price.sale_fen, listing.price.min_fen, listing.price.campaign_fen)
    )
    if priced or listing.skus or listing.attributes or listing.qualifications or listing.images:
        # A course or a book has a price too and says so in its title; a word in the detail must not silence rules.
        if not _says(reading, "no_offer", (Place.TITLE, Place.CATEGORY)):
            return True
        return _says(reading, "selling", (Place.TITLE,)) or _hands_over(reading)
    if _says(reading, "no_offer"):
        return False
    if any(_says(reading, n) for n in ("selling", "wholesale")):
        return True
    things = [
        claim
        for claim in reading.of_class(ClaimClass.JEWELLERY)
        if (claim.place is Place.TITLE or "word" not in claim.tags)
    ]
    shown = bool(listing.title or listing.speech) and ((goods != "none" and bool(things)) or bool(reading.carats))
    return shown or any(m.role == "price" for m in reading.money)


_PATTERNS = re.compile(
    r"(?:发|送|附|给|含|领)[^，。！？；,!?;\n不没]{0,6}(?:蜡版|图纸|stl|3dm|jcd|建模|图档|胶模|银版|同版|源文件|版文件)"
)
_WITHHELD = re.compile(r"[不没别勿非][^，。！？；,!?;\n]{0,3}$")


def _hands_over(reading: Reading) -> bool:
    """A lesson that hands out moulds and drawings (讲完发蜡版文件) deals in what is cast from them."""
    return any(
        _WITHHELD.search(text, max(0, found.start() - 4), found.start()) is None
        for field, text in reading.texts.items()
        if place_of(field) in (Place.DETAIL, Place.SPEECH)
        for found in _PATTERNS.finditer(text)
    )


def _says(reading: Reading, name: str, places: tuple[Place, ...] = ()) -> bool:
    if name not in reading.trade_words:
        return False
    return any(
        claim.name == name and claim.polarity is not Polarity.NEGATE and (not places or claim.place in places)
        for claim in reading.of_class(ClaimClass.TRADE)
    )
