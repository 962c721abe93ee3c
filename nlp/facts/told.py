"""What is told in plain words and no lexicon can list: the part, the deed and the stuff inside one clause.

"裂都填好了", "两片粘在一起", "证书想打几级打几级", "培育一克拉圆钻" are understood by every reader. The frames
of the files in ``frames/`` put closed classes of words together; whether what they tell is denied, asked or
said of other goods is read from the context like that of any other mention.

A file: ``words`` (closed classes) and ``works`` (what a frame proves, with class and tags as in the lexicon;
``unless``: words that make it another matter, inside the phrase or up to eight characters before it;
``unless_after``: right after it). Steps of a frame, in their order: ``{class}`` names a class, ``a|b`` is spelt
out, ``~3`` up to three characters of the clause, ``~~3`` also across a comma, ``~3[xy]`` up to three of those
characters; a step with ``?`` may be missing; what stands after ``>`` in a word, or after a step ``>>``, must follow and is
no part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from msgspec import Struct

from nlp.claim import ClaimClass
from nlp.lexicon.entries import Entry
from nlp.marked_yaml import read_marked
from nlp.overlap import Mention

FOLDER = Path(__file__).with_name("frames")
_BEFORE = 8
_CLAUSE = r"[^，。；！？,;!?\n…]"
_SENTENCE = r"[^。；！？;!?\n…]"
_GAP = re.compile(r"(~~?)(\d+)(\[[^\]]+\])?")
_STONES = frozenset(
    {
        ClaimClass.COLOURED, ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT,
        ClaimClass.TREATMENT,
    }
)  # fmt: skip


class _Work(Struct, frozen=True, forbid_unknown_fields=True, rename={"cls": "class"}):
    id: str
    cls: str
    name: str
    tags: list[str]
    frames: list[str]
    unless: list[str] = []
    unless_after: list[str] = []


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, list[str]]
    works: list[_Work]


@dataclass(frozen=True, slots=True)
class _Frames:
    """One work with its frames as bounded patterns, each with characters one of which a text must hold."""

    entry: Entry
    patterns: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    unless: tuple[str, ...]
    unless_after: tuple[str, ...]


def add_told(texts: list[tuple[str, list[Mention]]]) -> None:
    """Add such phrases to the mentions of each (folded text, mentions) of one listing that names a stone or a paper.

    A phrase takes the place of the words inside it; a longer word that holds a part of it stays.
    """
    if not any(_names_goods(m) for _, mentions in texts for m in mentions):
        return
    for text, mentions in texts:
        if found := find_told(text):
            mentions[:] = _merged(mentions, found)


def _names_goods(mention: Mention) -> bool:
    return (mention.entry.cls in _STONES and not mention.entry.near) or "jewellery" in mention.entry.tags


def find_told(text: str) -> list[Mention]:
    """Phrases of a folded text in order of start; those of stones do not overlap. Linear: every gap is bounded."""
    characters = frozenset(text)
    found: list[Mention] = []
    for frames in _frames():
        for pattern, keys in frames.patterns:
            if keys.isdisjoint(characters):
                continue
            found += [
                Mention(frames.entry, match.start(), match.end())
                for match in pattern.finditer(text)
                if not _another_matter(text, match, frames)
            ]
    found.sort(key=lambda m: (m.start, -m.end))
    return _outermost(found)


def _another_matter(text: str, match: re.Match[str], frames: _Frames) -> bool:
    around = text[max(0, match.start() - _BEFORE) : match.end()]
    return any(word in around for word in frames.unless) or text.startswith(frames.unless_after, match.end())


def _outermost(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    ends = {True: 0, False: 0}
    for mention in found:
        of_stones = mention.entry.cls in _STONES
        if mention.start >= ends[of_stones]:
            kept.append(mention)
            ends[of_stones] = mention.end
    return kept


def _merged(mentions: list[Mention], found: list[Mention]) -> list[Mention]:
    """Words inside a phrase yield to it; a phrase that cuts into a longer word of its kind yields itself.

    A bare diamond word yields to every other stone, as in nlp.overlap: 重生钻石吊坠 is 重生钻石, not 钻石吊坠.
    """
    around = _Near(mentions)
    standing = [work for work in found if not any(_holds_back(m, work) for m in around.touching(work))]
    works = _Near(standing)
    left = [m for m in mentions if not any(_alike(m, work) and _gives_way(m, work) for work in works.touching(m))]
    return sorted([*left, *standing], key=lambda m: (m.start, m.end))


class _Near:
    """Mentions in order of start, asked for those that share characters with another: in time bounded by the longest."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._longest = max((m.end - m.start for m in mentions), default=0)

    def touching(self, other: Mention) -> Iterator[Mention]:
        first = bisect_left(self._starts, other.start - self._longest)
        for mention in self._mentions[first : bisect_left(self._starts, other.end)]:
            if mention.end > other.start:
                yield mention


