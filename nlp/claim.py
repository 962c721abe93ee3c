"""What reading makes of a listing's words: claims and facts, each with its span.

A claim is one mention read in its context. Only affirmed claims about this item's stone or origin
can create or cure a violation; the others are kept because a reader asks why nothing was flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct

from crawler.listing import Listing
from nlp.judgement import Span


class ClaimClass(StrEnum):
    DIAMOND = "D"  # 钻石, 钻戒: unqualified
    NATURAL = "N"  # 天然, 真钻, 南非真钻
    LAB_GROWN = "L"  # 培育, 合成钻石, CVD, LG number
    SIMULANT = "S"  # 莫桑石, 锆石, 玻璃
    COLOURED = "C"  # 红宝石, 翡翠
    TREATMENT = "T"  # 染色, 注胶, 无烧
    BRAND = "B"  # 卡地亚; codes carry the tag "code"
    DESIGN = "G"  # features of signature designs
    IMITATION = "I"  # 高仿, 复刻, 1:1, 同款
    JEWELLERY = "J"  # 戒指, 项链: what kind of goods
    TRADE = "X"  # second-hand, service, authorisation, deposit, bare setting, packaging cues
    ADVERTISING = "A"  # superlatives, returns, luck and healing, endorsements, made-up people


class Polarity(StrEnum):
    AFFIRM = "affirm"
    NEGATE = "negate"
    COMPARE = "compare"
    QUESTION = "question"
    CONDITIONAL = "conditional"
    TEACH = "teach"
    QUOTE = "quote"


class Target(StrEnum):
    MAIN = "main"  # the main stone
    SIDE = "side"  # side stones
    WHOLE = "whole"  # the piece
    OTHER = "other"  # another item
    SHOP = "shop"
    PACKAGING = "packaging"
    SERVICE = "service"


class Place(StrEnum):
    """Groups of fields by how a buyer meets them."""

    TITLE = "title"  # title, short_title, subtitle, selling_point
    ATTRIBUTE = "attribute"
    SKU = "sku"
    DETAIL = "detail"  # description_text
    IMAGE = "image"  # images[].ocr_text
    CERTIFICATE = "certificate"  # qualifications[]
    SPEECH = "speech"
    ROOM = "room"
    SHOP = "shop"
    CATEGORY = "category"
    BRAND = "brand"


_PLACES = {
    "title": Place.TITLE,
    "short_title": Place.TITLE,
    "subtitle": Place.TITLE,
    "selling_point": Place.TITLE,
    "attributes": Place.ATTRIBUTE,
    "skus": Place.SKU,
    "description_text": Place.DETAIL,
    "images": Place.IMAGE,
    "qualifications": Place.CERTIFICATE,
    "speech": Place.SPEECH,
    "room": Place.ROOM,
    "shop": Place.SHOP,
    "category": Place.CATEGORY,
    "brand": Place.BRAND,
}


def place_of(path: str) -> Place:
    """The group of fields that a path such as ``skus.1.spec.0.value`` belongs to. Raises KeyError for what is no text field."""
    return _PLACES[path.partition(".")[0]]


_AFFIRM = Polarity.AFFIRM
"""Asked of most claims many times, and members of an enumeration are looked up slowly before Python 3.12."""


class Claim(Struct, frozen=True, gc=False):
    """One mention in context. ``name`` is the standard name of the term (合成碳硅石 for 莫桑石)."""

    term: str
    cls: ClaimClass
    name: str
    polarity: Polarity
    target: Target
    place: Place
    span: Span
    cue: Span | None = None  # what decided the polarity or target, when not plain affirmation
    tags: frozenset[str] = frozenset()  # from the lexicon: disclosure, improper, confusing, code, weak, …
    evasion: tuple[str, ...] = ()  # the transforms of the span that hide a word on purpose

    @property
    def affirmed(self) -> bool:
        return self.polarity is _AFFIRM


class Carat(Struct, frozen=True, gc=False):
    """A weight in carat; ``role`` is main, side, total, effect (显大1克拉, 一克拉效果) or unknown."""

    carat: float
    role: str
    place: Place
    span: Span


class Money(Struct, frozen=True, gc=False):
    """An amount in fen named in text; ``role`` is price, deposit, difference, postage, market or unknown."""

    fen: int
    role: str
    place: Place
    span: Span


class Certificate(Struct, frozen=True, gc=False):
    """A certificate mention; ``kind`` is natural, lab_grown, moissanite, synthetic (a coloured stone) or unknown, by number shape or report words."""

    laboratory: str | None
    number: str | None
    kind: str
    place: Place
    span: Span
    polarity: Polarity = Polarity.AFFIRM


class Grade(Struct, frozen=True, gc=False):
    """A colour or clarity grade as written, for example D or VVS1."""

    scale: str
    value: str
    place: Place
    span: Span


class Origin(Struct, frozen=True, gc=False):
    """A place of origin named for the stone; ``hints`` is natural (南非), lab_grown (柘城) or none."""

    name: str
    hints: str
    place: Place
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A listing as read: its texts by path, and everything found in them in reading order."""

    listing: Listing
    texts: dict[str, str]
    claims: tuple[Claim, ...] = ()
    carats: tuple[Carat, ...] = ()
    money: tuple[Money, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    grades: tuple[Grade, ...] = ()
    origins: tuple[Origin, ...] = ()
    readable: bool = True  # False: no letter, digit or character to read at all
    places: frozenset[Place] = field(default_factory=frozenset)  # places that carry any text
    folded: tuple[str, ...] = ()  # the texts in folded form, in their order
    marks: frozenset[str] = frozenset()  # see nlp.marks; never less than there is, perhaps a little more

    @property
    def mentioned(self) -> frozenset[str]:
        """The classes of the claims."""
        return frozenset(claim.cls for claim in self.claims)

    @property
    def trade_words(self) -> frozenset[str]:
        """The standard names of the claims of the class TRADE, and perhaps of some that were not read as claims."""
        return frozenset(claim.name for claim in self.claims if claim.cls is ClaimClass.TRADE)

    def of_class(self, cls: str) -> Sequence[Claim]:
        """The claims of one class in reading order."""
        return [claim for claim in self.claims if claim.cls == cls]
