"""Traces: what a listing carries by which it can be known again. Pure; sellers' texts and numbers are bounded here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from alerts.cases.alike import SHORTEST, folded, text_value
from alerts.cases.owners import company_name, credit_code
from alerts.observing import storable
from crawler.listing import Listing, text_fields
from nlp.facts.certificate import find_certificates

CERTIFICATES, PICTURES, LIKENESSES = 20, 8, 4
"""Of one listing at most so many, in reading order: a list of a thousand numbers is no sign of anything."""

_TEXTS, _LETTERS = 64, 4000
"""Texts of a listing that are searched for certificates, and characters of each."""

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{4,28}[A-Z0-9]")
_HASH = re.compile(r"[0-9a-f]{64}")
_PLACEHOLDERS = "01234567890123456789"
_MIDDLE_BITS = range(96, 161)
_SHOWN = 60
_NO_NUMBERS = frozenset({"shop", "room", "speech", "skus", "category", "brand"})
_NOT_WORDS = frozenset({"shop", "room", "speech", "images", "qualifications", "skus", "category", "brand"})


class Trace(NamedTuple):
    """One trace: its kind, the value that is compared, where it stood and how it is shown to a person.

    ``body``: what likeness is counted on, for kinds that know it.
    """

    kind: str
    value: str
    field: str
    shown: str
    body: str | None = None


def traces(listing: Listing) -> tuple[Trace, ...]:
    """Everything a listing carries, each value once, in reading order."""
    found: dict[tuple[str, str], Trace] = {}
    for trace in (*_certificates(listing), *_pictures(listing), *_text(listing), *_owner(listing)):
        found.setdefault((trace.kind, trace.value), trace)
    return tuple(found.values())


def certificate_number(text: str | None) -> str | None:
    """A report number as it is compared (LG612345678); None for what is none, or a number that anybody writes."""
    if text is None or len(text) > 200:
        return None
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if not _NUMBER.fullmatch(plain):
        return None
    number = plain.replace("-", "")
    digits = re.sub(r"\D", "", number)
    plausible = len(digits) >= 6 and len(set(digits)) > 2 and digits not in _PLACEHOLDERS
    return number if plausible and digits not in _PLACEHOLDERS[::-1] else None


def _certificates(listing: Listing) -> Iterator[Trace]:
    found: dict[str, str] = {}
    for field, number in _numbers(listing):
        found.setdefault(number, field)
    for number, field in islice(found.items(), CERTIFICATES):
        yield Trace("certificate", number, field, number)


def _numbers(listing: Listing) -> Iterator[tuple[str, str]]:
    for i, paper in enumerate(listing.qualifications[: 4 * CERTIFICATES]):
        if number := certificate_number(paper.cert_no):
            yield f"qualifications.{i}.cert_no", number
    said = ((field, text) for field, text in text_fields(listing) if field.partition(".")[0] not in _NO_NUMBERS)
    for field, text in islice(said, _TEXTS):
        for named in find_certificates(text[:_LETTERS].casefold()):
            if number := None if named.negated else certificate_number(named.number):
                yield field, number


def _pictures(listing: Listing) -> Iterator[Trace]:
    seen = likenesses = 0
    for i, image in enumerate(listing.images[: 8 * PICTURES]):
        if seen < PICTURES and image.sha256 and _HASH.fullmatch(image.sha256):
            seen += 1
            yield Trace("picture", image.sha256, f"images.{i}", image.sha256[:16])
        if likenesses < LIKENESSES and image.phash and _is_pdq(image.phash):
            likenesses += 1
            yield Trace("likeness", image.phash, f"images.{i}", image.phash[:16], image.phash)


def _is_pdq(text: str) -> bool:
    """A hash of nearly all noughts or ones is none that PDQ gives: it would be alike to every other such."""
    return bool(_HASH.fullmatch(text)) and int(text, 16).bit_count() in _MIDDLE_BITS


def _text(listing: Listing) -> Iterator[Trace]:
    written = [(field, text) for field, text in text_fields(listing) if field.partition(".")[0] not in _NOT_WORDS]
    body = folded([text for _, text in written])
    if len(body) >= SHORTEST:
        shown = (storable(written[0][1]) or "")[:_SHOWN]
        yield Trace("text", text_value(body), written[0][0], shown, body)


def _owner(listing: Listing) -> Iterator[Trace]:
    shop = listing.shop
    if shop is None:
        return
    if code := credit_code(shop.uscc):
        yield Trace("uscc", code, "shop.uscc", code)
    if name := company_name(shop.company):
        yield Trace("company", name, "shop.company", (storable(shop.company) or "").strip()[:_SHOWN])
