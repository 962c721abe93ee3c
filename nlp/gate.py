"""The gate: one multi-pattern scan that finds every known word of a folded text.

Most listings end here. A second scan, over a copy without separators and emoji, finds words that
were pulled apart (卡·地·亚, 高/仿); it joins characters only where a reader would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.claim import ClaimClass
from nlp.folding import Folded
from nlp.lexicon.entries import Entry, Lexicon
from nlp.lexicon.sounds import sound_table

# The longest word wins inside a group; words of different groups may share characters (钻石项链 is a diamond and a necklace).
_GROUPS = {
    ClaimClass.DIAMOND: 0,
    ClaimClass.NATURAL: 0,
    ClaimClass.LAB_GROWN: 0,
    ClaimClass.SIMULANT: 0,
    ClaimClass.COLOURED: 0,
    ClaimClass.TREATMENT: 0,
    ClaimClass.BRAND: 1,
    ClaimClass.DESIGN: 2,
    ClaimClass.IMITATION: 3,
    ClaimClass.JEWELLERY: 4,
    ClaimClass.TRADE: 5,
}
_STRONG = frozenset(".·・‧•∙⋅*~_+^`'\"“”‘’-")
_WEAK = frozenset(" \t\u3000\u00a0/|\\,、，。")
_LONGEST_GAP = 3
_HIDDEN_MOST = (ClaimClass.BRAND, ClaimClass.IMITATION)
# What kind of goods it is stays true of a false friend: an 电钻 is a tool.
_GOODS = (ClaimClass.JEWELLERY, ClaimClass.TRADE)
_HEARD = (ClaimClass.BRAND, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)
_DIGIT_LETTERS = str.maketrans("013457@$", "oieastas")


@dataclass(frozen=True, slots=True)
class Mention:
    """A known word at [start, end) of the folded text; ``hidden`` names what was undone to find it."""

    entry: Entry
    start: int
    end: int
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    entry: Entry
    mask: bool
    hidden: tuple[str, ...]


class Gate:
    """Scans folded texts for every form of a lexicon. Linear in the text, whatever it says."""

    def __init__(self, lexicon: Lexicon) -> None:
        words: dict[str, list[_Pattern]] = {}
        for entry in lexicon.entries:
            for form in entry.forms:
                words.setdefault(form, []).append(_Pattern(entry, entry.cls is None, ()))
            for form, kind in entry.evasive:
                words.setdefault(form, []).append(_Pattern(entry, False, (kind,)))
            for word in entry.not_in:
                words.setdefault(word, []).append(_Pattern(entry, True, ()))
        self._patterns = list(words.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(words))
        brands = [w for w, p in words.items() if w.isascii() and w.isalpha() and len(w) >= 5 and _is_brand(p)]
        self._brand_patterns = [words[w] for w in brands]
        self._brands = CharwiseDoubleArrayAhoCorasick(brands) if brands else None
        self._sounds = sound_table()
        heard: dict[str, list[tuple[str, _Pattern]]] = {}
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
        return _longest(found, len(text)) if found else []

    def _plain(self, text: str) -> Iterator[tuple[_Pattern, Mention]]:
        for start, end, number in self._automaton.find_overlapping(text):
            for pattern in self._patterns[number]:
                if _stands(text, start, end, pattern.entry):
                    yield pattern, Mention(pattern.entry, start, end, pattern.hidden)

    def _pulled_apart(self, text: str) -> Iterator[tuple[_Pattern, Mention]]:
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

    def _heard_alike(self, text: str) -> Iterator[tuple[_Pattern, Mention]]:
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

    def _digits_for_letters(self, text: str) -> Iterator[tuple[_Pattern, Mention]]:
        assert self._brands is not None  # noqa: S101 - guarded by the only caller
        respelt = text.translate(_DIGIT_LETTERS)
        for start, end, number in self._brands.find_overlapping(respelt):
            if respelt[start:end] == text[start:end] or not _no_letter_touches(respelt, start, end):
                continue
            for pattern in self._brand_patterns[number]:
                if not pattern.mask:
                    yield pattern, Mention(pattern.entry, start, end, ("homoglyph",))


def _worth_hearing(word: str, pattern: _Pattern) -> bool:
    """Names long enough that chance does not spell them: three Chinese characters or more, no company needed."""
    entry = pattern.entry
    sold = entry.cls in _HEARD and not pattern.mask and not pattern.hidden and not entry.near and not entry.alone
    return sold and len(word) >= 3 and all(_is_han(c) for c in word)


def _is_brand(patterns: Iterable[_Pattern]) -> bool:
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


def _longest(found: list[tuple[_Pattern, Mention]], length: int) -> list[Mention]:
    """What innocent words cover is taken out; then, per group, longer mentions come before shorter ones.

    A bare diamond word yields to every other stone: 合成钻石锁骨链 is 合成钻石, not 钻石锁骨链.
    """
    found.sort(key=lambda pair: pair[1].start)
    everywhere = _Cover(m for p, m in found if p.mask and p.entry.cls is None)
    own: dict[str, _Cover] = {}
    for pattern, mention in found:
        if pattern.mask and pattern.entry.cls is not None:
            own.setdefault(pattern.entry.id, _Cover([])).add(mention)
    left = [
        mention
        for pattern, mention in found
        if not pattern.mask
        and not (mention.entry.cls not in _GOODS and everywhere.covers(mention))
        and not (mention.entry.id in own and own[mention.entry.id].covers(mention))
    ]
    left.sort(key=lambda m: (m.entry.cls is ClaimClass.DIAMOND, m.start - m.end, m.start, len(m.hidden)))
    taken = {group: bytearray(length) for group in {_group(m) for m in left}}
    kept: list[Mention] = []
    for mention in left:
        places = taken[_group(mention)]
        if not any(places[mention.start : mention.end]):
            places[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.start, m.end))


def _group(mention: Mention) -> int:
    cls = mention.entry.cls
    return -1 if cls is None else _GROUPS[cls]


class _Cover:
    """Intervals asked in order of start: does one begin no later and end later than the whole mention?"""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._by_start: list[tuple[int, int]] = []
        for mention in mentions:
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Mentions come in order of start; a prefix maximum of ends answers every later question."""
        furthest = max(mention.end, self._by_start[-1][1]) if self._by_start else mention.end
        self._by_start.append((mention.start, furthest))

    def covers(self, mention: Mention) -> bool:
        low, high = 0, len(self._by_start)
        while low < high:
            middle = (low + high) // 2
            if self._by_start[middle][0] <= mention.start:
                low = middle + 1
            else:
                high = middle
        return low > 0 and self._by_start[low - 1][1] >= mention.end
