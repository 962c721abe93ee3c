"""Platform rules: dated notes beside the judgement, never findings and never among the law."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.listing import convert_listing
from nlp.books.laws import law_book
from nlp.books.platform_policies import policies, policy_book
from nlp.judgement import Judgement
from nlp.marked_yaml import FileRefused
from nlp.screen import Screener

DAY = date(2026, 11, 22)
ROW = (
    "{id: %s, platform: demo, rule: 甲, concerns: [treated], action: barred, says: 乙, "
    "from: 2024-01-01, until: 2024-12-31, verified: full, source: 丙}"
)


def screen(platform: str, title: str, on: date = DAY) -> Judgement:
    record = {"platform": platform, "item_id": "1", "title": title, "price": {"sale_fen": 299900}}
    return Screener.default().screen(convert_listing(record), on)


def platform_notes(judgement: Judgement) -> list[str]:
    return [note.message for note in judgement.notes if note.code == "platform_policy"]


@pytest.mark.parametrize(
    ("platform", "title", "noted"),
    [
        ("wechat_shop", "培育钻石戒指 18K金", True),
        ("wechat_shop", "合成祖母绿吊坠", True),
        ("wechat_shop", "天然珍珠项链", False),
        ("wechat_shop", "培育钻石图案手机壳", False),
        ("douyin", "翡翠（处理）手镯", True),
        ("douyin", "培育钻石戒指 18K金", False),
        ("jd", "培育钻石戒指 18K金", False),
    ],
)
def test_a_platform_rule_is_noted_for_the_goods_it_speaks_of(platform: str, title: str, noted: bool) -> None:
    judgement = screen(platform, title)
    assert bool(platform_notes(judgement)) is noted
    assert all("不属于法律依据" in message for message in platform_notes(judgement))


def test_a_note_flags_nobody_and_cites_no_law() -> None:
    judgement = screen("wechat_shop", "培育钻石戒指 18K金")
    assert judgement.verdict == "clear"
    assert judgement.findings == ()


@pytest.mark.parametrize(
    ("on", "noted"), [(date(2024, 11, 7), False), (date(2024, 11, 8), True), (date(2027, 4, 1), False)]
)
def test_the_rule_of_the_day_is_noted(on: date, noted: bool) -> None:
    assert bool(platform_notes(screen("wechat_shop", "培育钻石戒指 18K金", on))) is noted


def test_unverified_rows_are_never_shown() -> None:
    unchecked = [row for row in policy_book() if row.verified == "unchecked"]
    assert unchecked
    for row in unchecked:
        assert row not in policies(row.platform, row.concerns, row.since)


def test_no_platform_rule_can_be_cited_as_law(tmp_path: Path) -> None:
    assert not {row.id for row in policy_book()} & set(law_book())
    path = tmp_path / "platform_policies.yml"
    path.write_text(f"policies:\n  - {ROW % 'FJ-9'}\n", encoding="utf-8")
    with pytest.raises(FileRefused, match=r"platform_policies\.yml 第2行：编号“FJ-9”重复，或与法律引用表相同"):
        policy_book(path)
