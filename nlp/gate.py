"""The gate: one multi-pattern scan that finds every known word of a folded text.

Most listings end here: what shows no goods, stone or brand in that scan, and no marks between its
characters, is not looked at again. For the others disguises are undone (see nlp.disguise), each on
a copy of the text, and the same words are looked for behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.claim import ClaimClass
from nlp.context.kinds import GEM
from nlp.disguise.heard import Heard, whole_run
from nlp.disguise.innocent import crossed, other_words
from nlp.disguise.joined import gapped, join, joined_text, joins, runs, strangely_marked
from nlp.disguise.respelt import Respelt
from nlp.disguise.seen import LookAlike, from_parts, from_pictures, spelt_anew
from nlp.disguise.targets import is_han, told_words
from nlp.folding import Folded
from nlp.lexicon.entries import Entry, Lexicon
from nlp.overlap import Found, Mention, Pattern, pattern_of, standing, uncovered
from nlp.phrases.frames import phrase_words
from nlp.unfolding import PutBack

COMPANY = frozenset(
    {
        ClaimClass.DIAMOND, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.COLOURED, ClaimClass.TREATMENT,
        ClaimClass.BRAND, ClaimClass.DESIGN, ClaimClass.JEWELLERY,
    }
)  # fmt: skip
"""Where none of these is named, nothing is sold that a disguised word could be about."""
_Hit = tuple[int, int, int]
"""[start, end) of a text and the number of the word that stands there."""

# 1.5ct, 30分, 2克拉: whoever gives the weight of a stone sells one, whatever its name is made of.
_WEIGHED = re.compile(r"\d ?(?:ct|克拉|分(?![钟之期享码]))")
_BOXES = frozenset({"packaging", "packaging_cue"})
_SPELT_OUT = frozenset(
    {ClaimClass.BRAND, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.DIAMOND, ClaimClass.IMITATION}
)
_DIGIT_LETTERS = str.maketrans("0134578269@$!|l", "oieastbzggasiii")
_DIGIT_AMONG_LETTERS = re.compile(r"[a-z][\d@$!|]|[\d@$!|][a-z]")
_OF_A_SHOP = ("珠宝", "首饰", "饰品", "银饰", "金店", "金行", "银楼", "黄金", "旗舰", "官方", "工坊", "文创", "家居")
"""What follows a shop's name: 梵佳珠宝 is called so."""
_NAMED_ALREADY = "石钻戒宝"
_NUMBER_WORDS = "拉分色颗粒是"


