"""What the wording as a whole adds to what the rules found: how sure a finding is, and whether silence deserves a look."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from nlp.case import Case
from nlp.families import scored_as
from nlp.gate import COMPANY
from nlp.judgement import Finding, Note
from nlp.second_reader.model import SecondReader
from nlp.second_reader.tuning import Certainty

LEAST, MOST = 0.05, 0.99
MOST_BESIDE = 2
_LOOKS_LIKE = {"LG": "材质", "IP": "品牌侵权"}


def heard_twice(
    findings: Sequence[Finding], case: Case, second: SecondReader
) -> tuple[tuple[Finding, ...], tuple[Note, ...]]:
    """The findings as sure as both readers together are, and a note where only the second one would look."""
    if findings:
        return more_certain(findings, case, second), ()
    return (), tuple(second_look(case, second))


def more_certain(findings: Sequence[Finding], case: Case, second: SecondReader) -> tuple[Finding, ...]:
    """The findings with the confidence that wording and rules give together; all else stays as the rules have it."""
    families = Counter(scored_as(finding.rule) for finding in findings)
    if not any(families):
        return tuple(findings)
    lean = second.lean(case.reading.folded)
    weighed = []
    for finding in findings:
        family = scored_as(finding.rule)
        if family is not None:
            sure = certain(finding.confidence, families[family] - 1, lean[family], second.tuning.certainty)
            finding = replace(finding, confidence=sure)
        weighed.append(finding)
    return tuple(weighed)


def certain(evidence: float, beside: int, lean: float, by: Certainty) -> float:
    """The share of findings like this that are right, in [0.05, 0.99], two decimals.

    ``evidence``: the rule's own confidence in (0, 1); ``beside``: other charges of its family on the same listing.
    """
    odds = by.base + by.evidence * log_odds(evidence) + by.beside * min(beside, MOST_BESIDE) + by.lean * lean
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-max(-50.0, min(50.0, odds)))))), 2)


def log_odds(share: float) -> float:
    """Of a share, kept away from 0 and 1."""
    share = min(MOST, max(1 - MOST, share))
    return math.log(share / (1 - share))


def second_look(case: Case, second: SecondReader) -> Iterator[Note]:
    """At most one note, for a listing of jewellery on which no rule fired but whose wording is much like flagged ones."""
    if not readable_as_jewellery(case):
        return
    lean = second.lean(case.reading.folded)
    alike = [says for family, says in _LOOKS_LIKE.items() if lean[family] >= second.tuning.look[family]]
    if alike:
        yield Note(
            "second_look", f"规则未发现问题，但文字与{'、'.join(alike)}线索相似，建议人工抽查（统计提示，不是证据）"
        )


def readable_as_jewellery(case: Case) -> bool:
    """Whether goods, stone or brand are named in an offer, and the goods are not plainly something else."""
    return not case.reading.mentioned.isdisjoint(COMPANY) and case.offer.made and case.offer.goods != "other_goods"
