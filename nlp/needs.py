"""What a rule cannot do without: derived once from its elements, asked before the rule is tried.

Most listings hold nothing that most rules could be about; a rule whose needs are not met would end in
"nothing" anyway, and asking it costs more than this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nlp.checks import CARAT, CERTIFICATE, Needs
from nlp.claim import Reading
from nlp.rule import Condition, Rule, Test

_FACTS = frozenset({CARAT, CERTIFICATE})


def needs_of(rule: Rule) -> Needs:
    """Sets of classes and facts, one member of each of which must be in a listing for the rule to say anything.

    A required element that is "not met" with nothing blocked ends its rule; so what each required
    element needs, the rule needs.
    """
    return tuple(dict.fromkeys(need for e in rule.elements if not e.optional for need in _of_condition(e)))


def _of_condition(condition: Condition) -> Needs:
    if condition.mode == "none":
        return ()
    needs = [_of_test(test) for test in condition.tests]
    if len(needs) == 1:
        return needs[0]
    # Any one of several tests can answer, or say what blocked it: the condition needs what one of them needs.
    return (frozenset[str]().union(*(need[0] for need in needs)),) if all(needs) else ()


def _of_test(test: Test) -> Needs:
    ask = getattr(test.check, "needs", None)
    needs: Needs = ask(test.params) if ask is not None else ()
    return needs


class Tried:
    """The rules worth trying on a reading. Which classes are mentioned decides most of it, and is soon seen again."""

    _KEPT = 4096

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = [(rule, needs_of(rule)) for rule in rules]
        self._seen: dict[frozenset[str], list[tuple[Rule, Needs]]] = {}

    def on(self, reading: Reading) -> Iterator[Rule]:
        """Rules in their order. Facts are looked for only where no word settles it."""
        mentioned = reading.mentioned
        left = self._seen.get(mentioned)
        if left is None:
            if len(self._seen) >= self._KEPT:
                self._seen.clear()
            left = self._seen[mentioned] = list(self._not_settled(mentioned))
        for rule, needs in left:
            if not needs or all(_fact(need, reading) for need in needs):
                yield rule

    def _not_settled(self, mentioned: frozenset[str]) -> Iterator[tuple[Rule, Needs]]:
        """Rules that these classes do not rule out, with the needs that only a fact could still meet."""
        for rule, needs in self._rules:
            unmet = tuple(need for need in needs if need.isdisjoint(mentioned))
            if all(need & _FACTS for need in unmet):
                yield rule, unmet


def _fact(need: frozenset[str], reading: Reading) -> bool:
    return bool((CERTIFICATE in need and reading.certificates) or (CARAT in need and reading.carats))
