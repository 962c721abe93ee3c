"""Screening: the only entrance to the language side. A Listing goes in, a Judgement comes out.

Same listing, date, rulebook and known facts give the same bytes: nothing here reads a clock, a
network or anything outside the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from crawler.listing import Listing
from crawler.shanghai import local_day
from nlp.books.laws import citations
from nlp.case import Case
from nlp.claim import ClaimClass, Polarity, Reading
from nlp.judgement import Judgement, Note
from nlp.judging import apply_rule
from nlp.known import Known
from nlp.needs import Tried
from nlp.notes import notes
from nlp.recorded_names import entry_of
from nlp.rulebook import Rulebook
from nlp.scoring import weigh
from nlp.second_reader.certainty import heard_twice

if TYPE_CHECKING:
    from nlp.reader import Reader
    from nlp.second_reader.model import SecondReader

NOTHING_KNOWN = Known()


def day_of(listing: Listing, on: date | None, today: date) -> date:
    """The day to judge by: ``on`` if given, else the day of observation in Shanghai, else ``today``."""
    if on is not None:
        return on
    return local_day(listing.observed_at) if listing.observed_at is not None else today


class Screener:
    """Reads listings and applies a rulebook to them."""

    def __init__(self, reader: Reader, rulebook: Rulebook, second: SecondReader | None = None) -> None:
        """Without a ``second`` reader confidence is the rules' own and silence is left alone."""
        self._reader = reader
        self._second = second
        self.rulebook = rulebook
        self._tried = Tried(rulebook.rules)

    @staticmethod
    @cache
    def default() -> Screener:
        """The screener with the shipped lexicon and rulebook."""
        from nlp.reader import Reader
        from nlp.second_reader.model import SecondReader

        return Screener(Reader.default(), Rulebook.default(), SecondReader.default())

    @property
    def digest(self) -> str:
        """``sha256:…`` over everything that decides a judgement besides the listing, the day and what is known."""
        return self.rulebook.digest

    def read(self, listing: Listing) -> Reading:
        """What the reader makes of a listing, for those who ask more than the judgement."""
        return self._reader.read(listing)

    def screen(self, listing: Listing, on: date, known: Known = NOTHING_KNOWN, line: int | None = None) -> Judgement:
        """Judge one listing as of the day ``on``. ``line``: its place in the input, from 1, only passed through."""
        return self.judge(self._reader.read(listing), on, known, line)

    def screen_many(self, listings: Iterable[Listing], on: date) -> Iterator[Judgement]:
        """Judge listings one by one in their order; ``line`` counts from 1."""
        for line, listing in enumerate(listings, 1):
            yield self.screen(listing, on, line=line)

    def judge(self, reading: Reading, on: date, known: Known = NOTHING_KNOWN, line: int | None = None) -> Judgement:
        """Judge a listing that has been read already; once more where recorded marks bear names that were not read."""
        listing = reading.listing
        names = [entry for mark in known.marks if (entry := entry_of(mark.brand)) is not None]
        if names:
            reading = self._reader.read(listing, names)
        if not reading.readable:
            return Judgement(
                listing.platform, listing.item_id, line, "could_not_judge", on.isoformat(), self.digest,
                known.digest(), notes=(Note("no_text", "没有可读的文字，无法判断"),),
            )  # fmt: skip
        case = Case(reading, on, known, self._tried.marks(reading, known))
        outcomes = [apply_rule(rule, case) for rule in self._tried.on(case)]
        charges = [outcome.charge for outcome in outcomes if outcome.charge is not None]
        suppressed = tuple(outcome.suppression for outcome in outcomes if outcome.suppression is not None)
        laws = {c.rule.id: tuple(row.id for row in citations(c.cites, on)) for c in charges}
        findings = weigh(charges, _denies(case), laws) if charges else ()
        looks: Iterable[Note] = ()
        if self._second is not None:
            findings, looks = heard_twice(findings, case, self._second)
        fired = {finding.rule for finding in findings}
        stale = any(outcome.unsettled for outcome in outcomes)
        judgement = Judgement(
            platform=listing.platform,
            item_id=listing.item_id,
            line=line,
            verdict="flagged" if findings else "clear",
            on=on.isoformat(),
            rulebook=self.digest,
            known=known.digest(),
            findings=findings,
            suppressed=suppressed,
            notes=(*notes(case, suppressed, fired, stale), *looks),
        )
        _assert_exact(judgement, reading)
        return judgement


def _denies(case: Case) -> bool:
    classes = (ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)
    return any(True for _ in case.claims(classes, polarity=(Polarity.NEGATE,)))


class SpanMismatch(RuntimeError):
    """A span that is not the slice it claims to be: a defect of the reader, never of the input."""


def _assert_exact(judgement: Judgement, reading: Reading) -> None:
    """A highlight that is off by one proves nothing and convinces nobody: refuse to hand it out."""
    spans = [span for finding in judgement.findings for element in finding.elements for span in element.spans]
    spans += [s.cue for s in judgement.suppressed if s.cue is not None]
    for span in spans:
        if reading.texts[span.field][span.start : span.end] != span.text:
            raise SpanMismatch(f"{span.field}[{span.start}:{span.end}]")
