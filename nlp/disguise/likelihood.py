"""Likelihood: whether a text reads better with a known word put in the place of what is written.

A text is as likely as its likeliest cut into words, each as likely as it is frequent (the unigram model that jieba
cuts by, over jieba's dictionary and our own words). 人工转接 stands well as it is; 天染 gains by being 天然.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache
from math import log

from nlp.claim import ClaimClass
from nlp.disguise.targets import innocent_words
from nlp.lexicon.entries import Entry, Lexicon
from nlp.phrases.frames import phrase_words

_BESIDE = 5
"""Characters on either side of a word that say whether it fits."""
_LONGEST = 8
_ENOUGH = 3.0
"""That a word is hidden at all is unlikely beforehand (natural logarithm, as all of these)."""
_EXPLAINED = 5.0
"""An exchanged character that makes a word of the dictionary with its neighbours (周|大夫) may simply be meant."""
_GAP = 3.0
"""Blanks stand between words much oftener than in them."""
_LETTER = 10.0
_OWN, _OWN_WEAK = 1000, 150
"""How often our own words count as seen, against jieba's sixty million: as a usual word, as a rare one."""


def fits_better(
    text: str,
    start: int,
    end: int,
    word: str,
    changed: Collection[int],
    each: float,
    written: str = "",
    *,
    told: bool = False,
) -> bool:
    """Whether ``word`` explains what stands at [start, end) better than the writing itself does.

    ``changed``: positions in the word whose characters are others, each unlikely beforehand by ``each``. ``written``:
    what stands there but for the letters, when some of it is spelt in letters. ``told``: what else the text says
    makes it likely that such a word is there, and without it the caller believes none.
    """
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    needed = (0.0 if told else _ENOUGH) + each * len(changed)
    as_is, in_words = likeliest(before + (written or text[start:end]) + after)
    gain = as_is - likeliest(before + word + after)[0]
    if gain < needed:
        return False
    return gain >= needed + _EXPLAINED * sum(in_words[len(before) + i] for i in changed)


def reads_joined(text: str, start: int, end: int, gaps: Collection[str]) -> bool:
    """Whether [start, end) reads better as one word than parted at ``gaps``, in this order: 天 然钻, but not 椭圆 钻戒."""
    before, after, inside = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE], text[start:end]
    pieces = []
    for gap in gaps:
        piece, _, inside = inside.partition(gap)
        pieces.append(piece)
    pieces.append(inside)
    joined = sum(likeliest(piece)[0] for piece in (before, "".join(pieces), after))
    pieces[0], pieces[-1] = before + pieces[0], pieces[-1] + after
    return sum(likeliest(piece)[0] for piece in pieces) - joined >= _ENOUGH + _GAP


@lru_cache(maxsize=20_000)
def likeliest(text: str) -> tuple[float, bytes]:
    """The likeliest cut of a short text: minus the logarithm of its likelihood, and 1 for characters in longer words."""
    words, total = _dictionary()
    own = _own_words()
    unknown = log(total)
    best, begins = [0.0], [0]
    for end in range(1, len(text) + 1):
        char = text[end - 1]
        least = best[-1] + (_LETTER if char.isascii() else unknown - log(own.get(char) or words.get(char) or 1))
        begin = end - 1
        for start in range(max(0, end - _LONGEST), end - 1):
            piece = text[start:end]
            seen = own.get(piece) or words.get(piece)
            if seen and best[start] + unknown - log(seen) < least:
                least, begin = best[start] + unknown - log(seen), start
        best.append(least)
        begins.append(begin)
    in_words = bytearray(len(text))
    end = len(text)
    while end:
        if end - begins[end] > 1:
            in_words[begins[end] : end] = b"\x01" * (end - begins[end])
        end = begins[end]
    return best[-1], bytes(in_words)


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    from nlp.segment import frequencies

    return frequencies()


@cache
def _own_words() -> dict[str, int]:
    """Our words by how often they count as seen; jieba's own count where it is higher."""
    words = dict.fromkeys(innocent_words(), _OWN)
    for entry in Lexicon.default().entries:
        for form in entry.forms if entry.cls is not None else ():
            words[form] = max(words.get(form, 0), _seen(entry, form))
            if len(form) > 2 and form[-1] in "石钻":
                words.setdefault(form[:-1], _OWN)  # 虎眼是两颗 speaks of the 虎眼
    for word in phrase_words():
        words.setdefault(word, _OWN_WEAK)
    known, _ = _dictionary()
    return {word: max(seen, known.get(word, 0)) for word, seen in words.items()}


def _seen(entry: Entry, form: str) -> int:
    """A code is said by few; what only hints is made of everyday words."""
    weak = entry.cls is ClaimClass.IMITATION or (
        entry.cls is ClaimClass.BRAND and not entry.tags.isdisjoint({"code", "generic", "style"})
    )
    return _OWN_WEAK if weak else _OWN
