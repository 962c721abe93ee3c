"""Words pulled apart: 卡·地·亚, 高/仿, 莫🌸桑🌸石. Joined only where a reader would join them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nlp.claim import ClaimClass
from nlp.disguise.innocent import edge_words
from nlp.disguise.likelihood import reads_joined
from nlp.disguise.respelt import Respelt
from nlp.disguise.targets import is_han
from nlp.lexicon.entries import Entry

# Marks that no sentence has between the characters of a word, some by block: signs over and beside letters, general
# punctuation, arrows to geometric shapes, CJK signs and strokes. 丶 and 丨 are strokes that nobody writes but there.
_STRONG_BLOCKS = "\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb\u00bf\u00d7\u00f7\u02b9-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u25ff\u27c0-\u2aff\u2e00-\u2e5d\u3003\u3004\u3012-\u3020\u3030\u303d\u3099-\u309c\u30a0\u30fb\u31c0-\u31e3\ufe30-\ufe4f"
_STRONG_SIGNS = ".·*~_+^`'\"-=#&丶丨丿亅"
_EITHER = "/|\\"
_WEAK = " \t\n/|\\,、，。;:!()[]【】<>《》〈〉「」『』〔〕〖〗"
# A character in brackets of its own, 【天】【然】, is as odd as one between dots.
_BRACKETED = re.compile("[)\\]】>》〉」』〕〗”’][(\\[【<《〈「『〔〖“‘]")
# Pictographs and dingbats, by block; close enough to tell decoration from words.
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff\u2b00-\u2bff\u200d"
_STRONG = f"{re.escape(_STRONG_SIGNS)}{_STRONG_BLOCKS}"
_GAPS = f"[{_STRONG}{re.escape(_WEAK)}{_EMOJI}]"
_GAP = re.compile(f"{_GAPS}+")
# The same runs, but for the long ones, in one pass over a text; what stands before a run is asked second, as below.
_SHORT_GAP = re.compile(f"{_GAPS}(?<!{_GAPS}{_GAPS}){_GAPS}{{0,2}}+(?!{_GAPS})")
_IS_EMOJI = re.compile(f"[{_EMOJI}]")
_IS_STRONG = re.compile(f"[{_STRONG}]")
# Each begins with its marks: a text is searched for those many times as fast as for what stands before them.
_STRANGE = re.compile(rf"[{_STRONG}{_EMOJI}](?<=[^\W\d_].)[{_STRONG}{_EMOJI}]{{0,2}}(?=[^\W\d_])")
_SPACED = re.compile(r"[\s/](?<=(?<![^\W\d_])[^\W\d_][\s/])[^\W\d_][\s/][^\W\d_](?!\w)")
_HAN = re.compile(r"(?![丶丨丿亅])[\u3400-\u9fff]")
# At least three characters, each by itself between the same marks.
_RUN = re.compile(rf"(?<![\u3400-\u9fff]){_HAN.pattern}({_GAPS}{{1,3}}){_HAN.pattern}(?:\1{_HAN.pattern})+")
_LONGEST_RUN = 12
"""A whole text with marks between its characters is decorated: its clauses would run into one another."""
_RELATING = "=≠≈≤≥<>→←↔⇒"
_LONGEST_GAP = 3
"""_SHORT_GAP says the same."""
_HIDDEN_MOST = (ClaimClass.BRAND, ClaimClass.IMITATION)


def is_emoji(char: str) -> bool:
    """Whether a character is decoration rather than a word."""
    return _IS_EMOJI.match(char) is not None


def strangely_marked(text: str) -> bool:
    """Whether marks stand between characters where no sentence has them: reason to look even without a known word."""
    return _STRANGE.search(text) is not None or _SPACED.search(text) is not None


def join(text: str) -> Respelt | None:
    """The text without its short runs of separators and emoji; None when there is nothing to leave out."""
    copy = Respelt(text)
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        if end - start <= _LONGEST_GAP:
            copy.put(start, end, "")
    return copy.finished()


def joined_text(text: str) -> str:
    """The text of what join returns, or the text itself."""
    return _SHORT_GAP.sub("", text)


def runs(text: str) -> Iterator[tuple[str, tuple[tuple[int, int], ...], tuple[str, ...]]]:
    """Characters one by one with marks between them, 故--乡--是--一--台: as a word, what each stands for, how hidden."""
    for match in _RUN.finditer(text):
        cells = tuple(one.span() for one in _HAN.finditer(text, *match.span()))
        if len(cells) > _LONGEST_RUN:
            continue
        how = "emoji" if _IS_EMOJI.search(match[0]) else "separator"
        yield "".join(text[a:b] for a, b in cells), cells, (how,)


def gapped(word: str) -> bool:
    """Whether a word is written with a separator inside, so that joining takes it apart."""
    return _GAP.search(word) is not None


def joins(text: str, places: list[int], entry: Entry) -> tuple[str, ...] | None:
    """What pulls apart the word whose characters stand at ``places``, or None when a reader would not join it.

    满钻 石榴石 holds no 钻石: a gap of blanks or list marks joins only pieces that stand by themselves,
    or a word so hidden (single characters, a brand) that chance does not explain it.
    """
    first, last = places[0], places[-1]
    gaps = [(a + 1, b) for a, b in pairwise(places) if b != a + 1]
    marks = "".join(text[a:b] for a, b in gaps)
    edges = [first, *(b for _, b in gaps)], [*(a - 1 for a, _ in gaps), last]
    lengths = [b - a + 1 for a, b in zip(*edges, strict=True)]
    singles = 1 in lengths
    if max(lengths) > 2 and any(c in marks for c in _RELATING):
        # 莫桑石≠钻石 sets two things against each other.
        return None
    emoji = _IS_EMOJI.search(marks) is not None
    # 天然/培育 are two things to choose from, 天/然 is one.
    strong = (
        _IS_STRONG.search(marks) is not None
        or (singles and any(c in _EITHER for c in marks))
        or (max(lengths) == 1 and _BRACKETED.search(marks) is not None)
    )
    if any(c in marks for c in "。;!\n") and not (entry.cls in _HIDDEN_MOST and singles) and max(lengths) > 1:
        return None
    if text[first].isascii() and text[last].isascii():
        # car tier and love ring are two words each; C.a.r.t.i.e.r and d-f-f are one.
        if (max(lengths) > 1 and not (strong or emoji)) or _letter_touches(text, first, last + 1):
            return None
        if text[max(0, first - 1) : first].isdigit():
            return None  # 0.3ct｜F: a unit and a grade, no CTF
    elif not (strong or emoji):
        apart = len(gaps) >= 2 and max(lengths) == 1
        hidden_most = entry.cls in _HIDDEN_MOST and (len(places) >= 3 or marks.strip() != "")
        if not (apart or hidden_most or _free_edges(text, first, last + 1)):
            pieces = [text[a:b] for a, b in gaps]
            if not (marks.isspace() and singles and reads_joined(text, first, last + 1, pieces)):
                return None
    elif len(places) == 2 and not _free_edges(text, first, last + 1):
        (gap,) = gaps
        if edge_words(text, first, last, gap[0], gap[1]):
            return None
    if emoji:
        return ("emoji",)
    if singles and (strong or entry.cls in _HIDDEN_MOST or max(lengths) == 1):
        return ("separator",)
    return ()


def _free_edges(text: str, start: int, end: int) -> bool:
    return not (start and is_han(text[start - 1])) and not (end < len(text) and is_han(text[end]))


def _letter_touches(text: str, start: int, end: int) -> bool:
    around = (text[start - 1] if start else "", text[end] if end < len(text) else "")
    return any(c.isascii() and c.isalpha() for c in around)
