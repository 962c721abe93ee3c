"""Ordinary listings, as most sellers write them: every rule stays silent on each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from crawler.listing import decode_listing, text_fields
from nlp.proof import PROOF_DAY
from nlp.screen import Screener

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("ordinary*.jsonl"))
LINES = [(path.name, i, line) for path in CORPUS for i, line in enumerate(path.read_bytes().splitlines(), 1)]


@pytest.mark.parametrize(("name", "number", "line"), LINES, ids=[f"{name}:{number}" for name, number, _ in LINES])
def test_no_rule_fires(name: str, number: int, line: bytes) -> None:
    judgement = Screener.default().screen(decode_listing(line), PROOF_DAY)
    assert [(finding.rule, finding.message) for finding in judgement.findings] == []


def test_corpus_is_large_and_nothing_in_it_twice() -> None:
    wordings = Counter(tuple(text_fields(decode_listing(line))) for _, _, line in LINES)
    assert len(LINES) >= 150
    assert [wording for wording, n in wordings.items() if n > 1] == []
