"""Words by sound: 卡蒂亚, ka地亚, kadiya and kdy are all spelt to be read aloud, not to be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.claim import ClaimClass
from nlp.disguise.likelihood import fits_better
from nlp.disguise.signs import Signs
from nlp.disguise.sounds import by_sound, readings, sound_signs
from nlp.disguise.targets import Target, targets
from nlp.overlap import Mention, Pattern

_EACH = 3.0
"""What one exchanged character costs: it is one of some thirty that sound so."""


_FIRST_IN_A_NAME = (ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.DIAMOND)


@dataclass(frozen=True, slots=True)
class _Spoken:
    target: Target
    letters: frozenset[int]  # positions of the word that stand as initials


class Heard:
    """Finds the words worth hiding by their sound. Linear in the text."""

    def __init__(self, words: Iterable[tuple[str, Pattern]]) -> None:
        self._signs = sound_signs()
        keys: dict[str, list[_Spoken]] = {}
        for target in targets(words):
            for key, letters in _keys(target, self._signs):
                keys.setdefault(key, []).append(_Spoken(target, letters))
        self._spoken = list(keys.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(keys)) if keys else None

    def find(self, text: str) -> Iterator[tuple[Pattern, Mention]]:
        """Words of a folded text that are written otherwise than they are spelt."""
        if self._automaton is None:
            return
        copy = by_sound(text)
        heard = self._signs.of(text) if copy is None else copy.text
        for start, end, number in self._automaton.find_overlapping(heard):
            first, last = (start, end) if copy is None else copy.bounds(start, end)
            if text[first:last] == self._spoken[number][0].target.word:
                continue
            cells = [(i, i + 1) for i in range(start, end)] if copy is None else copy.cells(start, end)
            for spoken in self._spoken[number]:
                if hidden := _disguise(text, cells, spoken):
                    yield spoken.target.pattern, Mention(spoken.target.pattern.entry, first, last, hidden)


def _keys(target: Target, by_sound: Signs) -> Iterator[tuple[str, frozenset[int]]]:
    """The word as signs, and with initials for some of its characters where enough others are left to tell it by."""
    word = target.word
    signs = by_sound.of(word)
    yield signs, frozenset()
    if not target.shortened:
        return
    first = [readings().get(char, "")[:1] for char in word]
    if not all(first):
        return
    places = [frozenset({i}) for i in range(len(word))]
    if len(word) >= 4:
        places += [frozenset({0, 1}), frozenset({len(word) - 2, len(word) - 1})]
    if target.initials_alone:
        places.append(frozenset(range(len(word))))
    for letters in places:
        yield "".join(first[i] if i in letters else sign for i, sign in enumerate(signs)), letters


def _disguise(text: str, cells: list[tuple[int, int]], spoken: _Spoken) -> tuple[str, ...]:
    """What was done to the word, or nothing when this is no disguise of it."""
    word = spoken.target.word
    if word[0].isascii() and _is_letter(text, cells[0][0] - 1):
        return ()
    odd = [i for i, (a, b) in enumerate(cells) if text[a:b] != word[i]]
    latin = [i for i in odd if text[cells[i][0]].isascii()]
    if not odd or not _ends_with_its_letters(text, cells, latin, spoken):
        return ()
    respelt = [i for i in odd if i not in latin]
    spelt = [i for i in latin if i not in spoken.letters]
    if any(text[slice(*cells[i])] != readings().get(word[i]) for i in spelt) or (spoken.letters and respelt):
        return ()  # whoever types pinyin types it right; a letter and another character at once leave too little
    if not spoken.letters.issubset(latin) or not spoken.target.recognisable(respelt, len(latin)):
        return ()
    start, end = cells[0][0], cells[-1][1]
    # Of two characters one is little to know a word by, so that a letter for the other must be explained too.
    doubted = odd if spoken.letters and len(word) == 2 else respelt
    written = "".join(text[cells[i][0]] if i in doubted else char for i, char in enumerate(word))
    if doubted and not fits_better(text, start, end, word, doubted, _EACH, written):
        return ()
    return tuple(name for name, there in (("homophone", respelt), ("pinyin", latin)) if there)


def _ends_with_its_letters(text: str, cells: list[tuple[int, int]], latin: list[int], spoken: _Spoken) -> bool:
    start, end = cells[0][0], cells[-1][1]
    if spoken.letters:
        return all(whole_run(text, *cells[i], start, end) for i in latin)
    # Of a run of syllables a word takes all, or so much that chance does not spell it: tianranzuanjie.
    cut = (0 in latin and _is_letter(text, start - 1)) + (len(cells) - 1 in latin and _is_letter(text, end))
    told = len(cells) > 2 or spoken.target.pattern.entry.cls in _FIRST_IN_A_NAME
    return not cut or (cut == 1 and len(latin) == len(cells) and told)


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and "a" <= text[at] <= "z"


def whole_run(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether letters at [start, end) of a word at [first, last) end where the word does: KDY-18 is a model number."""
    before = text[start - 1] if start == first and start else ""
    after = text[end] if end == last and end < len(text) else ""
    return not any(c.isascii() and (c.isalnum() or c in "-_./@") for c in (before, after) if c)
