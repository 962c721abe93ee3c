"""Answer: what a check says to one question of the charge sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from nlp.claim import Claim, Polarity
from nlp.judgement import ElementState, Span, Tier

_STRENGTH = {"E1": 1, "E2": 2, "E3": 3}


class Blocked(Struct, frozen=True, gc=False):
    """Why a mention that would have answered yes does not count: it was denied, compared, asked, …"""

    by: str
    cue: Span | None


class Answer(Struct, frozen=True, gc=False):
    """``spans`` prove the state; ``values`` fill message slots; ``blocked`` says what kept a mention from counting."""

    state: ElementState
    spans: tuple[Span, ...] = ()
    tier: Tier | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    blocked: Blocked | None = None

    @property
    def met(self) -> bool:
        return self.state == "met"


MET = Answer("met")
NOT_MET = Answer("not_met")
UNKNOWN = Answer("unknown")

_BLOCKED_BY = {
    Polarity.NEGATE: "negation",
    Polarity.COMPARE: "comparison",
    Polarity.QUESTION: "question",
    Polarity.CONDITIONAL: "condition",
    Polarity.TEACH: "teaching",
    Polarity.QUOTE: "quotation",
}


def met_by(spans: Iterable[Span], tier: Tier | None = None, values: Mapping[str, str] | None = None) -> Answer:
    """Met, proven by ``spans`` in reading order without repeats."""
    return Answer("met", in_order(spans), tier, values or {})


def blocked_by(claim: Claim) -> Answer:
    """Not met because of how the only matching mention was said."""
    by = _BLOCKED_BY.get(claim.polarity, "target")
    return Answer("not_met", blocked=Blocked(by, claim.cue or claim.span))


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans without repeats, by field as first met and position; the same proof always reads the same."""
    fields: dict[str, int] = {}
    unique = {}
    for span in spans:
        fields.setdefault(span.field, len(fields))
        unique[(span.field, span.start, span.end)] = span
    return tuple(sorted(unique.values(), key=lambda s: (fields[s.field], s.start, s.end)))


def strongest(tiers: Iterable[Tier | None]) -> Tier | None:
    """The strongest evidence tier named, E1 before E2 before E3."""
    named = [tier for tier in tiers if tier is not None]
    return min(named, key=_STRENGTH.__getitem__, default=None)
