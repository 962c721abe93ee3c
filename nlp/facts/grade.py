"""Colour (GIA scale D-Z) and clarity (FL to I3) as sellers write them: D色, F/VS1, VVS."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COLOUR = re.compile(r"(?<![a-z0-9])([d-n])(?:[-~/][d-n])?[ ]?(?:色|级色|colou?r)")
_COLOUR_BEFORE_CLARITY = re.compile(r"(?<![a-z0-9])([d-n])[ /\-,，+]{1,2}(?=(?:fl|if|vvs|vs|si)(?![a-z]))")
_CLARITY = re.compile(r"(?<![a-z])(vvs[12]?|vs[12]|si[123]?|fl|if|i[123])(?![a-z0-9])")
_ALONE = re.compile(r"\s*([d-n])(?:[-~/][d-n])?\+?\s*")
_LETTER = re.compile(r"[d-nsv]")  # every grade begins with one of these
_ONLY_CAPITALS = frozenset({"fl", "if", "i1", "i2", "i3", "si"})


@dataclass(frozen=True, slots=True)
class FoundGrade:
    start: int
    end: int
    scale: str
    value: str


def find_grades(text: str, original: str | None = None, label: str = "") -> list[FoundGrade]:
    """Grades of a folded text. ``original`` (same length) tells IF from the English word if.

    ``label``: the folded name of the attribute whose value this is; 颜色：E needs no 色 after it.
    """
    if _LETTER.search(text) is None:
        return []
    if label.endswith(("颜色", "色级", "颜色等级", "颜色级别")) and (alone := _ALONE.fullmatch(text)):
        return [FoundGrade(alone.start(1), alone.end(1), "colour", alone[1].upper())]
    found = [FoundGrade(m.start(), m.end(), "colour", m[1].upper()) for m in _COLOUR.finditer(text)]
    found += [FoundGrade(m.start(1), m.end(1), "colour", m[1].upper()) for m in _COLOUR_BEFORE_CLARITY.finditer(text)]
    for match in _CLARITY.finditer(text):
        if match[1] in _ONLY_CAPITALS and not (original and original[match.start() : match.end()].isupper()):
            continue
        found.append(FoundGrade(match.start(), match.end(), "clarity", match[1].upper()))
    return sorted(found, key=lambda g: g.start)
