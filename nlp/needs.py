"""What a rule cannot do without: derived once from its elements, asked before the rule is tried.

Most listings hold nothing that most rules could be about; a rule whose needs are not met would end in
"nothing" anyway, and asking it costs more than this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.case import Case
from nlp.checks import Needs
from nlp.claim import Reading
from nlp.facts import carat, certificate
from nlp.known import Known
from nlp.marks import (
    CARAT,
    CERTIFICATE,
    EARLIER_LOOKS,
    NUMBERS_ELSEWHERE,
    RIGHTS,
    STRUCK_PRICE,
    Marks,
    worded,
    words_of,
)
from nlp.rule import Condition, Rule, Test

_FOUND_LATE = {CARAT: worded(carat.WORDS), CERTIFICATE: worded(certificate.WORDS)}
"""Facts that take a look at every text: asked only where no other mark settles it and one of these words stands."""
_LATE = frozenset(_FOUND_LATE)


def needs_of(rule: Rule) -> Needs:
    """Sets of marks, one member of each of which must be in a listing for the rule to say anything.

    A required element that is "not met" with nothing blocked ends its rule; so what each required
    element needs, the rule needs.
    """
    return tuple(dict.fromkeys(need for e in rule.elements if not e.optional for need in _of_condition(e)))


def _of_condition(condition: Condition) -> Needs:
    if condition.mode == "none":
        return ()
    needs = [test.needs for test in condition.tests]
    if len(needs) == 1:
        return needs[0]
    # Any one of several tests can answer, or say what blocked it: the condition needs what one of them needs.
    return (frozenset[str]().union(*(need[0] for need in needs)),) if all(needs) else ()


def settled(test: Test, case: Case) -> bool:
    """Whether the marks alone tell that the test is "not met", with nothing blocked."""
    marks = case.marks
    if marks is None:
        return False
    for need in test.needs:  # noqa: SIM110 - asked for every test: a generator shows
        if need.isdisjoint(marks) and (_LATE.isdisjoint(need) or not _perhaps(need, marks)):
            return True
    return False


class Tried:
    """The rules worth trying on a case. Which marks it has decides most of it, and is soon seen again."""

    _KEPT = 4096

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = [(rule, needs_of(rule)) for rule in rules]
        tests = [test for rule, _ in self._rules for condition in rule.conditions() for test in condition.tests]
        asked = frozenset(mark for test in tests for need in test.needs for mark in need)
        self._asked = asked.union(*_FOUND_LATE.values())
        words = words_of(self._asked)
        self._word_marks = [worded((word,)) for word in words]
        self._automaton = CharwiseDoubleArrayAhoCorasick(words) if words else None
        self._seen: dict[frozenset[str], list[tuple[Rule, Needs]]] = {}

    def marks(self, reading: Reading, known: Known) -> Marks:
        """Those marks of a listing and of what is known beside it that the rules ask for."""
        return self._asked & (reading.marks | self._worded(reading) | frozenset(_beside(reading, known)))

    def on(self, case: Case) -> Iterator[Rule]:
        """Rules in their order. Facts are looked for only where no mark settles it."""
        marks = case.marks if case.marks is not None else self.marks(case.reading, case.known)
        left = self._seen.get(marks)
        if left is None:
            if len(self._seen) >= self._KEPT:
                self._seen.clear()
            left = self._seen[marks] = list(self._not_settled(marks))
        for rule, needs in left:
            if not needs or all(_fact(need, case) for need in needs):
                yield rule

    def _not_settled(self, marks: Marks) -> Iterator[tuple[Rule, Needs]]:
        """Rules that these marks do not rule out, with the needs that only a fact could still meet."""
        for rule, needs in self._rules:
            unmet = tuple(need for need in needs if need.isdisjoint(marks))
            if all(_perhaps(need, marks) for need in unmet):
                yield rule, unmet

    def _worded(self, reading: Reading) -> Marks:
        if self._automaton is None:
            return frozenset()
        find = self._automaton.find_overlapping
        there = {number for text in reading.folded for _, _, number in find(text)}
        return frozenset().union(*map(self._word_marks.__getitem__, there))


def _beside(reading: Reading, known: Known) -> Iterator[str]:
    """Marks of what stands beside the words."""
    if reading.listing.price is not None and reading.listing.price.market_fen:
        yield STRUCK_PRICE
    if known.own_prices:
        yield EARLIER_LOOKS
    if known.rights:
        yield RIGHTS
    if known.certificates_elsewhere:
        yield NUMBERS_ELSEWHERE


def _perhaps(need: Marks, marks: Marks) -> bool:
    """Whether a fact that is yet to be looked for may meet the need."""
    return any(fact in need and not words.isdisjoint(marks) for fact, words in _FOUND_LATE.items())


def _fact(need: Marks, case: Case) -> bool:
    reading = case.reading
    return bool((CERTIFICATE in need and reading.certificates) or (CARAT in need and reading.carats))
