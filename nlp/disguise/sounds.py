"""Sounds: one sign for all characters and all pinyin that sound alike, tone aside.

zh, ch, sh count as z, c, s, n- as l-, and -ang, -eng, -ing as -an, -en, -in, since half the country says them so.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from nlp.disguise.respelt import Respelt
from nlp.disguise.signs import Signs

FILE = Path(__file__).with_name("syllables.txt")
_RUN = re.compile(r"[a-z]+")
# Syllables may stand apart: ka di ya, zuan-shi.
_LATIN = re.compile(r"[a-z]{2,}(?:[ .'·-][a-z]{2,})*+")
_LONGEST_RUN, _LONGEST_SYLLABLE = 24, 6


class SoundsRefused(ValueError):
    """A table of syllables that cannot be used: names the line and the reason, in Chinese."""


@cache
def syllables() -> dict[str, str]:
    """Pinyin without tone -> its characters, from the file that ships with the package."""
    return load_syllables(FILE)


def load_syllables(path: Path) -> dict[str, str]:
    """The table of a file. Raises SoundsRefused for a line that is no syllable or a character in two lines."""
    table: dict[str, str] = {}
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        name, _, chars = line.partition(" ")
        if not re.fullmatch(r"[a-z]{1,6}", name) or not chars or " " in chars or name in table:
            raise SoundsRefused(f"{path.name} 第 {number} 行：应为“拼音 汉字”，且每个拼音只占一行")
        for char in chars:
            if char in seen:
                raise SoundsRefused(f"{path.name} 第 {number} 行：“{char}”重复")
            seen.add(char)
        table[name] = chars
    return table


def _coarse(syllable: str) -> str:
    if syllable[:2] in ("zh", "ch", "sh"):
        syllable = syllable[0] + syllable[2:]
    if syllable[0] == "n":
        syllable = "l" + syllable[1:]
    return syllable[:-1] if syllable.endswith(("ang", "eng", "ing")) else syllable


@cache
def _signs() -> dict[str, str]:
    """Syllable -> the sign of its sound: the first character of the first line that sounds so."""
    signs: dict[str, str] = {}
    return {name: signs.setdefault(_coarse(name), chars[0]) for name, chars in syllables().items()}


@cache
def sound_signs() -> Signs:
    """Character -> sign of its sound."""
    signs = _signs()
    return Signs({char: signs[name] for name, chars in syllables().items() for char in chars})


@cache
def readings() -> dict[str, str]:
    """Character -> its pinyin."""
    return {char: name for name, chars in syllables().items() for char in chars}


def read_pinyin(run: str) -> tuple[tuple[str, int, int], ...]:
    """Lower-case letters as (sign, start, end) in the fewest syllables; empty when they are no pinyin."""
    return _read(run) if len(run) <= _LONGEST_RUN else ()


@lru_cache(maxsize=4096)
def _read(run: str) -> tuple[tuple[str, int, int], ...]:
    signs = _signs()
    best: list[list[tuple[str, int, int]] | None] = [[]] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, sign = best[start], signs.get(run[start:end])
            so_far = best[end]
            if before is not None and sign is not None and (so_far is None or len(before) + 1 < len(so_far)):
                best[end] = [*before, (sign, start, end)]
    return tuple(best[-1] or ())


def by_sound(text: str) -> Respelt | None:
    """A folded text as signs, pinyin included; None when it holds no pinyin (then str.translate does)."""
    if _LATIN.search(text) is None:
        return None
    copy = Respelt(text)
    for match in _LATIN.finditer(text):
        gap = 0  # where the last run that could be read ends
        for run in _RUN.finditer(match[0]):
            start = match.start() + run.start()
            signs = read_pinyin(run[0]) or _beside_a_letter(run[0])
            if signs and gap:
                copy.put(gap, start, "")
            for sign, first, end in signs:
                copy.put(start + first, start + end, sign)
            gap = start + len(run[0]) if signs else 0
    finished = copy.finished()
    return finished and finished.sign_by_sign(sound_signs().of)


_CLIPPED = re.compile(r"([a-z]*[aeiou](?:ng?)?)[b-df-hj-np-tv-z]{1,6}")


@lru_cache(maxsize=4096)
def _beside_a_letter(run: str) -> tuple[tuple[str, int, int], ...]:
    """The syllables after or before a letter that stands for itself, or before a foreign word: vjia, shuangc, kadiyalove.

    Empty when there are none.
    """
    if read := read_pinyin(run[1:]):
        return tuple((sign, start + 1, end + 1) for sign, start, end in read)
    if len(run) > _LONGEST_RUN:
        return ()
    if read := read_pinyin(run[:-1]):
        return read
    if clipped := _CLIPPED.fullmatch(run):
        # ranz石, ranzsdz: a syllable written out and then initials.
        return next((read for end in range(clipped.end(1), 1, -1) if (read := read_pinyin(run[:end]))), ())
    return next((read for end in range(len(run) - 2, 5, -1) if len(read := read_pinyin(run[:end])) > 2), ())
