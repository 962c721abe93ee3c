"""The rulebook: every rule file of nlp/rules, and one hash over all that decides a judgement.

The folder is the registry: a rule exists because its file lies in ``rules/<family>/``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.rule import Rule, load_rule

_HERE = Path(__file__).parent
RULES = _HERE / "rules"
_DATA = frozenset({".yml", ".tsv", ".csv", ".txt", ".json", ".npy"})
"""Endings of the data files that decide; whatever a table's form, a change of it changes the digest."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in the order of their ids. ``digest`` is ``sha256:…`` over rule, book, lexicon and cue files."""

    rules: tuple[Rule, ...]
    digest: str

    @staticmethod
    @cache
    def default() -> Rulebook:
        """The rulebook that ships with the package. Raises FileRefused naming the first bad file."""
        return load_rulebook()

    def rule(self, id: str) -> Rule | None:
        """The rule of that id, None when there is none."""
        return next((rule for rule in self.rules if rule.id == id), None)


def load_rulebook(folder: Path = RULES) -> Rulebook:
    """Read every rule under ``folder``. Raises FileRefused (file, line, reason) at the first bad file."""
    rules = sorted((load_rule(path) for path in folder.glob("*/*.yml")), key=lambda rule: rule.id)
    return Rulebook(tuple(rules), digest(folder))


def digest(folder: Path = RULES, base: Path = _HERE) -> str:
    """The hash of everything that is data and decides: rules, dated books, lexicon, cues, phrases, keys of disguise,
    the weights of the second reader.

    ``folder`` holds the rules, ``base`` everything else. File names and contents count, the place of the installation
    does not.
    """
    parts = [(f"rules/{p.parent.name}/{p.name}", p) for p in folder.glob("*/*.yml")]
    inside = (path for path in base.rglob("*") if path.suffix in _DATA)
    parts += [(name, path) for path in inside if not (name := path.relative_to(base).as_posix()).startswith("rules/")]
    total = hashlib.sha256()
    for name, path in sorted(parts):
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return "sha256:" + total.hexdigest()
