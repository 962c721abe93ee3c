"""The gate: one multi-pattern scan that finds every known word of a folded text.

Most listings end here. A second scan, over a copy without separators and emoji, finds words that
were pulled apart (卡·地·亚, 高/仿); it joins characters only where a reader would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.claim import ClaimClass
from nlp.folding import Folded
from nlp.lexicon.entries import Entry, Lexicon
from nlp.lexicon.sounds import sound_table
from nlp.overlap import Mention, Pattern, standing

_STRONG = frozenset(".·・‧•∙⋅*~_+^`'\"“”‘’-")
_WEAK = frozenset(" \t\u3000\u00a0/|\\,、，。")
_LONGEST_GAP = 3
_HIDDEN_MOST = (ClaimClass.BRAND, ClaimClass.IMITATION)
_HEARD = (ClaimClass.BRAND, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)
_DIGIT_LETTERS = str.maketrans("013457@$", "oieastas")


class Gate:
    """Scans folded texts for every form of a lexicon. Linear in the text, whatever it says."""

    def __init__(self, lexicon: Lexicon) -> None:
        words: dict[str, list[Pattern]] = {}
        for entry in lexicon.entries:
            for form in entry.forms:
                words.setdefault(form, []).append(Pattern(entry, entry.cls is None, ()))
            for form, kind in entry.evasive:
                words.setdefault(form, []).append(Pattern(entry, False, (kind,)))
            for word in entry.not_in:
                words.setdefault(word, []).append(Pattern(entry, True, ()))
        self._patterns = list(words.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(words))
        brands = [w for w, p in words.items() if w.isascii() and w.isalpha() and len(w) >= 5 and _is_brand(p)]
        self._brand_patterns = [words[w] for w in brands]
        self._brands = CharwiseDoubleArrayAhoCorasick(brands) if brands else None
        self._sounds = sound_table()
        heard: dict[str, list[tuple[str, Pattern]]] = {}
        for word, patterns in words.items():
            for pattern in patterns:
                if _worth_hearing(word, pattern):
                    heard.setdefault(word.translate(self._sounds), []).append((word, pattern))
        self._heard_patterns = list(heard.values())
        self._heard = CharwiseDoubleArrayAhoCorasick(list(heard)) if heard else None

    @staticmethod
    @cache
    def default() -> Gate:
        return Gate(Lexicon.default())

    def scan(self, folded: Folded) -> list[Mention]:
        """Mentions in reading order; inside a group no two overlap. ``near`` is left to the reader, who sees the listing."""
        text = folded.text
        found = list(self._plain(text))
        found.extend(self._pulled_apart(text))
        if self._brands is not None and any(c in text for c in "013457@$"):
            found.extend(self._digits_for_letters(text))
        found.extend(self._heard_alike(text))
        return standing(found, len(text)) if found else []

    def _plain(self, text: str) -> Iterator[tuple[Pattern, Mention]]:
        for start, end, number in self._automaton.find_overlapping(text):
            for pattern in self._patterns[number]:
                if _stands(text, start, end, pattern.entry):
                    yield pattern, Mention(pattern.entry, start, end, pattern.hidden)

    def _pulled_apart(self, text: str) -> Iterator[tuple[Pattern, Mention]]:
        kept = _without_separators(text)
        if kept is None:
            return
        joined = "".join([text[i] for i in kept])
        for start, end, number in self._automaton.find_overlapping(joined):
            first, last = kept[start], kept[end - 1] + 1
            if last - first == end - start:
                continue
            for pattern in self._patterns[number]:
                # An innocent word is no less innocent when it was pulled apart, but only as widely as the hit itself.
                verdict = _joins(text, kept, start, end, pattern.entry)
                if verdict is not None and _stands(text, first, last, pattern.entry):
                    yield pattern, Mention(pattern.entry, first, last, tuple(sorted({*pattern.hidden, *verdict})))

    def _heard_alike(self, text: str) -> Iterator[tuple[Pattern, Mention]]:
        """卡蒂亚 for 卡地亚: at most half of a name's characters exchanged for others that sound alike."""
        heard = text.translate(self._sounds)
        if self._heard is None:
            return
        for start, end, number in self._heard.find_overlapping(heard):
            written = text[start:end]
            for word, pattern in self._heard_patterns[number]:
                changed = sum(a != b for a, b in zip(written, word, strict=True))
                if 0 < changed <= len(word) // 2:
                    yield pattern, Mention(pattern.entry, start, end, ("homophone",))

    def _digits_for_letters(self, text: str) -> Iterator[tuple[Pattern, Mention]]:
        assert self._brands is not None  # noqa: S101 - guarded by the only caller
        respelt = text.translate(_DIGIT_LETTERS)
        for start, end, number in self._brands.find_overlapping(respelt):
            if respelt[start:end] == text[start:end] or not _no_letter_touches(respelt, start, end):
                continue
            for pattern in self._brand_patterns[number]:
                if not pattern.mask:
                    yield pattern, Mention(pattern.entry, start, end, ("homoglyph",))


