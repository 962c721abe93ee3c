"""Words by sound: 卡蒂亚, ka地亚, kadiya and kdy are all spelt to be read aloud, not to be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.claim import ClaimClass
from nlp.disguise.likelihood import fits_better
from nlp.disguise.signs import Signs
from nlp.disguise.sounds import by_sound, readings, sound_signs
from nlp.disguise.targets import Target, surnames, targets
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

    def __init__(
        self, words: Iterable[tuple[str, Pattern]], told: Iterable[Target] = (), *, letters_only: bool = False
    ) -> None:
        """``told``: what is looked for besides the words worth hiding. ``letters_only``: only in texts that hold pinyin."""
        self._letters_only = letters_only
        self._signs = sound_signs()
        words = list(words)
        self._latin = tuple({word for word, pattern in words if word.isascii() and word.isalpha() and len(word) > 3})
        keys: dict[str, list[_Spoken]] = {}
        for target in (*targets(words), *told):
            for key, letters in _keys(target, self._signs):
                keys.setdefault(key, []).append(_Spoken(target, letters))
        self._spoken = list(keys.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(keys)) if keys else None

    def find(self, text: str) -> Iterator[tuple[Target, Mention]]:
        """Words of a folded text that are written otherwise than they are spelt."""
        if self._automaton is None:
            return
        cut: list[tuple[Target, Mention, frozenset[int]]] = []
        found: list[tuple[Target, Mention]] = []
        copy = by_sound(text)
        if copy is None and self._letters_only:
            return
        heard = self._signs.of(text) if copy is None else copy.text
        for start, end, number in self._automaton.find_overlapping(heard):
            first, last = (start, end) if copy is None else copy.bounds(start, end)
            if text[first:last] == self._spoken[number][0].target.word:
                continue
            cells = [(i, i + 1) for i in range(start, end)] if copy is None else copy.cells(start, end)
            for spoken in self._spoken[number]:
                if hidden := _disguise(text, cells, spoken):
                    one = (
                        spoken.target,
                        Mention(spoken.target.pattern.entry, first, last, hidden, spoken.target.word, tuple(cells)),
                    )
                    found.append(one)
                    if edges := _cut_through(text, cells, spoken):
                        cut.append((*one, edges))
        yield from self._whole(text, found, cut) if cut else found

    def _whole(
        self, text: str, found: list[tuple[Target, Mention]], cut: list[tuple[Target, Mention, frozenset[int]]]
    ) -> Iterator[tuple[Target, Mention]]:
        """``found`` without words cut out of a run of letters, but for those whose rest is a word too: 天ran|zuan石."""
        starts, ends = {m.start for _, m in found}, {m.end for _, m in found}
        doubted = {
            (mention.start, mention.end, target.word)
            for target, mention, edges in cut
            for edge in edges
            if edge not in (ends if edge == mention.start else starts)
            and (edge == mention.start or not text.startswith(self._latin, edge))
        }
        for target, mention in found:
            if (mention.start, mention.end, target.word) not in doubted:
                yield target, mention


def _keys(target: Target, by_sound: Signs) -> Iterator[tuple[str, frozenset[int]]]:
    """The word as signs, and with initials for some of its characters where enough others are left to tell it by."""
    word = target.word
    signs = by_sound.of(word)
    yield signs, frozenset()
    if target.whispered and target.exchangeable and not word[0].isascii():
        yield f"{signs[0]}j", frozenset({1})
    if not target.shortened:
        return
    first = [char if char.isascii() else readings().get(char, "")[:1] for char in word]
    if not all(first):
        return
    places = [frozenset({i}) for i, char in enumerate(word) if not char.isascii()]
    if len(word) >= 4:
        places += [frozenset({0, 1}), frozenset({len(word) - 2, len(word) - 1})]
        if target.pattern.entry.cls is ClaimClass.BRAND:
            places.append(frozenset(range(1, len(word))))
    if target.initials_alone:
        places.append(frozenset(i for i, char in enumerate(word) if not char.isascii()))
    for letters in places:
        yield "".join(first[i] if i in letters else sign for i, sign in enumerate(signs)), letters


def _disguise(text: str, cells: list[tuple[int, int]], spoken: _Spoken) -> tuple[str, ...]:
    """What was done to the word, or nothing when this is no disguise of it."""
    word = spoken.target.word
    if word[0].isascii() and _is_letter(text, cells[0][0] - 1):
        return ()
    odd = [i for i, (a, b) in enumerate(cells) if text[a:b] != word[i]]
    latin = [i for i in odd if text[cells[i][0]].isascii()]
    if not odd or (
        spoken.letters and not all(_ends_with_it(text, *cells[i], cells, target=spoken.target) for i in latin)
    ):
        return ()
    respelt = [i for i in odd if i not in latin]
    spelt = [i for i in latin if i not in spoken.letters]
    if any(text[slice(*cells[i])] != readings().get(word[i]) for i in spelt) or (spoken.letters and respelt):
        return ()  # whoever types pinyin types it right; a letter and another character at once leave too little
    if not spoken.letters.issubset(latin) or not spoken.target.recognisable(respelt, len(latin), len(spoken.letters)):
        return ()
    start, end = cells[0][0], cells[-1][1]
    # Of two characters one is little to know a word by, so that a letter for the other must be explained too.
    doubted = odd if spoken.letters and len(word) == 2 else respelt
    written = "".join(text[cells[i][0]] if i in doubted else char for i, char in enumerate(word))
    if spoken.target.whispered and 0 in respelt and text[cells[0][0]] in surnames():
        return ()  # 冯家 is the Fengs'
    if doubted and not fits_better(text, start, end, word, doubted, _EACH, written, told=_told(spoken.target, doubted)):
        return ()
    return tuple(name for name, there in (("homophone", respelt), ("pinyin", latin)) if there)


def _told(target: Target, doubted: list[int]) -> bool:
    """Whether company speaks for a spelling: 卡佳 by a nail bangle is 卡家, any other 家 is somebody's home."""
    return target.whispered and 0 not in doubted


