"""``zuanjian evaluate`` from outside: scores kept as JSON, and compared with later ones."""

from __future__ import annotations

import json

import pytest

TITLES = {"a": ("莫桑钻戒指", ["LG"]), "b": ("素圈戒指", []), "c": ("锆钻耳钉", []), "d": ("卡地亚手镯 高仿", ["IP"])}


def labelled(path, changed=()):
    lines = []
    for id, (title, expect) in TITLES.items():
        listing = {"platform": "demo", "item_id": id, "title": title, "price": {"sale_fen": 26800}}
        lines.append({"id": id, "listing": listing, "expect": ["LG"] if id in changed else expect})
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def test_kept_result_is_compared_by_family_rule_and_line(zuanjian, tmp_path):
    before = zuanjian("evaluate", labelled(tmp_path / "old.jsonl"), "--json")
    (tmp_path / "old.json").write_text(before.stdout, encoding="utf-8")
    rules = json.loads(before.stdout)["rules"]
    assert rules["LG-05"] == {"fired": 2, "right": 1, "wrong": 1}
    after = zuanjian("evaluate", labelled(tmp_path / "new.jsonl", {"c"}), "--compare", tmp_path / "old.json")
    assert after.returncode == 0
    assert "LG 精确率　0.5 → 1　↑ 好转" in after.stdout
    assert "LG-05 不应有　1 → 0　↑ 好转" in after.stdout
    assert "改对了 1 条" in after.stdout
    assert "改错了 0 条" in after.stdout
    told = zuanjian("evaluate", tmp_path / "new.jsonl", "--json", "--compare", tmp_path / "old.json")
    assert [line["id"] for line in json.loads(told.stdout)["change"]["mended"]] == ["c"]


@pytest.mark.parametrize("content", [None, "{", '{"families": 3}', "[]"])
def test_an_unusable_old_result_is_one_chinese_line(zuanjian, tmp_path, content):
    old = tmp_path / "old.json"
    if content is not None:
        old.write_text(content, encoding="utf-8")
    done = zuanjian("evaluate", labelled(tmp_path / "new.jsonl"), "--compare", old)
    assert done.returncode == 2
    assert "old.json" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
