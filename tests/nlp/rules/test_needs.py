"""What a rule cannot do without: a rule that is not tried would have said nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.listing import Listing, convert_listing, decode_listing
from nlp.case import Case
from nlp.judging import Outcome, apply_rule
from nlp.known import Known
from nlp.needs import Tried, needs_of
from nlp.proof import PROOF_DAY
from nlp.reader import Reader
from nlp.rulebook import Rulebook

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = sorted([*CORPUS.glob("ordinary*.jsonl"), *CORPUS.glob("labelled/*.jsonl")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rules_and_tests_that_are_not_tried_would_have_said_nothing(path: Path) -> None:
    skipped = 0
    tried = Tried(Rulebook.default().rules)
    for line in path.read_bytes().splitlines()[::3]:
        reading = Reader.default().read(decode_listing(line))
        case = Case(reading, PROOF_DAY, Known())
        marked = Case(reading, PROOF_DAY, Known(), tried.marks(reading, Known()))
        asked = {rule.id for rule in tried.on(marked)}
        for rule in Rulebook.default().rules:
            outcome = apply_rule(rule, case)
            if rule.id not in asked:
                skipped += 1
                assert outcome == Outcome(), (rule.id, case.listing.title)
            else:
                assert outcome == apply_rule(rule, marked), (rule.id, case.listing.title)
    assert skipped


def test_rules_name_what_they_need() -> None:
    """A rule about brands needs a brand; one that could be met by an absence alone is always tried."""
    needs = {rule.id: needs_of(rule) for rule in Rulebook.default().rules}
    assert any("B" in need for need in needs["IP-01"])
    assert any("S" in need for need in needs["LG-05"])


@pytest.mark.parametrize(
    ("title", "classes"),
    [("纯棉毛巾两条装", set()), ("素圈戒指", {"J"}), ("莫桑石戒指", {"S", "J"})],
)
def test_what_is_mentioned_is_known_before_anything_is_read(title: str, classes: set[str]) -> None:
    reading = Reader.default().read(Listing("demo", "1", title=title))
    assert classes <= reading.mentioned
    assert reading.mentioned >= {claim.cls for claim in reading.claims}


def test_rules_keep_their_order_and_facts_are_looked_for() -> None:
    rules = Rulebook.default().rules
    reading = Reader.default().read(Listing("demo", "1", title="一克拉戒指 IGI证书 LG612345678"))
    rules_tried = Tried(rules)
    tried = [rule.id for rule in rules_tried.on(Case(reading, PROOF_DAY, Known(), rules_tried.marks(reading, Known())))]
    assert tried == [rule.id for rule in rules if rule.id in set(tried)]
    # The certificate alone says lab-grown; no word of the text does.
    assert "L" not in reading.mentioned
    assert "LG-06" in tried


def test_a_reading_made_late_is_equal_to_itself_read_again() -> None:
    item = convert_listing({"platform": "demo", "item_id": "1", "title": "一克拉天然钻戒 GIA2141234567 到手价39.9元"})
    one, other = Reader.default().read(item), Reader.default().read(item)
    assert (one.claims, one.carats, one.money, one.certificates) == (
        other.claims,
        other.carats,
        other.money,
        other.certificates,
    )
    assert one.claims
    assert one.carats
    assert one.money
    assert one.certificates
