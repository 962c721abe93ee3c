"""Sentences that carry their own expectation: ``非{培育|L negate 非} {天然|N affirm}钻石``.

Inside the braces stand the words, a bar, the class letter, the polarity, and then, in any order, the
cue that must have decided (omitted: any) and ``@target``. A sentence that is marked wrongly fails:
a sample that tests nothing is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass

from crawler.listing import convert_listing
from nlp.claim import ClaimClass, Polarity, Target
from nlp.reader import Reader


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


def assert_read(marked: str, *, spoken: bool = False) -> None:
    """The reader finds every marked word as the sentence says, in a title or (of a diamond ring) in speech."""
    plain, expected = parse(marked)
    item: dict[str, object] = {"platform": "test", "item_id": "1", "title": "钻石戒指" if spoken else plain}
    if spoken:
        item |= {"speech": [{"start_ms": 0, "end_ms": 4000, "text": plain}]}
    path = "speech." if spoken else "title"
    claims = [c for c in Reader.default().read(convert_listing(item)).claims if c.span.field.startswith(path)]
    found = {(c.cls, c.span.start, c.span.end): c for c in claims}
    for one in expected:
        word = plain[one.start : one.end]
        claim = found.get((one.cls, one.start, one.end))
        assert claim is not None, f"{word} is not read at all; read: {[(c.term, c.cls.value) for c in claims]}"
        assert claim.polarity is one.polarity, f"{word}: {claim.polarity}, by {claim.cue}"
        if one.cue is not None:
            assert claim.cue is not None
            assert claim.cue.text == one.cue, word
        if one.target is not None:
            assert claim.target is one.target, f"{word}: {claim.target}, by {claim.cue}"
