"""Sentences that carry their own expectation: ``非{培育|L negate 非} {天然|N affirm}钻石``.

Inside the braces stand the words, a bar, the class letter, the polarity, and then, in any order, the
cue that must have decided (omitted: any) and ``@target``. A sentence that is marked wrongly fails:
a sample that tests nothing is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.claim import ClaimClass, Polarity, Target


class MarkedWrongly(ValueError):
    """The sentence cannot be a test."""


@dataclass(frozen=True)
class Expected:
    start: int
    end: int
    cls: ClaimClass
    polarity: Polarity
    cue: str | None
    target: Target | None


def parse(marked: str) -> tuple[str, list[Expected]]:
    """The plain sentence and what it expects. Raises MarkedWrongly."""
    plain = ""
    expected: list[Expected] = []
    rest = marked
    while rest:
        head, opened, tail = rest.partition("{")
        if "}" in head:
            raise MarkedWrongly(f"a mark closes that was never opened: {marked}")
        plain += head
        if not opened:
            break
        inner, closed, rest = tail.partition("}")
        if not closed or "{" in inner:
            raise MarkedWrongly(f"a mark is not closed: {marked}")
        words, bar, said = inner.partition("|")
        parts = said.split()
        if not (bar and words and len(parts) >= 2):
            raise MarkedWrongly(f"a mark needs words, class and polarity: {inner}")
        one = _expected(len(plain), words, parts, inner)
        if one.cue is not None and one.cue not in marked.replace(inner, ""):
            raise MarkedWrongly(f"the cue {one.cue} does not stand in the sentence: {marked}")
        plain += words
        expected.append(one)
    if not expected:
        raise MarkedWrongly(f"nothing is marked: {marked}")
    return plain, expected


def _expected(start: int, words: str, parts: list[str], inner: str) -> Expected:
    cues = [part for part in parts[2:] if not part.startswith("@")]
    targets = [part[1:] for part in parts[2:] if part.startswith("@")]
    if len(cues) > 1 or len(targets) > 1:
        raise MarkedWrongly(f"two cues or two targets in one mark: {inner}")
    try:
        return Expected(
            start=start,
            end=start + len(words),
            cls=ClaimClass(parts[0]),
            polarity=Polarity(parts[1]),
            cue=cues[0] if cues else None,
            target=Target(targets[0]) if targets else None,
        )
    except ValueError as error:
        raise MarkedWrongly(f"{inner}: {error}") from error
