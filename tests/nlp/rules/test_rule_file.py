"""A rule file that is wrong anywhere is refused by file, line and reason, in Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.marked_yaml import FileRefused
from nlp.rule import fill, load_rule

GOOD = """\
id: LG-90
title: 样例
status: experimental
severity: low
tier: E3
cites: [XB-20]
elements:
  - id: named
    question: 是否提及
    any:
      - {check: claims, classes: [L], tags: [improper]}
message: 提及“{named}”
advice: 改正
known_misses: [无]
proof: {hits: [], misses: [], near: []}
"""


def write(folder: Path, text: str, name: str = "LG-90.yml") -> Path:
    path = folder / "LG" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_good_file_loads(tmp_path: Path) -> None:
    rule = load_rule(write(tmp_path, GOOD))
    assert (rule.id, rule.family, rule.elements[0].tests[0].name) == ("LG-90", "LG", "claims")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("advice: 改正", "advise: 改正", 13, "未知的键“advise”"),
        ("tags: [improper]", "tag: [improper]", 11, "未知的键“tag”"),
        ("check: claims", "check: claimz", 11, "没有名为“claimz”的检验"),
        ("classes: [L]", "classes: [Q]", 11, "取值“Q”不在允许范围内"),
        ("severity: low", "severity: lowest", 4, "取值“lowest”不在允许范围内"),
        ("“{named}”", "“{name}”", 12, "说明文字中的“{name}”没有对应的要件或数值"),
        ("title: 样例", "title: 样例\ntitle: 再来", 3, "键“title”重复"),
        ("    any:", "    some:", 8, "any、all、none 须且只须写一个"),
        ("    question: 是否提及\n", "", 8, "须写明 id 和 question"),
        ("status: experimental", "status: [", 5, "YAML 语法错误"),
        ("id: LG-90", "id: LG-91", 1, "编号“LG-91”应为族名加两位数字，并与文件夹和文件名一致"),
    ],
)  # fmt: skip
def test_bad_file_is_refused_by_line(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        load_rule(write(tmp_path, GOOD.replace(old, new)))
    assert refused.value.file == "LG-90.yml"
    assert refused.value.reason == reason
    assert refused.value.line == line


def test_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="缺少必填的键“proof”"):
        load_rule(write(tmp_path, GOOD.replace("proof: {hits: [], misses: [], near: []}\n", "")))


def test_a_changed_file_has_another_version(tmp_path: Path) -> None:
    one = load_rule(write(tmp_path, GOOD)).version
    other = load_rule(write(tmp_path, GOOD.replace("改正", "更正"))).version
    assert one != other


def test_message_slots_are_filled_once_and_never_evaluated() -> None:
    assert fill("见“{a}”和{b}", {"a": "{b}", "b": "乙"}) == "见“{b}”和乙"
