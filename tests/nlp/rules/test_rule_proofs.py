"""Every rule proves itself: each sentence in its file is one test case, so one failure hides no other."""

from __future__ import annotations

from typing import Any

import pytest

from nlp.proof import LEAST_HITS, LEAST_MISSES, LEAST_NEAR, PROOF_DAY, build_item, check_proof
from nlp.rule import Rule
from nlp.rulebook import Rulebook
from nlp.screen import Screener

RULES = Rulebook.default().rules
TWELVE = [*(f"LG-0{n}" for n in range(1, 8)), "PR-01", *(f"IP-0{n}" for n in range(1, 5))]


def cases(group: str) -> list[Any]:
    found = []
    for rule in RULES:
        items = rule.proof.get(group, [])
        found += [pytest.param(rule, item, id=f"{rule.id}-{group}{i}") for i, item in enumerate(items)]
    return found


def fires(rule: Rule, written: Any) -> bool:
    item = build_item(written)
    judgement = Screener.default().screen(item.listing, PROOF_DAY, item.known)
    return any(finding.rule == rule.id for finding in judgement.findings)


def test_the_first_twelve_rules_are_there() -> None:
    assert set(TWELVE) <= {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_proof_is_whole_and_true(rule: Rule) -> None:
    assert len(rule.proof["hits"]) >= LEAST_HITS
    assert len(rule.proof["misses"]) >= LEAST_MISSES
    assert len(rule.proof["near"]) >= LEAST_NEAR
    assert list(check_proof(rule, Screener.default())) == []


@pytest.mark.parametrize(("rule", "written"), cases("hits"))
def test_hit_fires(rule: Rule, written: Any) -> None:
    assert fires(rule, written)


@pytest.mark.parametrize(("rule", "written"), cases("misses"))
def test_miss_stays_quiet(rule: Rule, written: Any) -> None:
    assert written["because"]
    assert not fires(rule, written)


@pytest.mark.parametrize(("rule", "pair"), cases("near"))
def test_near_miss_turns_on_a_word(rule: Rule, pair: Any) -> None:
    assert fires(rule, pair["fires"])
    assert not fires(rule, pair["quiet"])
