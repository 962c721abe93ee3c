"""What the rights register knows beside one listing: who may sell, whose marks are named, which pictures it resembles.

Read once for a run. Everything is asked for one day: the same listing before and after a right's end is two cases.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from alerts.rights.standing import alive
from alerts.rights.values import MAINLAND, Design, Entry, Holder, Mark, Seller, folded
from crawler.listing import Listing, Price
from crawler.pictures.likeness import ALIKE, distance
from nlp.books.brands import brand_book
from nlp.claim import ClaimClass, Reading
from nlp.known import Known, RecordedMark, RightMatch
from nlp.offer import Offer, read_offer
from nlp.recorded_names import RecordedNames, entry_of
from nlp.screen import Screener

if TYPE_CHECKING:
    from alerts.store import Store

_BITS = 256
_CLASS_GOODS = {"14": ("jewellery", "watch"), "18": ("bag",), "25": ("clothes", "shoes"), "3": ("perfume",)}


class RecordedRights:
    """The register, ready to be asked."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = tuple(entries)
        self._marks = [
            RecordedMark(name, m.number, m.text, m.holder, m.since, m.until, m.classes, m.invalid)
            for m in entries
            if isinstance(m, Mark) and m.region == MAINLAND
            for name in brands_of(m.text)
        ]
        self._names = RecordedNames(mark.brand for mark in self._marks)
        self._designs = [one for one in entries if isinstance(one, Design) and one.region == MAINLAND]
        self._sellers = [one for one in entries if isinstance(one, Seller)]
        self._holders = {folded(one.name): one.uscc for one in entries if isinstance(one, Holder)}

    @classmethod
    def of(cls, store: Store) -> RecordedRights | None:
        """The register of a database; None when nothing stands in it."""
        from alerts.rights.register import registered

        entries = [one.entry for one in registered(store)]
        return cls(entries) if entries else None

    def beside(self, reading: Reading, on: date) -> Known:
        """What is known of the rights that touch this listing on that day; the rest of Known is left empty."""
        listing = reading.listing
        offer = read_offer(reading)
        licences = {
            folded(number)
            for seller in self._sellers
            if alive(seller, on) and is_seller(seller, listing) and covers(seller.goods, offer, listing)
            for number in seller.rights
        }
        own = {mark.brand for mark in self._marks if self._owns(listing, mark.owner)}
        brands = own | {mark.brand for mark in self._marks if folded(mark.number) in licences}
        said = {claim.name for claim in reading.of_class(ClaimClass.BRAND)} | self._names.among(reading.folded)
        same = brand_book().same
        return Known(
            authorised_brands=tuple(sorted(brands)),
            rights=tuple(self._matches(listing, licences)),
            marks=tuple(mark for mark in self._marks if any(same(name, mark.brand) for name in said)),
        )

    def _owns(self, listing: Listing, owner: str) -> bool:
        """Whether the shop is the holder's own, by its company or its credit code."""
        shop = listing.shop
        if shop is None:
            return False
        code = self._holders.get(folded(owner))
        if shop.uscc and code:
            return folded(shop.uscc) == folded(code)
        return bool(shop.company) and folded(shop.company) == folded(owner)

    def _matches(self, listing: Listing, licences: Collection[str]) -> Iterator[RightMatch]:
        for design in self._designs:
            found = _closest(design, listing)
            if found is None:
                continue
            similarity, basis, at = found
            yield RightMatch(
                number=design.number, owner=design.holder, kind="design" if design.basis == "patent" else "work",
                since=design.since, until=design.until, invalid=design.invalid, similarity=similarity, at=at,
                basis="photo" if basis == "photo" else "picture" if basis == "picture" else "item_code",
                licensed=folded(design.number) in licences or self._owns(listing, design.holder),
            )  # fmt: skip


def _closest(design: Design, listing: Listing) -> tuple[float, str, str | None] | None:
    """How closely the listing comes to a design: (similarity, what was compared, where), or None.

    PDQ tells a picture that was saved again, scaled or lightly retouched, not one piece from another like it.
    """
    best: tuple[float, str, str | None] | None = None
    for number, image in enumerate(listing.images):
        for picture in design.pictures:
            if image.sha256 and image.sha256.removeprefix("sha256:") == picture.sha256:
                return 1.0, "photo", f"images.{number}"
            if image.phash and picture.phash and (bits := distance(image.phash, picture.phash)) <= ALIKE:
                near = round(1 - bits / _BITS, 3)
                best = max(best or (0.0, "", None), (near, "picture", f"images.{number}"), key=lambda one: one[0])
    codes = {folded(code) for code in (listing.outer_id, *(sku.outer_sku_id for sku in listing.skus)) if code}
    if best is None and any(folded(code) in codes for code in design.codes):
        return 1.0, "item_code", None
    return best


def is_seller(seller: Seller, listing: Listing) -> bool:
    """Whether the listing's shop is the one meant: something that was recorded agrees, and nothing known contradicts.

    A name alone is anybody's to take, so a name that agrees counts for nothing beside a company or code that does not.
    """
    shop = listing.shop
    if shop is None or (seller.platform and seller.platform != listing.platform):
        return False
    pairs = (
        (seller.shop_id, shop.id),
        (seller.uscc, shop.uscc),
        (seller.company, shop.company),
        (seller.name, shop.name),
    )
    known = [folded(recorded) == folded(seen) for recorded, seen in pairs if recorded and seen]
    return bool(known) and all(known)


def covers(goods: Collection[str], offer: Offer, listing: Listing) -> bool:
    """Whether an authorisation for these goods covers all that the listing offers; none named: all goods.

    ``goods``: words for goods (戒指) or Nice classes (14, 第14类). What cannot be told apart is not covered.
    """
    if not goods:
        return True
    kinds: set[str] = set()
    for words in goods:
        kinds |= _kinds(words)
    if "jewellery" in kinds and offer.goods == "jewellery":
        return True
    offered = offer.kinds - {"jewellery"}
    return bool(offered) and offered <= kinds


@lru_cache(maxsize=4096)
def _kinds(words: str) -> frozenset[str]:
    number = words.removeprefix("第").removesuffix("类")
    if number in _CLASS_GOODS:
        return frozenset(_CLASS_GOODS[number])
    return read_offer(_read(words)).kinds


@lru_cache(maxsize=65536)
def brands_of(text: str) -> frozenset[str]:
    """The standard names of the brands that a mark's text names; the text's own words where the reader knows none."""
    # 戒指 lets words be read that count as a brand beside jewellery alone.
    known = {claim.name for claim in _read(f"{text} 戒指").of_class(ClaimClass.BRAND)}
    return frozenset(known) or frozenset(part for part in text.replace("/", " ").split() if part)


def is_read(text: str) -> bool:
    """Whether rules can find a mark's text in words: its brand is in the lexicon, or it is a name of its own."""
    if any(True for _ in _read(f"{text} 戒指").of_class(ClaimClass.BRAND)):
        return True
    return any(entry_of(name) is not None for name in brands_of(text))


def _read(title: str) -> Reading:
    # A price makes it an offer; the figure plays no part.
    return Screener.default().read(
        Listing(platform="register", item_id="1", title=title, price=Price(sale_fen=100_000))
    )
