"""Whom a request is about: a name, a shop, a telephone or another number, and where it stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from alerts.persons.plain import plain
from alerts.persons.recognising import find
from alerts.rights.values import folded

SHORTEST = 2


class SubjectRefused(ValueError):
    """Nobody can be looked for by this; ``reason`` is one Chinese line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Subject:
    """What is looked for. Chinese names: width, case and spaces do not count, and they are found inside longer words.
    Latin names and ids: as words of their own. Numbers of seven digits and more: however they are written, and never as
    a part of a longer one."""

    def __init__(self, asked: str) -> None:
        """Raises SubjectRefused for what is too short to mean anybody."""
        self.words = folded(asked)
        if len(self.words) < SHORTEST:
            raise SubjectRefused(f"请写明至少 {SHORTEST} 个字的姓名、店铺或号码")
        digits = _digits(asked)
        rest = [c for c in plain(asked, numerals=True).text if c.isalnum() and not c.isdigit()]
        self.number = digits if len(digits) >= 7 and rest in ([], ["x"]) else None
        self._alone = re.compile(rf"(?<!\d){re.escape(self.number or '')}(?!\d)")
        latin = re.escape(plain(asked).text.strip())
        self._latin = re.compile(rf"(?<![a-z0-9_]){latin}(?![a-z0-9_])") if self.words.isascii() else None

    def is_it(self, name: str | None) -> bool:
        """Whether a name or id as a whole is the subject."""
        if not name:
            return False
        return folded(name) == self.words or (self.number is not None and _digits(name) == self.number)

    def stands_in(self, text: str | None) -> bool:
        """Whether a text, or JSON with texts, speaks of the subject."""
        if not text:
            return False
        if self.number is not None:
            return self.number in _digits(text) and any(map(self._has_number, strings(text)))
        if self._latin is not None:
            return self.words in folded(text) and any(self._latin.search(plain(one).text) for one in strings(text))
        return self.words in folded(text) and any(self.words in folded(one) for one in strings(text))

    def hidden(self, text: str) -> str:
        """A text of ours (a reason, a note) without the subject, and without anybody's number: ``＊`` for each character."""
        places = [i for i, c in enumerate(text) for _ in folded(c)]
        read = "".join(map(folded, text))
        hidden = {i for match in re.finditer(re.escape(self.words), read) for i in places[match.start() : match.end()]}
        for one in find(text):
            hidden.update(range(one.start, one.end))
        if self.number is not None:
            numbers = plain(text, numerals=True)
            for match in self._alone.finditer(numbers.text):
                hidden.update(range(*numbers.bounds(*match.span())))
        return "".join("＊" if i in hidden else c for i, c in enumerate(text))

    def _has_number(self, text: str) -> bool:
        if self._alone.search(plain(text, numerals=True).text):
            return True
        return any(_digits(text[one.start : one.end]) == self.number for one in find(text))


def strings(text: str) -> Iterator[str]:
    """The texts inside JSON; any other text as it is."""
    if text[:1] in "{[":
        try:
            yield from _walk(orjson.loads(text))
        except orjson.JSONDecodeError:
            yield text
    else:
        yield text


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _walk(one)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one)


def _digits(text: str) -> str:
    return "".join(c for c in plain(text, numerals=True).text if c.isdigit())
