"""Lexicon files as checked entries. A file that says anything unknown is refused by file and entry.

A file is one mapping: ``class`` (a letter of ClaimClass) and ``entries``, each with

``id``       its own name in the lexicon
``name``     the standard name of what the forms mean
``forms``    the spellings, as a person would type them; folded on loading
``heads``    words put before every form: heads [v, 梵] × forms [家, 打头]
``tags``     what the rules may ask (disclosure, confusing, code, …)
``not_in``   longer innocent words that contain a form; where one stands, the form is not read
``evasive``  transform -> spellings that hide the word on purpose (homophone, pinyin, emoji)
``near``     ``gem`` or ``jewellery``: a form counts only near such a word (same text / same listing)
``whole``    Latin forms only: no letter or digit may touch the form
``alone``    no Chinese character may touch the form, numbers and weights aside

The class ``FRIEND`` holds words that mean something else altogether and hide every form inside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from nlp.claim import ClaimClass
from nlp.folding import HIDING, fold
from nlp.marked_yaml import read_plain

FOLDER = Path(__file__).parent
Near = Literal["", "gem", "jewellery"]
_KEYS = {"id", "name", "heads", "forms", "tags", "not_in", "evasive", "near", "whole", "alone"}


class LexiconRefused(ValueError):
    """A lexicon file that cannot be used: names the file, the entry and the reason, in Chinese."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        super().__init__(f"词表 {file}，条目 {entry or '（文件）'}：{reason}")
        self.file = file
        self.entry = entry
        self.reason = reason


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One thing that can be claimed, with every folded spelling; ``cls`` is None for false friends. Known by identity."""

    id: str
    cls: ClaimClass | None
    name: str
    forms: tuple[str, ...]
    tags: frozenset[str] = frozenset()
    not_in: tuple[str, ...] = ()
    evasive: tuple[tuple[str, str], ...] = ()  # (form, transform)
    near: Near = ""
    whole: bool = False
    alone: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, in the order of file names and of entries in a file."""

    entries: tuple[Entry, ...]

    @staticmethod
    @cache
    def default() -> Lexicon:
        """The lexicon that ships with the package."""
        return load_lexicon(FOLDER)

    def tags(self) -> frozenset[str]:
        """Every tag an entry carries; a rule that asks for another one can never be met."""
        return frozenset(tag for entry in self.entries for tag in entry.tags)

    def names(self, cls: ClaimClass) -> frozenset[str]:
        """Standard names of one class."""
        return frozenset(entry.name for entry in self.entries if entry.cls is cls)


def load_lexicon(folder: Path) -> Lexicon:
    """Every ``*.yml`` of a folder. Raises LexiconRefused, also for one form claimed by two entries of a class."""
    entries: list[Entry] = []
    seen: dict[tuple[ClaimClass | None, str], Entry] = {}
    ids: set[str] = set()
    for path in sorted(folder.glob("*.yml")):
        for entry in read_entries(path):
            if entry.id in ids:
                raise LexiconRefused(path.name, entry.id, "条目编号重复")
            ids.add(entry.id)
            for form in (*entry.forms, *(f for f, _ in entry.evasive)):
                other = seen.setdefault((entry.cls, form), entry)
                if other is not entry:
                    raise LexiconRefused(path.name, entry.id, f"“{form}”已属于条目 {other.id}（{other.file}）")
            entries.append(entry)
    if not entries:
        raise LexiconRefused(folder.name, "", "没有任何词条")
    return Lexicon(tuple(entries))


def read_entries(path: Path) -> list[Entry]:
    """The entries of one file. Raises LexiconRefused."""
    try:
        data = read_plain(path)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LexiconRefused(path.name, "", f"不是有效的 YAML：{str(error).splitlines()[0]}") from error
    if not isinstance(data, dict) or set(data) != {"class", "entries"} or not isinstance(data["entries"], list):
        raise LexiconRefused(path.name, "", "应只有 class 与 entries 两项")
    letter = data["class"]
    if letter != "FRIEND" and letter not in {c.value for c in ClaimClass}:
        raise LexiconRefused(path.name, "", f"未知的 class：{letter}")
    cls = None if letter == "FRIEND" else ClaimClass(letter)
    return [_entry(path.name, cls, item) for item in data["entries"]]


def _entry(file: str, cls: ClaimClass | None, item: Any) -> Entry:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        raise LexiconRefused(file, "", f"条目应为带 id 的对象：{str(item)[:40]}")
    name = item["id"]
    if unknown := set(item) - _KEYS:
        raise LexiconRefused(file, name, f"未知的项：{'、'.join(sorted(map(str, unknown)))}")
    near = item.get("near", "")
    if near not in ("", "gem", "jewellery"):
        raise LexiconRefused(file, name, f"near 只能是 gem 或 jewellery，不能是 {near}")
    forms = _forms(file, name, _headed(file, name, item), "forms")
    evasive = _evasive(file, name, item.get("evasive", {}))
    if plain := next((form for form, _ in evasive if form in forms), None):
        raise LexiconRefused(file, name, f"evasive 的“{plain}”折叠后就是原词，不是遮掩写法")
    if not forms and not evasive:
        raise LexiconRefused(file, name, "没有任何写法（forms）")
    not_in = _forms(file, name, item.get("not_in", []), "not_in")
    known = (*forms, *(form for form, _ in evasive))
    for word in not_in:
        if not any(form in word and form != word for form in known):
            raise LexiconRefused(file, name, f"not_in 的“{word}”不包含任何写法，永远不起作用")
    return Entry(
        id=name,
        cls=cls,
        name=str(item.get("name", name)),
        forms=forms,
        tags=frozenset(_strings(file, name, item.get("tags", []), "tags")),
        not_in=not_in,
        evasive=evasive,
        near=near,
        whole=_flag(file, name, item, "whole"),
        alone=_flag(file, name, item, "alone"),
        file=file,
    )


def _headed(file: str, entry: str, item: dict[str, Any]) -> list[str]:
    forms = _strings(file, entry, item.get("forms", []), "forms")
    heads = _strings(file, entry, item.get("heads", [""]), "heads") if "heads" in item else [""]
    return [head + form for head in heads for form in forms]


def _flag(file: str, entry: str, item: dict[str, Any], key: str) -> bool:
    value = item.get(key, False)
    if not isinstance(value, bool):
        raise LexiconRefused(file, entry, f"{key} 应为 true 或 false")
    return value


def _strings(file: str, entry: str, value: Any, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        # YAML reads 1:1, no and 925 as numbers and truths; such forms must be quoted.
        raise LexiconRefused(file, entry, f"{key} 应为文字列表（数字、yes/no 等须加引号）")
    return value


def _forms(file: str, entry: str, value: Any, key: str) -> tuple[str, ...]:
    folded = [fold(form).text for form in _strings(file, entry, value, key)]
    if twice := _first_repeated(folded):
        raise LexiconRefused(file, entry, f"{key} 中“{twice}”重复")
    return tuple(folded)


def _evasive(file: str, entry: str, value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not set(value) <= HIDING:
        raise LexiconRefused(file, entry, f"evasive 的项只能是 {'、'.join(sorted(HIDING))}")
    return tuple((form, kind) for kind, forms in value.items() for form in _forms(file, entry, forms, "evasive"))


def _first_repeated(items: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for item in items:
        if item in seen:
            return item
        seen.add(item)
    return None
