"""How several charges on one listing weigh together, and what their evidence allows.

In this order: the rule's own severity; one step up for a listing that convicts itself (E1), one
step down for circumstance alone (E3); one step up for the gravest of two independent charges of a
group; circumstance alone is capped at medium, save where a price that cannot be and a denial that
protests too much stand together with the charge that the stone is not what it is called.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.claim import Place, place_of
from nlp.judgement import Finding, Severity, Tier
from nlp.judging import Charge

_STEPS: tuple[Severity, ...] = ("low", "medium", "high")

_CONFIDENCE: dict[Tier, float] = {"E1": 0.88, "E2": 0.82, "E3": 0.68}
"""The rulebook's own confidence by evidence tier; an experimental rule is a step less sure.

Counted on the labelled corpus: one charge alone was right in 92 of 100 cases, two of one group in 96, four in all;
one whose weakest element was only spoken in 86, one whose every element stood in two places in all.
"""
_CORROBORATED, _MOST_CORROBORATED = 0.03, 0.09
"""For each further charge of the same group, up to so much."""
_TWICE = 0.02
"""When every element that is shown stands in two kinds of places."""
_ONLY_HEARD = {Place.SPEECH: 0.06, Place.IMAGE: 0.04, Place.DETAIL: 0.02}
"""Less sure when one element stands nowhere but there: a room speaks of many things, a poster hangs everywhere."""

_EXPERIMENTAL = 0.15
_GROUP = {"LG": "material", "PR": "material", "IP": "mark", "AD": "claim"}
_ALONE = ("AD-", "PR-02")
"""Wording and strike prices say nothing of what the stone is: they neither raise another charge nor each other."""


def step(severity: Severity, by: int) -> Severity:
    """``severity`` moved up or down, kept within low and high."""
    return _STEPS[max(0, min(len(_STEPS) - 1, _STEPS.index(severity) + by))]


def weigh(charges: Sequence[Charge], denial: bool, on_laws: dict[str, tuple[str, ...]]) -> tuple[Finding, ...]:
    """Findings in the order of rule ids. ``denial``: the listing denies being lab-grown or a simulant.

    ``on_laws`` gives, per rule id, the law rows in force on the day.
    """
    charges = sorted(charges, key=lambda charge: charge.rule.id)
    severities = {charge.rule.id: _own(charge) for charge in charges}
    for group in sorted({_GROUP[charge.rule.family] for charge in charges}):
        members = [
            charge
            for charge in charges
            if _GROUP[charge.rule.family] == group and not charge.rule.id.startswith(_ALONE)
        ]
        if _independent(members):
            gravest = max(members, key=lambda c: _STEPS.index(severities[c.rule.id]))
            severities[gravest.rule.id] = step(severities[gravest.rule.id], 1)
    present = set(severities)
    passed_off = {"LG-04", "PR-01"} <= present and denial
    findings = []
    for charge in charges:
        severity = severities[charge.rule.id]
        if charge.tier == "E3" and severity == "high":
            severity = "medium"
        if passed_off and charge.rule.id in ("LG-04", "PR-01"):
            severity = "high"
        if charge.rule.id == "PR-01" and severity == "high" and not present & {"LG-04", "IP-01"}:
            severity = "medium"
        findings.append(_finding(charge, severity, _confidence(charge, charges), on_laws[charge.rule.id]))
    return tuple(findings)


def _own(charge: Charge) -> Severity:
    return step(charge.severity, {"E1": 1, "E2": 0, "E3": -1}[charge.tier])


def _independent(charges: Sequence[Charge]) -> bool:
    """Two charges are independent when neither rests wholly on the other's words."""
    proofs = [charge.spans() for charge in charges]
    return any(a - b and b - a for i, a in enumerate(proofs) for b in proofs[i + 1 :])


def _confidence(charge: Charge, charges: Sequence[Charge]) -> float:
    """How sure the rulebook is: the tier, what else speaks for it, and where its weakest element stands."""
    group = _GROUP[charge.rule.family]
    alone = charge.rule.id.startswith(_ALONE)
    others = [
        c for c in charges if c is not charge and _GROUP[c.rule.family] == group and not c.rule.id.startswith(_ALONE)
    ]
    shown = [{place_of(span.field) for span in e.spans} for e in charge.elements if e.spans and e.state == "met"]
    sure = _CONFIDENCE[charge.tier]
    sure += 0.0 if alone else min(_CORROBORATED * len(others), _MOST_CORROBORATED)
    sure += _TWICE if shown and all(len(places) > 1 for places in shown) else 0.0
    sure -= max((_ONLY_HEARD.get(next(iter(p)), 0.0) for p in shown if len(p) == 1), default=0.0)
    return sure - (_EXPERIMENTAL if charge.rule.status == "experimental" else 0.0)


def _finding(charge: Charge, severity: Severity, confidence: float, laws: tuple[str, ...]) -> Finding:
    return Finding(
        rule=charge.rule.id,
        version=charge.rule.version,
        family=charge.rule.family,
        severity=severity,
        tier=charge.tier,
        confidence=round(confidence, 2),
        title=charge.rule.title,
        message=charge.message,
        advice=charge.rule.advice,
        laws=laws,
        elements=charge.elements,
    )
