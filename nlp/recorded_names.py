"""Names of recorded trade marks that the lexicon does not know, read in texts as any brand is.

Only as they are recorded, in whatever width, case or script of characters: who disguises a name is found for the brands of
the lexicon. A mark made of words that the lexicon or the dictionary knows (钻石, 永恒) or of too little is everybody's to
write: no name by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from nlp.claim import ClaimClass
from nlp.disguise.targets import is_han
from nlp.folding import fold
from nlp.gate import Gate
from nlp.lexicon.entries import Entry
from nlp.overlap import Mention
from nlp.segment import frequencies, pipeline

LEAST_HAN = 2
LEAST_LATIN = 4
"""Characters of a name; three letters are an abbreviation of many things."""
_TAGS = frozenset({"official", "domestic"})
"""Named as it is, and no maison: what only maisons' prices and shops tell says nothing of it."""
_WINDOW = 8


class RecordedNames:
    """Many names, asked for in many listings."""

    def __init__(self, names: Iterable[str]) -> None:
        self._entries = [entry for name in sorted(set(names)) if (entry := entry_of(name)) is not None]
        forms = list(dict.fromkeys(entry.forms[0] for entry in self._entries))
        self._by_form = [[entry.name for entry in self._entries if entry.forms[0] == form] for form in forms]
        self._automaton = CharwiseDoubleArrayAhoCorasick(forms) if forms else None

    def among(self, texts: Iterable[str]) -> frozenset[str]:
        """The names that stand in some folded texts."""
        if self._automaton is None:
            return frozenset()
        found = {
            number
            for text in texts
            for start, end, number in self._automaton.find_overlapping(text)
            if _stands(text, start, end)
        }
        return frozenset(name for number in found for name in self._by_form[number])


def mentions(text: str, entries: Collection[Entry], beside: Collection[Mention]) -> Iterator[Mention]:
    """Where names stand in a folded text; what the lexicon reads as a brand there is left to it."""
    taken = [(m.start, m.end) for m in beside if m.entry.cls is ClaimClass.BRAND]
    for entry in sorted(entries, key=lambda one: -len(one.forms[0])):
        [form] = entry.forms
        start = text.find(form)
        while start >= 0:
            end = start + len(form)
            if _stands(text, start, end) and all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                yield Mention(entry, start, end)
            start = text.find(form, end)


@lru_cache(maxsize=65536)
def entry_of(name: str) -> Entry | None:
    """A name as a word of the lexicon; None for what is no name of its own."""
    form = fold(name).text.strip()
    short = sum(map(str.isalpha, form)) < LEAST_LATIN if form.isascii() else sum(map(is_han, form)) < LEAST_HAN
    if short or frequencies()[0].get(form) or Gate.default().scan(fold(name)):
        return None
    return Entry(f"recorded:{form}", ClaimClass.BRAND, name, (form,), _TAGS, whole=form.isascii())


def _stands(text: str, start: int, end: int) -> bool:
    """Whether the name is a word there and no part of a longer one: the dictionary decides for Chinese."""
    around = text[start - 1 : start] + text[end : end + 1]
    if text[start:end].isascii():
        return not any(c.isascii() and c.isalnum() for c in around)
    left = max(0, start - _WINDOW)
    for token in pipeline().tokenizer(text[left : end + _WINDOW]):
        first, last = left + token.idx, left + token.idx + len(token.text)
        if first <= start and end <= last:
            return last - first == end - start
    return True
