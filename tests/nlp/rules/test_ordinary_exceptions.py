"""Exceptions beside the ordinary corpus are exact: unlisted findings and stale exceptions are both faults."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from nlp.rulecheck import lint

LOUD = {"platform": "corpus", "item_id": "1", "title": "全网最低价 珍珠项链", "price": {"sale_fen": 9900}}
QUIET = {"platform": "corpus", "item_id": "2", "title": "珍珠项链", "price": {"sale_fen": 9900}}


def faults(folder: Path, exceptions: str | None) -> list[str]:
    corpus = folder / "ordinary.jsonl"
    corpus.write_bytes(orjson.dumps(LOUD) + b"\n" + orjson.dumps(QUIET) + b"\n")
    if exceptions is not None:
        (folder / "ordinary_exceptions.yml").write_text(f"exceptions: [{exceptions}]\n", encoding="utf-8")
    return [str(f) for f in lint(ordinary=[corpus]) if f.file.startswith("ordinary")]


def test_a_listed_exception_is_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "{file: ordinary.jsonl, line: 1, rule: AD-01, reason: 标题确有绝对化用语}") == []


@pytest.mark.parametrize("exceptions", [None, "", "{file: other.jsonl, line: 1, rule: AD-01, reason: 别的文件}"])
def test_an_unlisted_finding_is_a_fault(tmp_path: Path, exceptions: str | None) -> None:
    assert [fault.split("：")[0] for fault in faults(tmp_path, exceptions)] == ["ordinary.jsonl 第1行"]


def test_a_stale_exception_is_a_fault(tmp_path: Path) -> None:
    rows = "{file: ordinary.jsonl, line: 1, rule: AD-01, reason: 确有}, {file: ordinary.jsonl, line: 2, rule: AD-03, reason: 旧}"
    assert faults(tmp_path, rows) == ["ordinary.jsonl 第2行：例外已过时：AD-03 并未命中该行"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{file: ordinary.jsonl, line: 1, rule: LG-01, reason: 无}", "“LG-01”不允许例外，只有 AD 各条和 PR-02 可以"),
        ("{file: ordinary.jsonl, line: 1, rule: AD-01, reason: ' '}", "没有写明理由"),
        ("{file: ordinary.jsonl, line: 1, rule: AD-01}", "缺少必填的键“reason”"),
    ],
)
def test_a_bad_exception_is_named(tmp_path: Path, row: str, reason: str) -> None:
    assert faults(tmp_path, row) == [f"ordinary_exceptions.yml 第1行：{reason}"]
