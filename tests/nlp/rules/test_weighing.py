"""How severity, tier and several charges weigh together."""

from __future__ import annotations

import pytest

from nlp.judgement import Element, Severity, Span, Tier
from nlp.judging import Charge
from nlp.rulebook import Rulebook
from nlp.scoring import step, weigh


def charge(rule: str, severity: Severity, tier: Tier, at: int) -> Charge:
    found = Rulebook.default().rule(rule)
    assert found is not None
    span = Span("title", at, at + 1, "x")
    return Charge(found, severity, tier, (Element("e", "q", "met", (span,)),), "m")


def severities(*charges: Charge, denial: bool = False) -> dict[str, Severity]:
    findings = weigh(charges, denial, {c.rule.id: () for c in charges})
    return {finding.rule: finding.severity for finding in findings}


@pytest.mark.parametrize(
    ("severity", "tier", "expected"),
    [
        ("low", "E1", "medium"),
        ("low", "E2", "low"),
        ("low", "E3", "low"),
        ("high", "E1", "high"),
        ("high", "E2", "high"),
        ("high", "E3", "medium"),
    ],
)
def test_evidence_moves_severity_one_step(severity: Severity, tier: Tier, expected: Severity) -> None:
    assert severities(charge("LG-03", severity, tier, 0)) == {"LG-03": expected}


def test_two_independent_charges_raise_the_gravest() -> None:
    assert severities(charge("LG-03", "low", "E2", 0), charge("LG-05", "medium", "E2", 5)) == {
        "LG-03": "low",
        "LG-05": "high",
    }


def test_charges_on_the_same_words_do_not_add_up() -> None:
    assert severities(charge("LG-03", "low", "E2", 0), charge("LG-05", "medium", "E2", 0))["LG-05"] == "medium"


def test_material_and_mark_are_weighed_apart() -> None:
    assert severities(charge("LG-05", "medium", "E2", 0), charge("IP-03", "medium", "E2", 5)) == {
        "LG-05": "medium",
        "IP-03": "medium",
    }


def test_circumstance_alone_stays_medium_unless_a_denial_stands_beside_it() -> None:
    pair = (charge("LG-04", "high", "E3", 0), charge("PR-01", "medium", "E3", 5))
    assert severities(*pair)["LG-04"] == "medium"
    assert severities(*pair, denial=True) == {"LG-04": "high", "PR-01": "high"}


def test_step_stays_within_its_bounds() -> None:
    assert step("low", -3) == "low"
    assert step("high", 3) == "high"


def confidence(*charges: Charge) -> float:
    return weigh(charges, False, {c.rule.id: () for c in charges})[0].confidence


def said_at(rule: str, *fields: str) -> Charge:
    found = Rulebook.default().rule(rule)
    assert found is not None
    spans = tuple(Span(field, 0, 1, "x") for field in fields)
    return Charge(found, "high", "E1", (Element("e", "q", "met", spans),), "m")


def test_more_charges_and_more_places_make_surer_and_talk_alone_less_sure() -> None:
    alone = confidence(said_at("LG-01", "title"))
    assert confidence(said_at("LG-01", "title"), said_at("LG-06", "title")) > alone
    assert confidence(said_at("LG-01", "title"), said_at("IP-02", "title")) == alone
    assert confidence(said_at("LG-01", "title"), said_at("AD-01", "title")) == alone
    assert confidence(said_at("LG-01", "title", "attributes.0.value")) > alone
    assert confidence(said_at("LG-01", "speech.0.text")) < confidence(said_at("LG-01", "description_text")) < alone


def test_confidence_stays_below_certainty() -> None:
    rules = ("LG-01", "LG-02", "LG-04", "LG-05", "LG-06", "LG-09")
    assert confidence(*(said_at(rule, "title", "attributes.0.value") for rule in rules)) < 1
