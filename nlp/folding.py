"""Folding: a copy of a text for matching, and the way back to the seller's own characters.

The copy undoes what changes the look of a word but not what a reader takes it for: width, case,
traditional characters, letters of other alphabets that look Latin, fancy letters, invisible
characters. Everything a person sees afterwards is cut from the original through ``Folded.span``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache

from msgspec import Struct

from nlp.judgement import Span
from nlp.printed import simplified

HIDING = frozenset({"zero_width", "homoglyph", "fancy", "separator", "emoji", "homophone", "pinyin", "split", "masked"})
"""Transforms that undo something a seller does to keep a word from being found."""

_GONE = "\ufdd0"
"""Stands for a character that vanishes, so that one look at the copy tells; it is no character of any text."""

_INVISIBLE = frozenset({ord(_GONE), 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0})
"""Beside the characters that Unicode calls format characters (Cf)."""
_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0xE0000, 0xE0080)])

# Letters of other alphabets that a reader takes for Latin ones; lower-case after NFKC and casefolding.
_LOOK_ALIKES = dict(
    zip(
        "аеорсухіјѕһԁԛԝкмтвнгпαβενορτυκιχγωμηɑɡıłøđßǀςьѵոռսօքյʐɩɪʏʟʀɴӏ",
        "aeopcyxijshdqwkmtbhrnabevoptukixywunagilodblcbvnnuoqjziiylrnl",
        strict=True,
    )
)
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_READ_ALOUD = "🈚🈶🈲"
"""Boxed characters that sellers write for 无, 有 and 禁; the others (🈳, 🈵) only decorate."""
# Blocks of 26 letters in a ring, a box or brackets that NFKC leaves alone or gives brackets to.
_LETTER_BLOCKS = (0x249C, 0x1F110, 0x1F150, 0x1F170, 0x1F1E6)
# Marks that languages spell with; any other laid over a character is decoration.
_ACCENTS = frozenset([*range(0x0300, 0x0305), *range(0x0306, 0x030D), 0x0323, 0x0327, 0x0328])


def fold_character(char: str) -> tuple[str, str]:
    """One character as (folded, name of the transform or ""); the folded form may be empty or longer."""
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd", ""
    if code in _SELECTORS:
        return "", "nfkc"
    category = unicodedata.category(char)
    if category == "Cf" or code in _INVISIBLE:
        return "", "zero_width"
    if category in ("Mn", "Me"):
        return "", "nfkc" if code in _ACCENTS else "fancy"
    for first in _LETTER_BLOCKS:
        if first <= code < first + 26:
            return chr(code - first + ord("a")), "fancy"
    if plain := simplified().get(char):
        return plain, "traditional" if plain != char else ""
    if 0x1F200 <= code < 0x1F300 and char not in _READ_ALOUD:
        return char, ""
    plain = unicodedata.normalize("NFKC", char)
    low = plain.lower()
    if low != char and not low.isascii():
        low = "".join(simplified().get(c, c) for c in low)
    if len(low) > 4:
        # A single ligature may stand for a whole sentence; left alone, it cannot swell the copy.
        return char, ""
    if low.isascii():
        if low == char:
            return char, ""
        if plain.isascii() and _is_fancy(code, low):
            return low, "fancy"
        return low, "case" if char.isascii() else "nfkc"
    base = unicodedata.normalize("NFD", low)[0]
    if base.isascii() and base.isalpha():
        return base, "nfkc"
    if (small := _SMALL_CAPITALS.get(low)) is not None:
        return small, "fancy"
    if (latin := _LOOK_ALIKES.get(low)) is not None:
        return latin, "homoglyph"
    return low, "nfkc" if low != char else ""


@lru_cache(maxsize=8192)
def _undone(char: str) -> str:
    return fold_character(char)[1]


def _is_fancy(code: int, low: str) -> bool:
    """Letters of the mathematical, circled and squared blocks; circled digits are how sellers count."""
    if not any(c.isalpha() for c in low):
        return False
    return (
        0x1D400 <= code <= 0x1D7FF or 0x2460 <= code <= 0x24FF or 0x1F100 <= code <= 0x1F1FF or 0x2070 <= code <= 0x214F
    )


class _Table(dict[int, str]):
    """str.translate table that learns characters as they come; _GONE where one vanishes."""

    # A text that walks through all of Unicode must not fill the memory for good.
    _LIMIT = 60_000

    def __missing__(self, code: int) -> str:
        if len(self) > self._LIMIT:
            self.clear()
        char = chr(code)
        folded = fold_character(char)[0] or _GONE
        self[code] = folded
        return folded


_TABLE = _Table()

_WIDE_MARKS = dict(zip("，：！（）；？～｜", ",:!();?~|", strict=True))
_OWN_MARKS = "。、“”‘’【】《》—·"


@cache
def _unusual() -> re.Pattern[str]:
    """A character outside everyday Chinese print; most texts hold none, and need no table asked for each character."""
    others = {old for old, new in simplified().items() if old != new}
    printed = "".join(char for char in map(chr, range(0x4E00, 0xA000)) if char not in others)
    return re.compile(f"[^\x00-\x7f{_OWN_MARKS}{''.join(_WIDE_MARKS)}{printed}]")


# Two letters of a flag that people decorate with are no letters; 🇻🇨🇦 is a name. As long as what it stands for.
_FLAG = re.compile(
    "(?<![\U0001f1e6-\U0001f1ff])(?:🇨🇳|🇭🇰|🇹🇼|🇯🇵|🇰🇷|🇺🇸|🇬🇧|🇫🇷|🇮🇹|🇨🇭|🇩🇪|🇷🇺|🇿🇦|🇦🇪|🇹🇭)(?![\U0001f1e6-\U0001f1ff])"
)
_DECORATION = "♥♥"


Undone = tuple[int, int, tuple[str, ...]]


def _start(undone: Undone) -> int:
    return undone[0]


def _end(undone: Undone) -> int:
    return undone[1]


class Folded(Struct, frozen=True, gc=False):
    """``text`` is the folded copy; ``starts`` gives the original index of each of its characters (None: the same).

    Of a copy with disguised words put back (nlp.unfolding) ``ends`` gives where each character ends in the original,
    and ``undone`` the [start, end) of those words in the copy and what was undone there.
    """

    original: str
    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None
    undone: tuple[Undone, ...] = ()

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Folded [start, end), start < end, as [start, end) of the original."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1 if self.ends is None else self.ends[end - 1]

    def span(self, field: str, start: int, end: int, more: tuple[str, ...] = ()) -> Span:
        """Folded [start, end), start < end, as the seller's own characters, with what folding undid there.

        ``more`` names transforms that the matcher undid on top: separator, emoji, homophone.
        """
        first, last = self.bounds(start, end)
        raw = self.original[first:last]
        found = set(more)
        if raw != self.text[start:end]:
            found.update(name for char in raw if (name := _undone(char)))
            here = bisect_right(self.undone, start, key=_end)
            after = bisect_left(self.undone, end, key=_start)
            found.update(name for _, _, names in self.undone[here:after] for name in names)
        return Span(field=field, start=first, end=last, text=raw, transforms=tuple(sorted(found)))


def fold(text: str) -> Folded:
    """Any text, lone surrogates included, folded in linear time."""
    if text.isascii():
        return Folded(text, text.lower())
    if _unusual().search(text) is None:
        folded = text.lower()
        for mark, plain in _WIDE_MARKS.items():
            folded = folded.replace(mark, plain)
        return Folded(text, folded)
    original, text = text, _FLAG.sub(_DECORATION, text)
    folded = text.translate(_TABLE)
    # A character becomes one, several or _GONE: the same length without a _GONE means one for one.
    if len(folded) == len(text) and _GONE not in folded:
        return Folded(original, folded)
    starts: list[int] = []
    for index, char in enumerate(text):
        became = _TABLE[ord(char)]
        if became != _GONE:
            starts.extend([index] * len(became))
    return Folded(original, folded.replace(_GONE, ""), tuple(starts))
