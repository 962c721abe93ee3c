"""A mark that the lexicon does not know is found by the rules once it stands in the register, and not a day longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alerts.store import Store, open_store
from crawler.listing import text_fields
from desk.recorded_rights import is_read
from tests.alerts.rights.entries import MARK, SELLER
from tests.desk.test_recorded_rights import bangle, judge, record, rules

OURS = {**MARK, "number": "1000009", "text": "霁月坊 JIYUEFANG", "holder": "霁月坊珠宝有限公司", "until": "2030-01-01"}
COPY = "霁月坊手镯 高仿复刻 一比一"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'memory.db'}") as opened:
        opened.upgrade()
        yield opened


def named(store: Store, title: str, **changes: object) -> bool:
    return "IP-01" in rules(store, bangle(title=title, **changes))


def test_unknown_until_it_is_recorded(store: Store) -> None:
    assert not named(store, COPY)
    record(store, OURS)
    found = judge(store, bangle(title=COPY))
    assert [one.rule for one in found.findings] == ["IP-01", "IP-02"]
    first = found.findings[0]
    assert "第 1000009 号“霁月坊 JIYUEFANG”（霁月坊珠宝有限公司）" in first.message
    texts = dict(text_fields(bangle(title=COPY)))
    spans = [span for element in first.elements for span in element.spans]
    assert "霁月坊" in {span.text for span in spans}
    assert all(texts[span.field][span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    "title",
    [
        "ＪＩＹＵＥＦＡＮＧ手镯 复刻满钻 一比一",
        "jiyuefang 手镯 高仿",
        "霽月坊手镯 高仿复刻",
        "比霁月坊便宜十倍 手镯 高仿一比一",
    ],
)
def test_hits(store: Store, title: str) -> None:
    record(store, OURS)
    assert named(store, title)


@pytest.mark.parametrize(
    "title",
    [
        "霁月坊手镯 正品",
        "霁月 手镯 高仿复刻",
        "xjiyuefangs 手镯 高仿",
        "手镯 高仿复刻",
        "新中式手镯 月坊",
        "霁月坊手镯 不是高仿 拒绝复刻",
    ],
)
def test_misses(store: Store, title: str) -> None:
    record(store, OURS)
    assert not named(store, title)


def test_not_outside_its_dates_its_goods_or_the_mainland(store: Store) -> None:
    record(store, OURS, until="2026-11-20")
    after = judge(store, bangle(title=COPY))
    assert "IP-01" not in [one.rule for one in after.findings]
    assert "register" in {one.by for one in after.suppressed}
    assert named(store, COPY, day="2026-11-20")
    record(store, OURS, number="1000010", text="云岫阁", region="HK")
    assert not named(store, "云岫阁手镯 高仿复刻 一比一")


def test_not_against_whoever_may_sell_it(store: Store) -> None:
    record(store, OURS)
    record(store, {**SELLER, "rights": "1000009"})
    assert not named(store, COPY)
    assert named(store, COPY, shop={"id": "s2"})
    assert not named(store, COPY, shop={"id": "s2", "company": "霁月坊珠宝有限公司"}), "the holder's own shop"


@pytest.mark.parametrize(
    ("text", "found"),
    [("霁月坊", True), ("Jiyuefang", True), ("卡地亚", True), ("钻石", False), ("JY", False), ("坊", False), ("K金", False),
     ("天然翡翠", False), ("永恒", False)],
)  # fmt: skip
def test_everybodys_words_are_no_name(text: str, found: bool) -> None:
    assert is_read(text) is found


def test_a_word_of_the_language_that_holds_the_mark_is_not_it(store: Store) -> None:
    record(store, OURS, text="月圆阁")
    assert named(store, "月圆阁手镯 高仿复刻 一比一")
    record(store, OURS, number="1000011", text="好月圆")
    assert not named(store, "花好月圆手镯 高仿复刻 一比一")


def test_same_bytes_every_time(store: Store) -> None:
    record(store, OURS)
    assert judge(store, bangle(title=COPY)) == judge(store, bangle(title=COPY))
