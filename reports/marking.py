"""Marking: a seller's own text with the characters that matter marked and the invisible ones made visible.

Nothing is repaired or dropped silently. A right-to-left override or a zero-width space is evidence of
hiding a word, so it is shown by its code point; it is never handed on to act in the reader's window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from nlp.judgement import Span
from reports.document import Run

_EMOJI = "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\r\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
    # A joiner between two emoji is how they are written; anywhere else it hides something.
    f"|\u200d(?![{_EMOJI}])|(?<![{_EMOJI}])\u200d"
)

STATE_SIGN = {"met": "●", "not_met": "○", "unknown": "？"}
"""What stands before the name of an element's state, so that a black-and-white print tells them apart."""

WHOLE_TEXT = 240
"""Up to this many characters a text is shown whole even where excerpts are wanted."""
AROUND = 60
"""Characters kept on each side of a mark in an excerpt."""


def visible(text: str) -> str:
    """``text`` in one piece with invisible and direction characters written out as 〔U+200B〕."""
    return _INVISIBLE.sub(lambda match: f"〔{code_point(match[0])}〕", text.replace("\r\n", "\n"))


def circled(number: int) -> str:
    """1 -> ①; past ⑳ the number in brackets. The link between a mark and its line of the charge sheet."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"({number})"


def code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def shortened(text: str, limit: int = 60) -> str:
    """The first ``limit`` characters, with the number of those left out; for headings and table cells."""
    return visible(text) if len(text) <= limit else f"{visible(text[:limit])}……（共 {len(text)} 字）"


def mark(text: str, spans: Iterable[tuple[int, Span]], *, whole: bool = False) -> tuple[Run, ...]:
    """``text`` cut into runs; each (number, span) marks its characters with that number.

    A span that is not a slice of this text marks nothing: wrong evidence must not look like evidence.
    With ``whole`` False a text longer than WHOLE_TEXT is reduced to its marks and their surroundings,
    and every gap says how many characters it leaves out.
    """
    fitting = [(number, span) for number, span in spans if text[span.start : span.end] == span.text and span.text]
    keep = [(0, len(text))] if whole or len(text) <= WHOLE_TEXT else _windows(text, [span for _, span in fitting])
    edges = sorted({edge for _, span in fitting for edge in (span.start, span.end)})
    runs: list[Run] = []
    reached = 0
    for start, end in keep:
        if start > reached:
            runs.append(_gap(start - reached))
        cuts = [start, *(edge for edge in edges if start < edge < end), end]
        for left, right in pairwise(cuts):
            numbers = tuple(sorted({n for n, span in fitting if span.start <= left and right <= span.end}))
            runs.extend(_visible_runs(text[left:right], numbers))
        reached = end
    if reached < len(text):
        runs.append(_gap(len(text) - reached))
    return tuple(runs)


def _windows(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    wanted = sorted((max(0, s.start - AROUND), min(len(text), s.end + AROUND)) for s in spans) or [(0, WHOLE_TEXT)]
    merged = [wanted[0]]
    for start, end in wanted[1:]:
        last_start, last_end = merged[-1]
        if start <= last_end:
            merged[-1] = (last_start, max(last_end, end))
        else:
            merged.append((start, end))
    return merged


def _gap(count: int) -> Run:
    return Run(f"……此处略去 {count} 字……", kind="gap")


def _visible_runs(text: str, numbers: tuple[int, ...]) -> Iterable[Run]:
    reached = 0
    for match in _INVISIBLE.finditer(text):
        if match[0] == "\r" and text[match.end() : match.end() + 1] == "\n":
            continue
        if match.start() > reached:
            yield Run(text[reached : match.start()], numbers)
        yield Run(code_point(match[0]), numbers, "control")
        reached = match.end()
    if reached < len(text):
        yield Run(text[reached:], numbers)