class Gate:
    """Scans folded texts for every form of a lexicon. Linear in the text, whatever it says."""

    def __init__(self, lexicon: Lexicon) -> None:
        words: dict[str, list[Pattern]] = {}
        for entry in lexicon.entries:
            for form in entry.forms:
                words.setdefault(form, []).append(pattern_of(entry, mask=entry.cls is None))
            for form, kind in entry.evasive:
                words.setdefault(form, []).append(pattern_of(entry, (kind,)))
            for word in entry.not_in:
                words.setdefault(word, []).append(pattern_of(entry, mask=True))
        # Joining takes the blanks out of names too.
        for word in [w for w in words if " " in w and len(w) > 6 and w.replace(" ", "").isalpha() and w.isascii()]:
            words.setdefault(word.replace(" ", ""), words[word])
        self._patterns = list(words.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(words))
        self._gapped = frozenset(number for number, word in enumerate(words) if gapped(word))
        latin: dict[str, list[tuple[str, Pattern]]] = {}
        for word, patterns in words.items():
            if word.isascii() and word.replace(" ", "").replace("-", "").isalpha() and len(word) >= 5:
                named = [(word, p) for p in patterns if not p.mask and p.entry.cls in _SPELT_OUT]
                latin.setdefault(word.translate(_DIGIT_LETTERS), []).extend(named)
        latin = {key: named for key, named in latin.items() if named}
        self._latin_patterns = list(latin.values())
        self._latin = CharwiseDoubleArrayAhoCorasick(list(latin)) if latin else None
        hideable = [(word, pattern) for word, patterns in words.items() for pattern in patterns]
        told = list(told_words(phrase_words(), Entry("told", None, "", ())))
        longer = [target for target in told if target.exchangeable]
        self._heard = Heard(hideable, longer)
        self._spelt = Heard((), [target for target in told if not target.exchangeable], letters_only=True)
        self._look_alike = LookAlike(hideable, longer)

    @staticmethod
    @cache
    def default() -> Gate:
        return Gate(Lexicon.default())

    def scan(self, folded: Folded) -> list[Mention]:
        """Mentions of a text that stands alone; see scan_together."""
        return self.scan_together((folded,))[0]

    def scan_together(self, texts: Sequence[Folded]) -> list[list[Mention]]:
        """Mentions of each text of one listing, in reading order; inside a group no two overlap.

        ``near`` is left to the reader, who sees what stands near.
        """
        return self.undo_together(texts)[0]

    def undo_together(self, texts: Sequence[Folded]) -> tuple[list[list[Mention]], list[list[PutBack]]]:
        """What scan_together finds, and other words of each text that are disguised and mean something in a phrase."""
        put_back: list[list[PutBack]] = [[] for _ in texts]
        hits = [self._automaton.find_overlapping(folded.text) for folded in texts]
        found = [self._plain(folded.text, there) for folded, there in zip(texts, hits, strict=True)]
        plain = [len(f) for f in found]
        left = [uncovered(f) for f in found]
        company = any(map(_keeps_company, left)) or any(_WEIGHED.search(folded.text) for folded in texts)
        for i, folded in enumerate(texts):
            if (company or strangely_marked(folded.text)) and (more := list(self._pulled_apart(folded.text, hits[i]))):
                found[i] += more
                left[i] = uncovered(found[i])
        if company or any(map(_keeps_company, left)):
            undone = [self._disguised(folded.text) for folded in texts]
            for i, (more, _, words) in enumerate(undone):
                # A picture read as a character leaves less unexplained than one left out: 人工💎石 is no 人工石.
                found[i][plain[i] : plain[i]] = more
                put_back[i] = words
            whispered = [heard for _, heard, _ in undone]
            left = [uncovered(f) for f in found]
            if any(whispered) and _talks_of_maisons(left, whispered):
                left = [uncovered(f + more) for f, more in zip(found, whispered, strict=True)]
        return [standing(f) if f else [] for f in left], put_back

    def _plain(self, text: str, hits: list[_Hit]) -> list[Found]:
        return [
            (pattern, Mention(pattern.entry, start, end, pattern.hidden))
            for start, end, number in hits
            for pattern in self._patterns[number]
            if (text[start] > "\u3000" < text[end - 1] and not pattern.entry.alone and not pattern.entry.whole)
            or _stands(text, start, end, pattern.entry)
            if (not pattern.hidden or _hides(text, start, end, pattern))
        ]

    def _pulled_apart(self, text: str, hits: list[_Hit]) -> Iterator[Found]:
        """``hits``: what the automaton finds in the text as it stands."""
        joined = self._automaton.find_overlapping(joined_text(text))
        # Words that stand in one piece are found in both; only where there are more than those was one pulled apart.
        if len(joined) == len(hits) - sum(number in self._gapped for _, _, number in hits):
            return
        copy = join(text)
        if copy is None:
            return
        for start, end, number in joined:
            cells = tuple(copy.cells(start, end))
            places = [a for a, _ in cells]
            first, last = places[0], places[-1] + 1
            if last - first == end - start:
                continue
            for pattern in self._patterns[number]:
                # An innocent word is no less innocent when it was pulled apart, but only as widely as the hit itself.
                verdict = joins(text, places, pattern.entry)
                if verdict is not None and _stands(text, first, last, pattern.entry):
                    hidden = tuple(sorted({*pattern.hidden, *verdict}))
                    yield pattern, Mention(pattern.entry, first, last, hidden, copy.text[start:end], cells)

    def _disguised(self, text: str) -> tuple[list[Found], list[Found], list[PutBack]]:
        """Words in disguise, those of them to be believed only where a maison is talked of, and words of phrases."""
        put_back = [PutBack(*run) for run in runs(text)] if strangely_marked(text) else []
        more: list[Found] = []
        if _DIGIT_AMONG_LETTERS.search(text):
            more += self._digits_for_letters(text)
        whispered: list[Found] = []
        for target, mention in (*self._heard.find(text), *self._spelt.find(text), *self._look_alike.find(text)):
            if target.told:
                put_back.append(PutBack(target.word, mention.cells, mention.hidden))
            elif not target.whispered:
                more.append((target.pattern, mention))
            elif not text.startswith(_OF_A_SHOP, mention.end):
                whispered.append((target.pattern, mention))
        if spelt_anew(text):
            if (copy := from_parts(text)) is not None:
                more += self._behind(text, copy, "split")
            if (copy := from_pictures(text)) is not None:
                more += self._behind(text, copy, "emoji")
        return more, whispered, put_back

    def _behind(self, text: str, copy: Respelt, kind: str) -> Iterator[Found]:
        """Words of a copy that show only there, made of more than what was put in."""
        for start, end, number in self._automaton.find_overlapping(copy.text):
            first, last = copy.bounds(start, end)
            cells = tuple(copy.cells(start, end))
            put_in = [i for i, (a, b) in enumerate(cells, start) if text[a:b] != copy.text[i]]
            if not put_in or len({a for a, _ in cells}) < 2:
                continue
            if (
                kind == "emoji"
                and put_in == [end - 1]
                and copy.text[end - 2] in _NAMED_ALREADY
                and copy.text[end - 1] in "钻戒"
            ):
                continue  # 莫桑石💎 is decorated, 莫桑💎 is spelt
            if kind == "split" and other_words(text, first, last, [cells[i - start][0] for i in put_in]):
                continue
            for pattern in self._patterns[number]:
                if not pattern.mask and not pattern.entry.alone and _stands(text, first, last, pattern.entry):
                    hidden = tuple(sorted({*pattern.hidden, kind}))
                    yield pattern, Mention(pattern.entry, first, last, hidden, copy.text[start:end], cells)

    def _digits_for_letters(self, text: str) -> Iterator[Found]:
        if self._latin is None:
            return
        respelt = text.translate(_DIGIT_LETTERS)
        for start, end, number in self._latin.find_overlapping(respelt):
            if not _no_letter_touches(respelt, start, end):
                continue
            for word, pattern in self._latin_patterns[number]:
                if text[start:end] != word:
                    cells = tuple((i, i + 1) for i in range(start, end))
                    yield pattern, Mention(pattern.entry, start, end, ("homoglyph",), word, cells)