def _cut_through(text: str, cells: list[tuple[int, int]], spoken: _Spoken) -> frozenset[int]:
    """Where a word ends inside a run of letters of which it takes too little: empty when chance does not spell it."""
    start, end = cells[0][0], cells[-1][1]
    edges = set()
    if text[start].isascii() and _is_letter(text, start) and _is_letter(text, start - 1):
        edges.add(start)
    if _is_letter(text, end - 1) and _is_letter(text, end):
        edges.add(end)
    if spoken.target.told and all(_is_letter(text, a) for a, _ in cells):
        return frozenset()  # the other words of its phrase must stand beside it: tiezhi in lvtiezhidehua
    told = len(cells) > 2 or spoken.target.pattern.entry.cls in _FIRST_IN_A_NAME
    if len(edges) == 1 and told and not spoken.letters and all(_is_letter(text, a) for a, _ in cells):
        return frozenset()  # tianranzuanjie
    return frozenset(edges)


def _ends_with_it(text: str, start: int, end: int, cells: list[tuple[int, int]], *, target: Target) -> bool:
    """whole_run, but for a name of diamonds right behind the letters of another: 天ran|z石, 天ran|zsdz (see _whole)."""
    first, last = cells[0][0], cells[-1][1]
    if (
        start == first
        and target.pattern.entry.cls in _FIRST_IN_A_NAME
        and len(target.word) > 2
        and _is_letter(text, first - 1)
    ):
        return whole_run(text, start, end, first + 1, last) if end == last else True
    return whole_run(text, start, end, first, last)


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and "a" <= text[at] <= "z"


def whole_run(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether letters at [start, end) of a word at [first, last) end where the word does: KDY-18 is a model number."""
    before = text[start - 1] if start == first and start else ""
    after = text[end] if end == last and end < len(text) else ""
    return not any(c.isascii() and (c.isalnum() or c in "-_./@") for c in (before, after) if c)
