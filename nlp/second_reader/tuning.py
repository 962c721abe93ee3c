"""The few numbers beside the weights: base rates, how evidence and wording weigh together, when a look is asked for."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml
from msgspec import Struct


class Certainty(Struct, frozen=True, forbid_unknown_fields=True):
    """Log-odds that a finding is right: ``base`` + ``evidence`` × log-odds of the rule's own confidence
    + ``beside`` × further charges of its family (two at most) + ``lean`` × log-odds by wording.

    No factor is below zero: more evidence never makes a finding less sure.
    """

    base: float
    evidence: float
    beside: float
    lean: float


class Tuning(Struct, frozen=True, forbid_unknown_fields=True):
    """``unit``: what one step of a weight is worth; ``base``: log-odds by family before any character is read;
    ``look``: log-odds by family from which a silent listing is worth a look; ``weights``: sha256 of their file.
    """

    unit: float
    base: dict[str, float]
    certainty: Certainty
    look: dict[str, float]
    weights: str


def load_tuning(path: Path) -> Tuning:
    """Read the file that ``make train`` writes. Raises msgspec.ValidationError where it does not fit."""
    return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Tuning)
