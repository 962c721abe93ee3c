"""Training from outside: the same answers give the same weights, and no factor pulls the wrong way."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from nlp.second_reader.characters import buckets
from tests.training.examples import first_counts
from tests.training.fit import fit_characters, fit_few
from tests.training.measure import among_surest, auc, brier

CORPUS = Path(__file__).parents[2] / "corpus"
ROWS = [buckets([text]) for text in ("真钻九块九", "九块九真钻", "国检证书可复检", "可复检附证书")]
ANSWERS = [True, True, False, False]


def test_what_was_seen_is_told_apart_and_the_same_each_time() -> None:
    weights, base = fit_characters(ROWS, ANSWERS)
    assert [weights[row].sum() / len(row) ** 0.5 + base > 0 for row in ROWS] == ANSWERS
    assert np.array_equal(weights, fit_characters(ROWS, ANSWERS)[0])


def test_a_column_that_would_pull_downwards_is_left_out() -> None:
    right = np.array([1.0, 1, 1, 0, 0, 0, 1, 0])
    good, bad = right + np.array([0.0, 0, 0, 1, 0, 0, -1, 0]), -right
    base, *factors = fit_few(np.column_stack([good, bad]), right)
    assert factors[0] > 0
    assert factors[1] == 0
    assert base < 0


def test_ties_favour_nobody() -> None:
    judged = [(0.9, True), (0.5, True), (0.5, False), (0.1, False)]
    assert among_surest(judged, 2) == among_surest(judged[::-1], 2) == 1.5
    assert auc(judged) == 0.875
    assert brier(judged) == (0.01 + 0.25 + 0.25 + 0.01) / 4


def test_first_counts_are_of_labelled_lines_and_never_of_frozen_ones() -> None:
    known = {
        json.loads(line)["id"]
        for part in CORPUS.glob("labelled/*.jsonl")
        for line in part.read_text("utf-8").splitlines()
    }
    assert set(first_counts()) <= known