def _worth_hearing(word: str, pattern: Pattern) -> bool:
    """Names long enough that chance does not spell them: three Chinese characters or more, no company needed."""
    entry = pattern.entry
    sold = entry.cls in _HEARD and not pattern.mask and not pattern.hidden and not entry.near and not entry.alone
    return sold and len(word) >= 3 and all(_is_han(c) for c in word)


def _is_brand(patterns: Iterable[Pattern]) -> bool:
    return any(p.entry.cls is ClaimClass.BRAND and not p.mask for p in patterns)


def is_emoji(char: str) -> bool:
    """Pictographs and dingbats, by block; close enough to tell decoration from words."""
    code = ord(char)
    return 0x2600 <= code <= 0x27BF or 0x1F000 <= code <= 0x1FAFF or 0x2B00 <= code <= 0x2BFF or code == 0x200D


def _without_separators(text: str) -> list[int] | None:
    """Positions that are left without short runs of separators and emoji; None when there is nothing to leave out."""
    drop = [c in _STRONG or c in _WEAK or is_emoji(c) for c in text]
    if not any(drop):
        return None
    kept: list[int] = []
    run = 0
    for i, out in enumerate(drop):
        if out:
            run += 1
            continue
        if run > _LONGEST_GAP:
            kept.extend(range(i - run, i))
        run = 0
        kept.append(i)
    return kept


def _joins(text: str, kept: list[int], start: int, end: int, entry: Entry) -> tuple[str, ...] | None:
    """What pulls the word apart, or None when a reader would not join it.

    满钻 石榴石 holds no 钻石: a gap of blanks or list marks joins only pieces that stand by themselves,
    or a word so hidden (single characters, a brand) that chance does not explain it.
    """
    gaps = [(kept[i] + 1, kept[i + 1]) for i in range(start, end - 1) if kept[i + 1] != kept[i] + 1]
    marks = {c for a, b in gaps for c in text[a:b]}
    first, last = kept[start], kept[end - 1]
    edges = [first, *(b for _, b in gaps)], [*(a - 1 for a, _ in gaps), last]
    lengths = [b - a + 1 for a, b in zip(*edges, strict=True)]
    singles = 1 in lengths
    emoji = any(is_emoji(c) for c in marks)
    strong = any(c in _STRONG for c in marks)
    if "。" in marks and not (entry.cls in _HIDDEN_MOST and singles):
        return None
    latin = text[first].isascii() and text[last].isascii()
    if latin:
        # car tier and love ring are two words each; C.a.r.t.i.e.r and d-f-f are one.
        if (max(lengths) > 1 and not (strong or emoji)) or not _no_letter_touches(text, first, last + 1):
            return None
    elif not (strong or emoji):
        apart = len(gaps) >= 2 and max(lengths) == 1
        hidden_most = entry.cls in _HIDDEN_MOST and (end - start >= 3 or "".join(marks).strip() != "")
        if not (apart or hidden_most or _free_edges(text, first, last + 1)):
            return None
    elif end - start == 2 and entry.cls not in _HIDDEN_MOST and not _free_edges(text, first, last + 1):
        return None
    if emoji:
        return ("emoji",)
    if singles and (strong or entry.cls in _HIDDEN_MOST or max(lengths) == 1):
        return ("separator",)
    return ()


def _free_edges(text: str, start: int, end: int) -> bool:
    return not (start and _is_han(text[start - 1])) and not (end < len(text) and _is_han(text[end]))


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _stands(text: str, start: int, end: int, entry: Entry) -> bool:
    """Whether the surroundings let a form be that word: drink holds no DR, 1.18k no 8k."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if _same_script(before, text[start]) or _same_script(text[end - 1], after):
        return False
    if entry.whole and any(c.isascii() and c.isalnum() for c in (before, after)):
        return False
    if entry.alone:
        return not (_is_han(before) and before not in "拉分色颗粒") and not _is_han(after)
    return True


def _same_script(left: str, right: str) -> bool:
    if not (left and right and left.isascii() and right.isascii()):
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def _no_letter_touches(text: str, start: int, end: int) -> bool:
    around = (text[start - 1] if start else "", text[end] if end < len(text) else "")
    return not any(c.isascii() and c.isalpha() for c in around)
