from __future__ import annotations

import json

import pytest

GOOD = '{{"platform":"other","item_id":"{}","title":"{}"}}'


def lines(*titles: str) -> str:
    return "".join(GOOD.format(number, title) + "\n" for number, title in enumerate(titles, 1))


def test_one_line_out_per_line_accepted_in_order(zuanjian, tmp_path):
    (tmp_path / "in.jsonl").write_text(lines("CVD钻石项链50分", "足金手镯") + "\n" + lines("银戒指"), "utf-8")
    done = zuanjian("screen", "in.jsonl", "--on", "2026-11-22")
    assert done.returncode == 0, done.stderr
    judgements = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(j["line"], j["item_id"]) for j in judgements] == [(1, "1"), (2, "2"), (4, "1")]
    assert {j["on"] for j in judgements} == {"2026-11-22"}
    assert [j["verdict"] for j in judgements] == ["flagged", "clear", "clear"]


def test_refused_lines_are_named_and_kept_beside_the_output(zuanjian, tmp_path):
    (tmp_path / "in.jsonl").write_text(lines("银戒指") + '{"platform":"other","item_id":7,"title":"a"}\n', "utf-8")
    done = zuanjian("screen", "in.jsonl", "-o", "out.jsonl")
    assert done.returncode == 1
    assert "第 2 行，item_id" in done.stderr
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 1
    (kept,) = [json.loads(line) for line in (tmp_path / "out.jsonl.rejected.jsonl").read_text("utf-8").splitlines()]
    assert (kept["line"], kept["field"]) == (2, "item_id")
    assert json.loads(kept["raw"])["item_id"] == 7


@pytest.mark.parametrize("text", ["", "\n\n", "not json\n"])
def test_nothing_usable_is_exit_2(zuanjian, text):
    done = zuanjian("screen", "-", stdin=text)
    assert done.returncode == 2
    assert done.stderr
    assert done.stdout == ""


def test_workers_give_the_same_bytes(zuanjian, tmp_path):
    titles = ["天然培育真钻一克拉", "莫桑石戒指（合成碳硅石）", "卡地亚 1:1 复刻手镯", "足金转运珠"] * 150
    (tmp_path / "in.jsonl").write_text(lines(*titles), "utf-8")
    one = zuanjian("screen", "in.jsonl", "--on", "2026-11-22")
    two = zuanjian("screen", "in.jsonl", "--on", "2026-11-22", "--workers", "2")
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == 600


def test_the_day_of_a_listing_is_its_day_in_shanghai(zuanjian):
    line = '{"platform":"other","item_id":"1","title":"银戒指","observed_at":"2026-11-21T16:30:00Z"}\n'
    done = zuanjian("screen", "-", stdin=line)
    assert json.loads(done.stdout)["on"] == "2026-11-22"


def test_an_output_that_cannot_be_written(zuanjian, tmp_path):
    (tmp_path / "file").write_text("")
    done = zuanjian("screen", "-", "-o", "file/out.jsonl", stdin=lines("银戒指"))
    assert done.returncode == 2
    assert "无法写入" in done.stderr
