"""Rule: one charge as a YAML file, read strictly.

Keys of a rule file::

    id: LG-05                     family-number, equal to the file name
    title: …                      the charge in Chinese, as a report prints it
    status: experimental | stable | deprecated
    severity: high | medium | low
    tier: E1 | E2 | E3            evidence tier when no met test names a stronger one
    cites: [ZB-34, …]             rows of books/laws.yml; the ones in force on the day are used
    cites_if:                     rows that apply only where their tests are met (advertising law)
      - {why: …, any | all | none: [test], cites: [GG-9]}
    goods: [jewellery, …]         kinds of goods it applies to (see nlp.offer); empty: any offer
    elements:                     every one must be met, else there is no finding
      - id: sold_as_diamond
        question: …               what a lawyer asks, in Chinese
        any | all | none: [test]  met when any, all or none of the tests are met
        optional: false           true: shown in the charge sheet, not required
    excuses:                      what makes it lawful: the rule becomes a Suppression
      - {id: …, reason: …, any | all | none: [test]}
    adjust:                       what makes it better or worse
      - {why: …, any | all | none: [test], severity: low, tier: E1}
    message: 标题写“{sold_as_diamond}”…   slots: element ids (their first span) and slots of the checks
    advice: …                     what would be lawful
    known_misses: [ … ]
    proof: {hits: […], misses: […], near: […]}   see nlp.proof

A test is ``{check: NAME, tier: E1, …parameters}``; the names are the files of nlp/checks.
``version`` is made from the file's own bytes, so that a changed rule can never keep its version.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from msgspec import Struct

from nlp.checks import Check, Needs, check_names, find_check, needs_of
from nlp.judgement import Family, Severity, Tier
from nlp.marked_yaml import Marked, read_marked

Status = Literal["experimental", "stable", "deprecated"]
Mode = Literal["any", "all", "none"]
_SLOT = re.compile(r"\{([^{}]*)\}")
_ID = re.compile(r"^(LG|IP|AD|PR)-\d{2}$")


@dataclass(frozen=True, slots=True)
class Test:
    """One check with its parameters; ``tier`` is the strength of what it proves, ``needs`` what it cannot do without."""

    check: Check
    name: str
    params: Any
    tier: Tier | None
    needs: Needs = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """Tests joined by any, all or none; ``id`` and ``says`` are what a reader sees (question or reason)."""

    id: str
    says: str
    mode: Mode
    tests: tuple[Test, ...]
    optional: bool = False
    severity: Severity | None = None
    tier: Tier | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One charge, ready to be applied. ``proof`` is the file's own proof, unread."""

    id: str
    version: str
    title: str
    status: Status
    severity: Severity
    tier: Tier
    cites: tuple[str, ...]
    goods: frozenset[str]
    elements: tuple[Condition, ...]
    excuses: tuple[Condition, ...]
    adjust: tuple[Condition, ...]
    cites_if: tuple[Condition, ...]
    message: str
    advice: str
    known_misses: tuple[str, ...]
    proof: Any
    file: str

    @property
    def family(self) -> Family:
        return cast("Family", self.id[:2])

    def conditions(self) -> tuple[Condition, ...]:
        return (*self.elements, *self.excuses, *self.adjust, *self.cites_if)

    def all_cites(self) -> tuple[str, ...]:
        """Every row that a charge under this rule may rest on."""
        return tuple(dict.fromkeys((*self.cites, *(id for part in self.cites_if for id in part.cites))))

    def tests(self) -> tuple[Test, ...]:
        """Every test of the rule, for linting."""
        return tuple(test for part in self.conditions() for test in part.tests)


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    status: Status
    severity: Severity
    tier: Tier
    cites: list[str]
    elements: list[dict[str, Any]]
    message: str
    advice: str
    proof: dict[str, Any]
    goods: list[str] = []
    excuses: list[dict[str, Any]] = []
    adjust: list[dict[str, Any]] = []
    cites_if: list[dict[str, Any]] = []
    known_misses: list[str] = []


