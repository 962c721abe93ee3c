"""Judgement: what the rulebook says of one listing, with the characters that prove it.

Every span counts Unicode code points of the seller's own text, and ``text`` is exactly that slice.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

Family = Literal["LG", "IP", "AD", "PR"]
Severity = Literal["high", "medium", "low"]
Tier = Literal["E1", "E2", "E3"]
ElementState = Literal["met", "not_met", "unknown"]
JudgementVerdict = Literal["flagged", "clear", "could_not_judge"]


class Span(Struct, frozen=True, gc=False):
    """Characters ``start`` to ``end`` of the text at ``field``; ``transforms`` names what folding undid there."""

    field: str
    start: int
    end: int
    text: str
    transforms: tuple[str, ...] = ()


class Element(Struct, frozen=True, gc=False):
    """One question of the charge sheet and its answer."""

    id: str
    question: str
    state: ElementState
    spans: tuple[Span, ...] = ()


class Finding(Struct, frozen=True, gc=False):
    """One rule whose elements are met: a lead (涉嫌), never a verdict on a person."""

    rule: str
    version: str
    family: Family
    severity: Severity
    tier: Tier
    confidence: float
    title: str
    message: str
    advice: str
    laws: tuple[str, ...]
    elements: tuple[Element, ...]


class Suppression(Struct, frozen=True, gc=False):
    """A rule that would have fired and what kept it quiet."""

    rule: str
    by: str
    cue: Span | None
    reason: str


class Note(Struct, frozen=True, gc=False):
    """Something worth knowing that accuses nobody."""

    code: str
    message: str


class Judgement(Struct, frozen=True, gc=False):
    """One listing judged on one date under one rulebook; ``line`` is its place in the input, from 1."""

    platform: str
    item_id: str
    line: int | None
    verdict: JudgementVerdict
    on: str
    rulebook: str
    known: str | None
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppression, ...] = ()
    notes: tuple[Note, ...] = ()


def encode_judgement(judgement: Judgement) -> bytes:
    """One JSON line without its line end; same judgement, same bytes."""
    return msgspec.json.encode(judgement)


def decode_judgement(line: bytes) -> Judgement:
    """Inverse of encode_judgement. Raises msgspec.ValidationError for anything else."""
    return msgspec.json.decode(line, type=Judgement)
