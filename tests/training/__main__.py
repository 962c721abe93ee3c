"""Trains, writes weights and tuning, counts, and writes the figures into the card."""

from __future__ import annotations

import sys

from nlp.second_reader.model import TUNING, WEIGHTS, SecondReader
from tests.training.card import write_card
from tests.training.examples import frozen, labelled, ordinary
from tests.training.figures import figures
from tests.training.train import train, written

if __name__ == "__main__":
    known, plain = labelled(), ordinary()
    trained = train(known, plain)
    WEIGHTS.write_bytes(trained.weights)
    TUNING.write_text(written(trained.tuning), encoding="utf-8")
    second = SecondReader.default()
    write_card(figures(trained, known, plain, frozen(), second), second.tuning.weights)
    sys.stdout.write("weights, tuning and the card of nlp/second_reader are written\n")
