"""Ordinary listings that a rule rightly answers all the same, named one by one beside the corpus.

The ordinary corpus shows that rules of material and marks leave innocent sellers alone. A few of its
sellers do say 全网最低价 or 开光; those lines stand in ``ordinary_exceptions.yml`` with the rule and
the reason, and an exception that no longer holds is a fault like any other.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from nlp.marked_yaml import read_marked

FILE = "ordinary_exceptions.yml"
_MAY = ("AD-", "PR-02")
"""Rules of wording and bargains alone: no innocent seller is charged with passing off or infringement."""


class _Row(Struct, frozen=True, forbid_unknown_fields=True):
    file: str
    line: int
    rule: str
    reason: str


class _Book(Struct, frozen=True, forbid_unknown_fields=True):
    exceptions: list[_Row]


def read_exceptions(corpus: Path) -> dict[tuple[int, str], str]:
    """(line from 1, rule) -> reason for one corpus file, from the list beside it; empty when there is none.

    Raises FileRefused for an unreadable list, one named twice, one without a reason, or a rule that allows none.
    """
    path = corpus.with_name(FILE)
    if not path.exists():
        return {}
    marked = read_marked(path)
    found: dict[tuple[str, int, str], str] = {}
    for i, row in enumerate(marked.convert(_Book).exceptions):
        if not row.rule.startswith(_MAY):
            raise marked.refusal(f"“{row.rule}”不允许例外，只有 AD 各条和 PR-02 可以", "exceptions", i)
        if not row.reason.strip():
            raise marked.refusal("没有写明理由", "exceptions", i)
        if (row.file, row.line, row.rule) in found:
            raise marked.refusal("例外重复", "exceptions", i)
        found[row.file, row.line, row.rule] = row.reason
    return {(line, rule): reason for (file, line, rule), reason in found.items() if file == corpus.name}
