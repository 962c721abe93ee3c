"""Cues: the words around a mention that decide how it is to be read, and where they stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick
from msgspec import Struct

from nlp.claim import ClaimClass
from nlp.folding import fold
from nlp.marked_yaml import read_plain

FILE = Path(__file__).with_name("cues.yml")
POLARITIES = frozenset({"negate", "compare", "question", "conditional", "teach", "quote", "affirm"})
TARGETS = frozenset({"side", "main", "other", "service", "packaging", "shop"})
REACHES = frozenset({"near", "list", "clause", "whole", "sentence", "text"})
WHERE = frozenset({"before", "after", "wide"})


class CuesRefused(ValueError):
    """A cue file that cannot be used; the message is Chinese and names the entry."""


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One kind of word; see cues.yml for what each field says. Known by identity.

    ``kind`` may also be end, friend, open and close (of a pair), opener and inner (of a turn).
    """

    id: str
    kind: str
    where: str = "before"
    reach: str = "list"
    past_is: bool = False
    token: bool = False
    classes: frozenset[ClaimClass] = frozenset()  # empty: of every class


class CueHit(Struct, frozen=True, gc=False):
    """A cue at [start, end) of a folded text; ``form`` is what stands there."""

    cue: Cue
    start: int
    end: int
    form: str


_END = Cue("end-of-reach", "end")
_FRIEND = Cue("false-friend", "friend")
_SECTIONS = {"cues", "pairs", "turns", "ends", "false_friends"}


class Cues:
    """The cue file, ready to scan folded texts."""

    def __init__(self, data: Any) -> None:
        if not isinstance(data, dict) or set(data) != _SECTIONS:
            raise CuesRefused("线索词文件应有 cues、pairs、turns、ends、false_friends 五项")
        self._words: dict[str, list[Cue]] = {}
        self.pairs: dict[str, str] = {}
        self.turns: dict[str, str] = {}
        for item in data["cues"]:
            cue = _cue(item)
            for form in _forms(item.get("id"), item.get("forms")):
                for head in _forms(item["id"], item["heads"]) if "heads" in item else ("",):
                    self._words.setdefault(head + form, []).append(cue)
        for item in data["pairs"]:
            self.pairs[_two(item, "open", "close")] = item["kind"]
            self._add_two(item, ("open", "open"), ("close", "close"))
        for item in data["turns"]:
            self.turns[_two(item, "open", "inner")] = item["kind"]
            self._add_two(item, ("open", "opener"), ("inner", "inner"))
        for form in _forms("ends", data["ends"]):
            self._words.setdefault(form, []).append(_END)
        for form in _forms("false_friends", data["false_friends"]):
            # A word that is a cue itself needs no protection from the shorter cue inside it: longest wins.
            self._words.setdefault(form, [_FRIEND])
        self._list = [[cue for cue in cues if cue is not _FRIEND] for cues in self._words.values()]
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(self._words), match_kind=MATCH_KIND_LEFTMOST_LONGEST)

    def _add_two(self, item: Any, *sides: tuple[str, str]) -> None:
        classes = _classes(item)
        for key, kind in sides:
            for form in _forms(item["id"], item[key]):
                self._words.setdefault(form, []).append(Cue(item["id"], kind, classes=classes))

    @staticmethod
    @cache
    def default() -> Cues:
        return load_cues(FILE)

    def scan(self, text: str) -> list[CueHit]:
        """Cues in order of place; longer ones swallow shorter ones inside them."""
        return [
            CueHit(cue, start, end, text[start:end])
            for start, end, number in self._automaton.find(text)
            for cue in self._list[number]
        ]


def load_cues(path: Path) -> Cues:
    """Raises CuesRefused."""
    try:
        return Cues(read_plain(path))
    except yaml.YAMLError as error:
        raise CuesRefused(f"线索词文件 {path.name} 不是有效的 YAML：{str(error).splitlines()[0]}") from error


def _cue(item: Any) -> Cue:
    keys = {"id", "kind", "where", "reach", "heads", "forms", "past_is", "token", "classes"}
    if not isinstance(item, dict) or not {"id", "kind", "where", "reach", "forms"} <= set(item) <= keys:
        raise CuesRefused(f"线索应有 id、kind、where、reach、forms：{str(item)[:40]}")
    known = {"kind": POLARITIES | TARGETS, "where": WHERE, "reach": REACHES}
    for key, allowed in known.items():
        if item[key] not in allowed:
            raise CuesRefused(f"{item['id']}：未知的 {key} {item[key]}")
    return Cue(
        item["id"],
        item["kind"],
        item["where"],
        item["reach"],
        past_is=item.get("past_is", False) is True,
        token=item.get("token", False) is True,
        classes=_classes(item),
    )


def _two(item: Any, first: str, second: str) -> str:
    """The id of a pair or turn whose two sides are there."""
    keys = {"id", "kind", first, second}
    if not isinstance(item, dict) or not keys <= set(item) <= keys | {"classes"}:
        raise CuesRefused(f"成对线索应有 id、kind、{first}、{second}：{str(item)[:40]}")
    if item["kind"] not in POLARITIES:
        raise CuesRefused(f"{item['id']}：未知的 kind {item['kind']}")
    return str(item["id"])


def _classes(item: Any) -> frozenset[ClaimClass]:
    letters = item.get("classes", [])
    if not isinstance(letters, list) or not set(letters) <= {c.value for c in ClaimClass}:
        raise CuesRefused(f"{item['id']}：未知的 classes {letters}")
    return frozenset(map(ClaimClass, letters))


def _forms(where: Any, value: Any) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
        raise CuesRefused(f"{where}：写法应为文字列表")
    return list(dict.fromkeys(fold(v).text for v in value))