def load_rule(path: Path) -> Rule:
    """Read one rule file. Raises FileRefused (file, line, Chinese reason) at the first thing that is wrong."""
    marked = read_marked(path)
    file = marked.convert(_File)
    if not _ID.match(file.id) or file.id != path.stem or path.parent.name != file.id[:2]:
        raise marked.refusal(f"编号“{file.id}”应为族名加两位数字，并与文件夹和文件名一致", "id")
    elements = tuple(_condition(marked, "elements", i, "question") for i in range(len(file.elements)))
    if not any(not element.optional for element in elements):
        raise marked.refusal("至少要有一个必备要件", "elements")
    rule = Rule(
        id=file.id,
        version=hashlib.sha256(path.read_bytes()).hexdigest()[:12],
        title=file.title,
        status=file.status,
        severity=file.severity,
        tier=file.tier,
        cites=tuple(file.cites),
        goods=frozenset(file.goods),
        elements=elements,
        excuses=tuple(_condition(marked, "excuses", i, "reason") for i in range(len(file.excuses))),
        adjust=tuple(_condition(marked, "adjust", i, "why") for i in range(len(file.adjust))),
        cites_if=tuple(_condition(marked, "cites_if", i, "why") for i in range(len(file.cites_if))),
        message=file.message,
        advice=file.advice,
        known_misses=tuple(file.known_misses),
        proof=file.proof,
        file=path.name,
    )
    _assert_slots(marked, rule)
    return rule


def _condition(marked: Marked, group: str, index: int, says: str) -> Condition:
    written = dict(marked.value[group][index])
    at = (group, index)
    modes = [mode for mode in get_args(Mode) if mode in written]
    if len(modes) != 1:
        raise marked.refusal("any、all、none 须且只须写一个", *at)
    allowed = {says, modes[0], "id"}
    if group == "elements":
        allowed |= {"optional"}
    if group == "adjust":
        allowed |= {"severity", "tier"}
    cites = written.get("cites", ())
    if group == "cites_if":
        allowed |= {"cites"}
        if not cites or not isinstance(cites, list) or not all(isinstance(id, str) for id in cites):
            raise marked.refusal("须写明 cites", *at)
    for key in written:
        if key not in allowed:
            raise marked.refusal(f"未知的键“{key}”", *at, key)
    name = str(written.get("id") or (index if group in ("adjust", "cites_if") else ""))
    sentence = written.get(says)
    if not name or not isinstance(sentence, str) or not sentence.strip():
        raise marked.refusal(f"须写明 id 和 {says}", *at)
    for key, values in (("severity", get_args(Severity)), ("tier", get_args(Tier))):
        if key in written and written[key] not in values:
            raise marked.refusal(f"取值“{written[key]}”不在允许范围内", *at, key)
    tests = written[modes[0]]
    if not isinstance(tests, list) or not tests:
        raise marked.refusal("至少要有一项检验", *at, modes[0])
    return Condition(
        id=name,
        says=sentence,
        mode=modes[0],
        tests=tuple(_test(marked, *at, modes[0], i) for i in range(len(tests))),
        optional=bool(written.get("optional", False)),
        severity=written.get("severity"),
        tier=written.get("tier"),
        cites=tuple(cites),
    )


def _test(marked: Marked, *path: str | int) -> Test:
    written: Any = marked.value
    for step in path:
        written = written[step]
    if not isinstance(written, dict) or "check" not in written:
        raise marked.refusal("检验须写成 {check: 名称, …}", *path)
    params = dict(written)
    name = params.pop("check")
    tier = params.pop("tier", None)
    if name not in check_names():
        raise marked.refusal(f"没有名为“{name}”的检验", *path, "check")
    if tier is not None and tier not in get_args(Tier):
        raise marked.refusal(f"取值“{tier}”不在允许范围内", *path, "tier")
    check = find_check(name)
    given = marked.convert_value(params, check.Params, *path)
    return Test(check, name, given, tier, needs_of(check, given))


def _assert_slots(marked: Marked, rule: Rule) -> None:
    known = {element.id for element in rule.elements}
    known |= {slot for test in rule.tests() for slot in test.check.SLOTS}
    for slot in _SLOT.findall(rule.message):
        if slot not in known:
            raise marked.refusal(f"说明文字中的“{{{slot}}}”没有对应的要件或数值", "message")


def fill(message: str, slots: dict[str, str]) -> str:
    """The message with its slots filled in one pass; what a seller wrote is never read as a slot."""
    return _SLOT.sub(lambda match: slots.get(match[1], "（未写明）"), message)
