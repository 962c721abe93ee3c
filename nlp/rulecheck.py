"""Lint of the rule pack: everything that makes a rule say nothing, say the wrong thing, or rest on nothing.

Faults, not exceptions: one bad rule must not hide the next. ``lint()`` reads every file anew, so that an
editor sees the state on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crawler.listing import ListingRefused, decode_listing
from nlp.books.laws import law_book
from nlp.marked_yaml import FileRefused
from nlp.ordinary import read_exceptions
from nlp.proof import PROOF_DAY, check_proof
from nlp.rule import Rule, load_rule
from nlp.rulebook import RULES, Rulebook, digest

if TYPE_CHECKING:
    from nlp.lexicon.entries import Lexicon
    from nlp.reader import Reader
    from nlp.screen import Screener


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the file, the place in it (line or part), the reason in Chinese."""

    file: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file} {self.place}：{self.reason}"


def lint(
    folder: Path = RULES, on: date = PROOF_DAY, reader: Reader | None = None, ordinary: Iterable[Path] = ()
) -> list[Fault]:
    """Every fault of the rule pack in ``folder`` as of the day ``on``, in file order; empty: the pack is sound.

    ``ordinary``: JSONL files of ordinary listings on which every rule must stay silent, but for the exceptions
    listed beside them (see nlp.ordinary).
    """
    from nlp.lexicon.entries import Lexicon
    from nlp.reader import Reader
    from nlp.screen import Screener

    faults: list[Fault] = []
    rules = []
    for path in sorted(folder.glob("*/*.yml")):
        try:
            rules.append(load_rule(path))
        except FileRefused as error:
            faults.append(Fault(error.file, f"第{error.line}行", error.reason))
    if not rules and not faults:
        faults.append(Fault(str(folder.name), "", "没有任何规则文件"))
    reader = reader or Reader.default()
    screener = Screener(reader, Rulebook(tuple(sorted(rules, key=lambda rule: rule.id)), digest(folder)))
    for check in (_law, _words, _messages):
        for rule in rules:
            faults += check(rule, on)
    faults += _twice(rules)
    faults += unreachable_forms(Lexicon.default())
    for rule in rules:
        faults += [Fault(rule.file, fault.place, fault.reason) for fault in check_proof(rule, screener)]
    for path in ordinary:
        faults += _loud(path, screener, on)
    return sorted(faults, key=lambda fault: (fault.file, fault.place))


def _law(rule: Rule, on: date) -> Iterator[Fault]:
    book = law_book()
    rows = []
    for id in rule.all_cites():
        if id not in book:
            yield Fault(rule.file, "cites", f"引用表中没有“{id}”")
        else:
            rows.append(book[id])
    if not any(row.in_force(on) and row.verified != "unchecked" for row in rows):
        yield Fault(rule.file, "cites", f"{on} 没有任何现行且可印出的依据")
    cited = set(rule.all_cites())
    successors = {row.succeeds: row.id for row in book.values() if row.succeeds}
    for row in rows:
        if row.until is not None and row.until < on and successors.get(row.id) not in cited:
            yield Fault(rule.file, "cites", f"“{row.id}”已于 {row.until} 失效，未同时引用接替的条文")
        if row.since > on and row.succeeds not in cited:
            yield Fault(rule.file, "cites", f"“{row.id}”自 {row.since} 起施行，未同时引用此前的条文")
        if row.until is not None and row.until >= on and row.id in successors and successors[row.id] not in cited:
            yield Fault(rule.file, "cites", f"“{row.id}”将于 {row.until} 后失效，未同时引用接替的条文")


def _words(rule: Rule, on: date) -> Iterator[Fault]:
    """A tag or a name that no lexicon entry carries can never be met: the test is dead."""
    from nlp.claim import ClaimClass
    from nlp.lexicon.entries import Lexicon

    lexicon = Lexicon.default()
    tags = lexicon.tags()
    names = {cls: lexicon.names(cls) for cls in ClaimClass}
    for test in rule.tests():
        params = msgspec.structs.asdict(test.params)
        for key in ("tags", "without"):
            for tag in params.get(key, ()):
                if tag not in tags:
                    yield Fault(rule.file, test.name, f"词表中没有任何词条带有标记“{tag}”")
        for name in params.get("names", ()):
            if not any(name in names[ClaimClass(cls)] for cls in params.get("classes", ())):
                yield Fault(rule.file, test.name, f"词表中没有名为“{name}”的词条")
        for kind in params.get("kinds", ()) if test.name == "goods" else ():
            if kind not in names[ClaimClass.JEWELLERY]:
                yield Fault(rule.file, test.name, f"词表中没有名为“{kind}”的商品种类")


def unreachable_forms(lexicon: Lexicon) -> list[Fault]:
    """Forms that are never found even when written alone: a longer word or a false friend always hides them."""
    from nlp.folding import fold
    from nlp.gate import Gate

    gate = Gate(lexicon)
    return [
        Fault(f"lexicon/{entry.file}", entry.id, f"“{form}”永远匹配不到：总被更长的词或同形的普通词遮住")
        for entry in lexicon.entries
        if entry.cls is not None
        for form in entry.forms
        if all(mention.entry is not entry for mention in gate.scan(fold(form)))
    ]


def _messages(rule: Rule, on: date) -> Iterator[Fault]:
    for name, text in (("title", rule.title), ("message", rule.message), ("advice", rule.advice)):
        if not text.strip():
            yield Fault(rule.file, name, "不能为空")
        for word in ("违法", "假货", "骗子"):
            if word in text:
                yield Fault(rule.file, name, f"不得使用“{word}”：输出只称涉嫌、疑似、线索")
    if not rule.known_misses:
        yield Fault(rule.file, "known_misses", "至少写明一种漏检情形")


def _twice(rules: list[Rule]) -> Iterator[Fault]:
    keys: tuple[tuple[str, Callable[[Rule], object]], ...] = (
        ("标题", lambda rule: rule.title),
        ("要件", lambda rule: tuple((e.mode, tuple((t.name, t.params) for t in e.tests)) for e in rule.elements)),
    )
    for what, key in keys:
        seen: dict[object, Rule] = {}
        for rule in rules:
            first = seen.setdefault(key(rule), rule)
            if first is not rule:
                yield Fault(rule.file, "", f"{what}与 {first.file} 完全相同")
    for rule in rules:
        for condition in (*rule.elements, *rule.excuses):
            tests = [(t.name, t.params) for t in condition.tests]
            if len(set(tests)) != len(tests):
                yield Fault(rule.file, condition.id, "同一要件内有两项相同的检验")


def _loud(path: Path, screener: Screener, on: date) -> Iterator[Fault]:
    try:
        excused = read_exceptions(path)
    except FileRefused as error:
        yield Fault(error.file, f"第{error.line}行", error.reason)
        return
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            listing = decode_listing(line)
        except ListingRefused as error:
            yield Fault(path.name, f"第{number}行", str(error))
            continue
        for finding in screener.screen(listing, on).findings:
            if excused.pop((number, finding.rule), None) is not None:
                continue
            yield Fault(path.name, f"第{number}行", f"普通商品被 {finding.rule} 命中：{finding.message}")
    for number, rule in sorted(excused):
        yield Fault(path.name, f"第{number}行", f"例外已过时：{rule} 并未命中该行")
