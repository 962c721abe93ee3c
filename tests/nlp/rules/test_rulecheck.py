"""The lint names every fault of a rule pack by file and place, and the shipped pack has none."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from nlp.claim import ClaimClass
from nlp.lexicon.entries import Entry, Lexicon
from nlp.rulebook import RULES, digest
from nlp.rulecheck import lint, unreachable_forms

ORDINARY = sorted((Path(__file__).parents[2] / "corpus").glob("ordinary*.jsonl"))


def pack(folder: Path, *edits: tuple[str, str], rule: str = "LG-05") -> Path:
    """One shipped rule, edited, as a pack of its own."""
    source = RULES / rule[:2] / f"{rule}.yml"
    text = source.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / rule[:2]).mkdir(parents=True, exist_ok=True)
    (folder / rule[:2] / f"{rule}.yml").write_text(text, encoding="utf-8")
    return folder


def reasons(folder: Path) -> list[str]:
    return [str(fault) for fault in lint(folder)]


def test_shipped_pack_is_sound_and_silent_on_ordinary_listings() -> None:
    assert lint(ordinary=ORDINARY) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("cites: [BZ-552-S,", "cites: [XX-1,", "LG-05.yml cites：引用表中没有“XX-1”"),
        ("tags: [confusing]", "tags: [bewildering]", "LG-05.yml claims：词表中没有任何词条带有标记“bewildering”"),
        ("kinds: [nails,", "kinds: [spaceships,", "LG-05.yml goods：词表中没有名为“spaceships”的商品种类"),
        ("because: 水钻发夹没有宝石宣称", "because: ''", "LG-05.yml misses[1]：没有写明为什么不应命中（because）"),
        ("{title: 水钻发夹 合金,", "{title: 锆钻戒指 合金,", "LG-05.yml misses[1]：不应命中而命中了"),
        ("[[莫桑钻戒]]指", "莫桑石戒指", "LG-05.yml hits[0]：应当命中而没有命中"),
        ("[[莫桑钻戒]]指", "[[莫桑钻戒指", "LG-05.yml hits[0]：标记没有成对：简约四爪[[莫桑钻戒指"),
        ("简约四爪[[莫桑钻戒]]指", "[[简约]]四爪莫桑钻戒指", "LG-05.yml hits[0]：命中了，但没有以所标的文字为证（title 第 0 至 2 字）"),
        ("advice: 名称改为", "advice: 违法，名称改为", "LG-05.yml advice：不得使用“违法”：输出只称涉嫌、疑似、线索"),
        ("known_misses:\n  - 词表未收录的新造名称", "known_misses: []", "LG-05.yml known_misses：至少写明一种漏检情形"),
        ("severity: medium\ntier", "severty: medium\ntier", "LG-05.yml 第4行：未知的键“severty”"),
    ],
)  # fmt: skip
def test_each_fault_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert fault in reasons(pack(tmp_path, (old, new)))


def test_missing_proof_is_counted(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    path = folder / "LG" / "LG-05.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("proof:")] + "proof: {hits: [], misses: [], near: []}\n", encoding="utf-8")
    assert reasons(folder) == [
        "LG-05.yml hits：至少要 8 条，现有 0 条",
        "LG-05.yml misses：至少要 8 条，现有 0 条",
        "LG-05.yml near：至少要 4 条，现有 0 条",
    ]


def test_law_without_its_successor_is_named(tmp_path: Path) -> None:
    folder = pack(tmp_path, ("cites: [SB-57, SB26-72,", "cites: [SB-57,"), rule="IP-02")
    faults = [fault.reason for fault in lint(folder, on=date(2027, 1, 1)) if fault.place == "cites"]
    assert faults == ["“SB-57”已于 2026-12-31 失效，未同时引用接替的条文"]


def test_same_rule_twice_is_named(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    text = (folder / "LG" / "LG-05.yml").read_text(encoding="utf-8")
    (folder / "LG" / "LG-95.yml").write_text(text.replace("id: LG-05", "id: LG-95"), encoding="utf-8")
    faults = reasons(folder)
    assert "LG-95.yml ：标题与 LG-05.yml 完全相同" in faults
    assert "LG-95.yml ：要件与 LG-05.yml 完全相同" in faults


def test_empty_pack_is_a_fault(tmp_path: Path) -> None:
    assert [fault.reason for fault in lint(tmp_path)] == ["没有任何规则文件"]


def test_digest_follows_contents_not_place(tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    assert digest(tmp_path / "rules") == digest(RULES)
    path = tmp_path / "rules" / "LG" / "LG-05.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert digest(tmp_path / "rules") != digest(RULES)


@pytest.mark.parametrize("part", ["lexicon", "context", "phrases", "disguise", "books", "second_reader"])
def test_digest_follows_whatever_else_decides(tmp_path: Path, part: str) -> None:
    base = RULES.parent
    shutil.copytree(base, tmp_path / "nlp", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    assert digest(RULES, tmp_path / "nlp") == digest(RULES, base)
    path = sorted(path for path in (tmp_path / "nlp" / part).rglob("*") if path.suffix in (".yml", ".npy", ".txt"))[0]
    path.write_bytes(path.read_bytes() + b"\n")
    assert digest(RULES, tmp_path / "nlp") != digest(RULES, base)


def test_form_that_a_false_friend_always_hides_is_named() -> None:
    friend = Entry("friend", None, "电钻", ("电钻机",))
    hidden = Entry("tool", ClaimClass.DIAMOND, "钻机", ("电钻机", "钻石"), file="sample.yml")
    faults = unreachable_forms(Lexicon((friend, hidden)))
    assert [(fault.file, fault.place) for fault in faults] == [("lexicon/sample.yml", "tool")]
    assert "“电钻机”" in faults[0].reason
