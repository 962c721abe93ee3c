"""The labelled texts: what is personal in them, and scores of whoever claims to find it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

_MARK = re.compile(r"\[\[(\w+)\|(.*?)\]\]")
Found = tuple[str, int, int]


class Labelled(NamedTuple):
    """A text and what is personal in it: (class, start, end)."""

    text: str
    personal: frozenset[Found]


def labelled(name: str = "labelled.txt") -> tuple[Labelled, ...]:
    """Every line of a file beside this one."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return tuple(_read(line) for line in lines if line and not line.startswith("#"))


def score(finder: Callable[[str], Iterable[Found]], which: Iterable[Labelled]) -> tuple[int, int, int]:
    """(found, found wrongly, missed), places counted whole."""
    right = wrong = missed = 0
    for one in which:
        found = set(finder(one.text))
        right += len(found & one.personal)
        wrong += len(found - one.personal)
        missed += len(one.personal - found)
    return right, wrong, missed


def _read(line: str) -> Labelled:
    line = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), line)
    text, personal, reached = "", [], 0
    for match in _MARK.finditer(line):
        text += line[reached : match.start()]
        personal.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        reached = match.end()
    return Labelled(text + line[reached:], frozenset(personal))