def _holds_back(mention: Mention, work: Mention) -> bool:
    """Whether a word of its kind keeps a phrase from standing, which shares characters with it."""
    if not _alike(mention, work) or mention.entry.cls is ClaimClass.DIAMOND:
        return False
    if "bare" in mention.entry.tags and _inside(mention, work):
        return False
    return not _inside(mention, work) or _inside(work, mention)


def _gives_way(mention: Mention, work: Mention) -> bool:
    if mention.entry.cls is ClaimClass.DIAMOND and work.entry.cls is ClaimClass.LAB_GROWN:
        return mention.start < work.end and work.start < mention.end
    return _inside(mention, work)


def _alike(mention: Mention, work: Mention) -> bool:
    one, other = mention.entry.cls, work.entry.cls
    return one in _STONES if other in _STONES else one is other


def _inside(part: Mention, whole: Mention) -> bool:
    return whole.start <= part.start and part.end <= whole.end


@cache
def _frames() -> tuple[_Frames, ...]:
    files = [(path.name, read_marked(path).convert(_File)) for path in sorted(FOLDER.glob("*.yml"))]
    return tuple(_compiled(name, work, file.words) for name, file in files for work in file.works)


def _compiled(file: str, work: _Work, words: dict[str, list[str]]) -> _Frames:
    entry = Entry(work.id, ClaimClass(work.cls), work.name, (), frozenset(work.tags), near="jewellery", file=file)
    patterns = tuple(_pattern(frame.split(), words) for frame in work.frames)
    return _Frames(entry, patterns, tuple(work.unless), tuple(work.unless_after))


def _pattern(steps: list[str], words: dict[str, list[str]]) -> tuple[re.Pattern[str], frozenset[str]]:
    """A frame as an expression, and the first characters of its rarest step that must be there."""
    parts: list[str] = []
    keys: frozenset[str] | None = None
    for step in steps:
        if step == ">>":
            parts.append("(?=")
            continue
        if gap := _GAP.fullmatch(step):
            parts.append(f"{gap[3] or (_SENTENCE if gap[1] == '~~' else _CLAUSE)}{{0,{gap[2]}}}?")
            continue
        optional = step.endswith("?")
        choices = list(_choices(step.rstrip("?"), words))
        parts.append(f"(?:{'|'.join(map(_written, choices))}){'?' if optional else ''}")
        heads = frozenset(choice.lstrip(">")[0] for choice in choices)
        if not optional and (keys is None or len(heads) < len(keys)):
            keys = heads
    assert keys is not None  # noqa: S101 - a frame of nothing but gaps is no frame
    return re.compile("".join(parts) + ")" * parts.count("(?=")), keys


def _written(word: str) -> str:
    said, _, following = word.partition(">")
    return re.escape(said) + (f"(?={re.escape(following)})" if following else "")


def _choices(step: str, words: dict[str, list[str]]) -> Iterator[str]:
    """The words of one step, the longest first."""
    spelt = [word for name in step.split("|") for word in (words[name[1:-1]] if name.startswith("{") else [name])]
    yield from sorted(dict.fromkeys(spelt), key=len, reverse=True)
