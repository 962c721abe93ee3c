"""Case: one reading on one day beside what is known, asked by the checks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.listing import Listing
from nlp.books.brands import BrandBook, brand_book
from nlp.books.prices import PriceBook, price_book
from nlp.claim import Claim, ClaimClass, Place, Polarity, Reading, Target, place_of
from nlp.judgement import Span
from nlp.known import Known
from nlp.marks import Marks
from nlp.material import Statement, statements
from nlp.offer import Offer, read_offer

OF_THE_ITEM: frozenset[Target] = frozenset({Target.MAIN, Target.WHOLE})
"""Only what is said of this item's main stone or the piece can create or cure a charge."""


_INSTRUMENTS = frozenset({"instrument", "tools"})


@dataclass(frozen=True)
class Case:
    """Everything a check may look at. Values derived from the reading are computed once and kept.

    ``marks``: see nlp.needs; without them nothing is told beforehand and every test of a rule is asked.
    """

    reading: Reading
    on: date
    known: Known
    marks: Marks | None = None

    @property
    def listing(self) -> Listing:
        return self.reading.listing

    @cached_property
    def prices(self) -> PriceBook:
        return price_book()

    @cached_property
    def brands(self) -> BrandBook:
        return brand_book()

    @cached_property
    def offer(self) -> Offer:
        return read_offer(self.reading)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the listing says its main stone is: see nlp.material."""
        # 测钻笔 钻石莫桑石都能分: an instrument names the stones it tells apart, and is made of none.
        return () if self._an_instrument else statements(self.reading)

    @property
    def _an_instrument(self) -> bool:
        offer = self.offer
        if offer.goods != "other_goods" or offer.kinds.isdisjoint(_INSTRUMENTS):
            return False
        return not any(
            claim.place is Place.TITLE and "goods" in claim.tags and "裸钻" not in claim.term
            for claim in self.reading.of_class(ClaimClass.DIAMOND)
        )

    def claims(
        self,
        classes: Collection[str],
        *,
        tags: Collection[str] = (),
        without: Collection[str] = (),
        names: Collection[str] = (),
        places: Collection[str] = (),
        targets: Collection[str] = (),
        polarity: Collection[str] = (Polarity.AFFIRM,),
    ) -> Iterator[Claim]:
        """Claims of those classes in reading order; an empty collection asks for nothing in particular."""
        for claim in self._of(classes):
            if (
                (not polarity or claim.polarity in polarity)
                and (not targets or claim.target in targets)
                and (not places or claim.place in places)
                and (not names or claim.name in names)
                and (not tags or not claim.tags.isdisjoint(tags))
                and claim.tags.isdisjoint(without)
            ):
                yield claim

    def _of(self, classes: Collection[str]) -> Sequence[Claim]:
        """Claims of those classes in reading order; nearly always of one class alone."""
        there = [cls for cls in classes if cls in self.reading.mentioned]
        if len(there) <= 1:
            return self.reading.of_class(there[0]) if there else ()
        return [claim for claim in self.reading.claims if claim.cls in there]

    def find_words(self, words: Collection[str], places: Collection[Place] = ()) -> tuple[Span, ...]:
        """Spans of plain words in the item's own texts (shop and room aside), compared without case."""
        found = []
        for path, text, lowered in self._lowered:
            if places and place_of(path) not in places:
                continue
            for word in words:
                start = lowered.find(word)
                if start >= 0:
                    found.append(Span(path, start, start + len(word), text[start : start + len(word)]))
        return tuple(found)

    @cached_property
    def _lowered(self) -> tuple[tuple[str, str, str], ...]:
        """(path, text, the same in lower case) of the item's own texts, where both have the same length."""
        own = (
            (path, text, text.lower())
            for path, text in self.reading.texts.items()
            if not path.startswith(("shop.", "room.", "category."))
        )
        return tuple((path, text, lowered) for path, text, lowered in own if len(text) == len(lowered))

    def folded_text(self, path: str) -> str:
        """One text as the lexicon reads it: simplified, lower case; empty where the listing has no such text."""
        return self._folded.get(path, "")

    @cached_property
    def _folded(self) -> dict[str, str]:
        return dict(zip(self.reading.texts, self.reading.folded, strict=True))

    @cached_property
    def own_text(self) -> str:
        """The item's own texts in lower case, for amounts and metals that are no claims."""
        return "\n".join(
            text.lower()
            for path, text in self.reading.texts.items()
            if not path.startswith(("shop.", "room.", "category."))
        )
