"""From examples to weights and tuning. Everything that is tuned is tuned on answers of folds the weights never saw."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
import yaml

from nlp.families import FAMILIES, scored_as
from nlp.second_reader.certainty import MOST_BESIDE, log_odds
from nlp.second_reader.model import Lean
from nlp.second_reader.tuning import Certainty, Tuning
from tests.training.examples import FOLDS, Example
from tests.training.fit import fit_characters, fit_few

_SHARE_WORTH_A_LOOK = 0.7


@dataclass(frozen=True, slots=True)
class Trained:
    """``weights``: the bytes of the file; ``leans``: of each example (labelled, then ordinary), by the others' folds."""

    weights: bytes
    tuning: Tuning
    leans: list[Lean]


@dataclass(frozen=True, slots=True)
class Charged:
    """A scored finding: the rule's own confidence, further charges of its family, the lean, and whether it is right."""

    evidence: float
    beside: int
    lean: float
    right: bool
    fold: int


def train(known: Sequence[Example], plain: Sequence[Example]) -> Trained:
    """Fit on labelled and ordinary examples together."""
    examples = [*known, *plain]
    rows = [example.there for example in examples]
    leans: list[Lean] = [{} for _ in examples]
    table, base = [], {}
    for family in FAMILIES:
        answers = [family in example.expect for example in examples]
        for fold in range(FOLDS):
            seen = [i for i, example in enumerate(examples) if example.fold != fold]
            weights, start = fit_characters([rows[i] for i in seen], [answers[i] for i in seen])
            for i, example in enumerate(examples):
                if example.fold == fold:
                    leans[i][family] = float(weights[rows[i]].sum()) / max(1, len(rows[i])) ** 0.5 + start
        weights, start = fit_characters(rows, answers)
        table.append(weights)
        base[family] = round(start, 4)
    unit = float(np.abs(table).max()) / np.iinfo(np.int16).max
    file = io.BytesIO()
    np.save(file, np.round(np.array(table) / unit).astype("<i2"), allow_pickle=False)
    tuning = Tuning(
        unit=unit,
        base=base,
        certainty=fit_certainty(charged(examples, leans)),
        look={family: _worth_a_look(examples, leans, family) for family in FAMILIES},
        weights=hashlib.sha256(file.getvalue()).hexdigest(),
    )
    return Trained(file.getvalue(), tuning, leans)


def written(tuning: Tuning) -> str:
    """The tuning file's text."""
    return "# Written by `make train`; what the numbers mean stands in tuning.py.\n" + yaml.safe_dump(
        msgspec.to_builtins(tuning), sort_keys=False
    )


def charged(examples: Sequence[Example], leans: Sequence[Lean], *, at_first: bool = True) -> list[Charged]:
    """The scored findings of the first count (else of today)."""
    found = []
    for example, lean in zip(examples, leans, strict=True):
        rules = example.first if at_first else example.found
        scored = [
            (evidence, family) for rule, evidence in (rules or {}).items() if (family := scored_as(rule)) is not None
        ]
        for evidence, family in scored:
            beside = sum(other == family for _, other in scored) - 1
            right = family in example.expect
            found.append(Charged(evidence, min(beside, MOST_BESIDE), lean[family], right, example.fold))
    return found


def fit_certainty(found: Sequence[Charged]) -> Certainty:
    """The share of findings that are right, by evidence and lean."""
    columns = np.array([[log_odds(one.evidence), one.beside, one.lean] for one in found])
    factors = fit_few(columns, np.array([float(one.right) for one in found]))
    return Certainty(*(round(float(factor), 4) for factor in factors))


def silent(examples: Sequence[Example]) -> list[int]:
    """The readable examples on which no rule fired when they were new, ordinary ones among them."""
    return [i for i, example in enumerate(examples) if example.readable and example.first == {}]


def _worth_a_look(examples: Sequence[Example], leans: Sequence[Lean], family: str) -> float:
    """The lowest lean above which seven in ten silent listings are true leads."""
    ordered = sorted(((leans[i][family], family in examples[i].expect) for i in silent(examples)), reverse=True)
    right, edge = 0, float("inf")
    for sent, (lean, is_right) in enumerate(ordered, 1):
        right += is_right
        if right >= _SHARE_WORTH_A_LOOK * sent:
            edge = lean
    return round(edge, 2)
