"""Entries of the rights register. Days are dates in Asia/Shanghai, both ends inclusive; hashes are SHA-256 in hex."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from datetime import date, datetime
from typing import Literal

import msgspec
from msgspec import Struct

Kind = Literal["holder", "mark", "design", "work", "seller"]
Change = Literal["added", "changed", "expired", "invalidated"]

KINDS: dict[Kind, str] = {
    "holder": "权利人",
    "mark": "商标",
    "design": "外观设计专利",
    "work": "作品登记",
    "seller": "授权销售商",
}
CHANGES: dict[Change, str] = {"added": "登记", "changed": "变更", "expired": "期满", "invalidated": "宣告无效"}

MAINLAND = "CN"
"""A right of another region forbids nothing here (Trade Mark Law art. 3, Patent Law art. 11: rights are territorial)."""


class Holder(Struct, frozen=True, tag="holder", omit_defaults=True):
    """``name`` as registered; ``uscc``: unified social credit code, for companies."""

    name: str
    uscc: str | None = None


class Mark(Struct, frozen=True, tag="mark", omit_defaults=True, kw_only=True):
    """A trade mark. ``text``: its words, Chinese and Latin apart by a space or slash; ``classes``: Nice classes."""

    number: str
    text: str
    holder: str
    classes: tuple[int, ...]
    since: date
    until: date
    goods: tuple[str, ...] = ()
    region: str = MAINLAND
    invalid: bool = False


class Picture(Struct, frozen=True, omit_defaults=True):
    """A picture in the evidence folder; ``phash``: its PDQ hash, None where too little can be made out."""

    sha256: str
    phash: str | None = None


class Design(Struct, frozen=True, tag="design", omit_defaults=True, kw_only=True):
    """A design patent (``basis`` patent) or a registered work (copyright). ``codes``: the holder's own item codes."""

    number: str
    basis: Literal["patent", "copyright"]
    holder: str
    features: str
    since: date
    until: date | None = None
    pictures: tuple[Picture, ...] = ()
    codes: tuple[str, ...] = ()
    region: str = MAINLAND
    invalid: bool = False


class Seller(Struct, frozen=True, tag="seller", omit_defaults=True, kw_only=True):
    """Who may sell under which recorded rights. ``goods`` empty: all goods of the rights; ``proof``: hash of the paper.

    A shop id means something on its ``platform`` alone.
    """

    rights: tuple[str, ...]
    proof: str
    since: date
    until: date
    goods: tuple[str, ...] = ()
    platform: str | None = None
    shop_id: str | None = None
    name: str | None = None
    company: str | None = None
    uscc: str | None = None


Entry = Holder | Mark | Design | Seller


class Registered(Struct, frozen=True):
    """An entry as it stands, and who last changed it, when and why."""

    id: str
    entry: Entry
    at: datetime
    actor: str
    change: Change
    reason: str = ""


class RightRefused(ValueError):
    """An entry that cannot be registered: the field concerned (empty for the whole) and one Chinese line."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}：{reason}" if field else reason)
        self.field = field
        self.reason = str(self)
        self.why = reason


def kind_of(entry: Entry) -> Kind:
    """The kind that an entry is listed under."""
    if isinstance(entry, Design):
        return "design" if entry.basis == "patent" else "work"
    return "holder" if isinstance(entry, Holder) else "mark" if isinstance(entry, Mark) else "seller"


def id_of(entry: Entry) -> str:
    """What names an entry: ``mark:1234567``, ``holder:某某公司``; a seller by who it is and under which rights."""
    if isinstance(entry, Seller):
        who = (entry.platform, entry.shop_id, entry.name, entry.company, entry.uscc, sorted(entry.rights))
        digest = hashlib.sha256(msgspec.json.encode((*who, entry.since))).digest()
        return f"seller:{base64.b32encode(digest).decode('ascii')[:10]}"
    return _written(kind_of(entry), entry.name if isinstance(entry, Holder) else entry.number)


def id_from(text: str) -> str:
    """An id as a person types it, in the form in which it is kept."""
    kind, _, name = text.strip().partition(":")
    return _written(kind.casefold(), name)


def _written(kind: str, name: str) -> str:
    return f"{kind}:{folded(name).upper()}"


def folded(words: str | None) -> str:
    """Names and numbers as they are compared: width, case and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", words or "").casefold().split())
