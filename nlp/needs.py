"""What a rule cannot do without: derived once from its elements, asked before the rule is tried.

Most listings hold nothing that most rules could be about; a rule whose needs are not met would end in
"nothing" anyway, and asking it costs more than this.
"""

from __future__ import annotations

from nlp.checks import CARAT, CERTIFICATE, Needs
from nlp.claim import Reading
from nlp.rule import Condition, Rule, Test


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


def present(needs: Needs, reading: Reading) -> bool:
    """Whether the reading holds one member of each set. Facts are looked for only where no word settles it."""
    return all(not need.isdisjoint(reading.mentioned) or _fact(need, reading) for need in needs)


def _fact(need: frozenset[str], reading: Reading) -> bool:
    return bool((CERTIFICATE in need and reading.certificates) or (CARAT in need and reading.carats))
