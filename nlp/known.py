"""Known: what can be known beside one listing. A plain value; nlp never looks anything up itself."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

RightKind = Literal["design", "work", "mark"]
MatchBasis = Literal["picture", "item_code", "photo"]


class RightMatch(Struct, frozen=True, omit_defaults=True):
    """A recorded right that something of the listing resembles.

    ``number`` and ``owner`` as registered; ``kind``: design patent, registered work or shape mark.
    ``since`` and ``until`` bound its validity (both inclusive, ``until`` None: no end recorded);
    ``invalid`` when it was declared invalid or given up. ``basis``: what was compared; ``similarity``
    from 0 to 1 (1.0 for an equal item code or the very same photo). ``at`` is the path of the picture
    (``images.0``). ``licensed``: this seller may use it; ``earlier_design``: the same design was public
    before the right.
    """

    number: str
    owner: str
    kind: RightKind
    since: date
    similarity: float
    until: date | None = None
    invalid: bool = False
    basis: MatchBasis = "picture"
    at: str | None = None
    licensed: bool = False
    earlier_design: bool = False

    def alive(self, on: date) -> bool:
        """Whether the right was in force on that day."""
        return _in_force(self, on)


class RecordedMark(Struct, frozen=True, omit_defaults=True):
    """A recorded trade mark of a brand that the listing names, in force or not.

    ``brand``: its name as the reader names it; ``text`` and ``owner`` as registered; ``classes``: Nice classes, empty
    for any. ``since`` and ``until`` bound its validity (both inclusive); ``invalid`` when it was declared invalid.
    """

    brand: str
    number: str
    text: str
    owner: str
    since: date
    until: date | None = None
    classes: tuple[int, ...] = ()
    invalid: bool = False

    def alive(self, on: date) -> bool:
        """Whether the mark was in force on that day."""
        return _in_force(self, on)


class OwnPrice(Struct, frozen=True, omit_defaults=True):
    """One earlier look at the same listing: its day (Asia/Shanghai) and the highest price then asked for it, in fen.

    ``title``: the title of that look, to tell a last day from one that never ends.
    """

    day: date
    fen: int
    title: str | None = None


def _in_force(right: RightMatch | RecordedMark, on: date) -> bool:
    return not right.invalid and right.since <= on and (right.until is None or on <= right.until)


class Known(Struct, frozen=True, omit_defaults=True):
    """Facts from outside the listing, empty by default.

    ``authorised_brands``: standard names of brands this seller may sell on the day, with proof on file.
    ``rights``: recorded rights that the listing's pictures or codes match. ``marks``: recorded trade marks of the
    brands that it names, those that have lapsed among them.
    ``certificates_elsewhere``: numbers of this listing's reports (``LG612345678``) seen on other stones.
    ``own_prices``: earlier looks at this listing, in any order.
    """

    authorised_brands: tuple[str, ...] = ()
    rights: tuple[RightMatch, ...] = ()
    own_prices: tuple[OwnPrice, ...] = ()
    certificates_elsewhere: tuple[str, ...] = ()
    marks: tuple[RecordedMark, ...] = ()

    def digest(self) -> str | None:
        """``sha256:…`` over the canonical form, or None when nothing is known."""
        if self == Known():
            return None
        rights = tuple(sorted(set(self.rights), key=msgspec.json.encode))
        marks = tuple(sorted(set(self.marks), key=msgspec.json.encode))
        prices = tuple(sorted(set(self.own_prices), key=lambda look: (look.day, look.fen, look.title or "")))
        canonical = msgspec.json.encode(
            Known(
                tuple(sorted(set(self.authorised_brands))),
                rights,
                prices,
                tuple(sorted(set(self.certificates_elsewhere))),
                marks,
            )
        )
        return "sha256:" + hashlib.sha256(canonical).hexdigest()