def _keeps_company(found: list[Found]) -> bool:
    """Whether goods, stone or brand are named, and not by a word that speaks of stones only near others (合成, 玻璃)."""
    return any(
        ((entry := pattern.entry).cls in COMPANY and not (entry.near and entry.cls in GEM))
        or not _BOXES.isdisjoint(entry.tags)
        for pattern, _ in found
    )


def _talks_of_maisons(left: list[list[Found]], whispered: list[list[Found]]) -> bool:
    """Whether a listing speaks of maisons' goods: by a name, a design or a copy, or by two codes at once."""
    if len({mention.entry.id for some in whispered for _, mention in some}) > 1:
        return True
    return any(
        (entry := pattern.entry).cls is ClaimClass.IMITATION
        or (entry.cls is ClaimClass.DESIGN and "generic" not in entry.tags)
        or (entry.cls is ClaimClass.BRAND and "luxury" in entry.tags)
        for some in left
        for pattern, _ in some
    )


def _stands(text: str, start: int, end: int, entry: Entry) -> bool:
    """Whether the surroundings let a form be that word: drink holds no DR, 1.18k no 8k."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if _same_script(before, text[start]) or _same_script(text[end - 1], after):
        return False
    if entry.whole and any(c.isascii() and c.isalnum() for c in (before, after)):
        return False
    if entry.alone:
        return not (is_han(before) and before not in _NUMBER_WORDS) and not is_han(after)
    return True


def _hides(text: str, start: int, end: int, pattern: Pattern) -> bool:
    """Whether a spelling that the lexicon lists as a disguise is one here, and no part of other words."""
    if text[start:end].isascii():
        return pattern.hidden != ("pinyin",) or whole_run(text, start, end, start, end)
    return not crossed(text, start, end)


def _same_script(left: str, right: str) -> bool:
    if not (left and right and left.isascii() and right.isascii()):
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def _no_letter_touches(text: str, start: int, end: int) -> bool:
    around = (text[start - 1] if start else "", text[end] if end < len(text) else "")
    return not any(c.isascii() and c.isalpha() for c in around)
