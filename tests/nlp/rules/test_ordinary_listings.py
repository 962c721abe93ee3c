"""Ordinary listings, as most sellers write them: every rule stays silent on each, but for listed exceptions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from crawler.listing import decode_listing, text_fields
from nlp.ordinary import FILE, read_exceptions
from nlp.proof import PROOF_DAY
from nlp.screen import Screener

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("ordinary*.jsonl"))
LINES = [(path.name, i, line) for path in CORPUS for i, line in enumerate(path.read_bytes().splitlines(), 1)]
EXCEPTIONS = {path.name: read_exceptions(path) for path in CORPUS}


@pytest.mark.parametrize(("name", "number", "line"), LINES, ids=[f"{name}:{number}" for name, number, _ in LINES])
def test_no_rule_fires(name: str, number: int, line: bytes) -> None:
    judgement = Screener.default().screen(decode_listing(line), PROOF_DAY)
    excused = {rule for line_number, rule in EXCEPTIONS[name] if line_number == number}
    assert [(f.rule, f.message) for f in judgement.findings if f.rule not in excused] == []
    assert excused <= {finding.rule for finding in judgement.findings}, "an exception that no longer holds"


def test_every_exception_names_a_line_of_the_corpus() -> None:
    lengths = Counter(name for name, _, _ in LINES)
    rows = yaml.safe_load((CORPUS[0].parent / FILE).read_text("utf-8"))["exceptions"]
    assert [row for row in rows if not 1 <= row["line"] <= lengths[row["file"]]] == []


def test_corpus_is_large_and_nothing_in_it_twice() -> None:
    wordings = Counter(tuple(text_fields(decode_listing(line))) for _, _, line in LINES)
    assert len(LINES) >= 150
    assert [wording for wording, n in wordings.items() if n > 1] == []
