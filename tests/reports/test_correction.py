"""The advice to a shop from outside: its own words, a title that passes, a day, and nobody else's business."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import html

from alerts.members.notices import send
from alerts.store import Store, open_store
from crawler.listing import Attribute
from nlp.screen import Screener
from reports.asking import Asked, ReportRefused
from reports.masking import Masker
from reports.writing import Context, gather, reader_of, render
from tests.alerts.scenes import at
from tests.reports.homes import DAY, alert_of, confirm, copied, grown, live, ware
from tests.reports.test_handover import HOSTILE, part, text

CONTEXT = Context(now=lambda: at(3))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'zuanjian.db'}") as opened:
        opened.upgrade()
        yield opened


def letter(store: Store, shop: str = "s1", context: Context = CONTEXT, day: date = DAY) -> html.HtmlElement:
    values = gather("correction", store, Asked(day, shop=shop), context)
    values = Masker(reader_of("correction", values)).value(values)
    return html.fromstring(render("correction", values, "html", context))


def test_each_listing_gets_its_words_a_title_that_passes_the_places_and_a_day(store: Store) -> None:
    live(store, 0, grown(), ware("2", "CVD钻石项链50分"))
    confirm(store, "1", "2")
    tree = letter(store)
    assert "致南湾珠宝旗舰店（抖音）" in text(tree)
    for said in ("建议标题18K金合成钻石（培育钻石）戒指女1克拉D色VVS1求婚", "已按同一规则复查", "完成日期2026-11-11",
                 "商品属性有“培育钻石”", "直播讲解有“钻戒”", "本次没有读到文字：品牌栏、类目"):  # fmt: skip
        assert said in part(tree, "item-1")
    assert "程度：低" in part(tree, "item-2")  # light cases are for the shop to mend
    assert "提出申辩" in part(tree, "replying")
    assert "本函是建议" in text(tree)
    assert "陈明" not in text(tree)  # who reviewed is not the shop's business
    assert not any(word in text(tree) for word in ("违法", "假货", "处以", "罚款"))


def test_a_title_that_is_offered_is_found_clear_by_the_same_rules(store: Store) -> None:
    live(store, 0, grown(), grown("3", title="天然真钻吊坠 不是莫桑石", speech=()), ware("2", "莫桑钻戒指 1克拉 D色"))
    confirm(store, "1", "2", "3")
    values = gather("correction", store, Asked(DAY, shop="s1"), CONTEXT)
    offered = [item for item in values.items if item.rewording and item.rewording.title]
    assert len(offered) >= 2
    for item in offered:
        from msgspec.structs import replace

        listing = replace(item.dossiers[0].detail.listing, title=item.rewording.title)
        assert Screener.default().screen(listing, DAY).findings == ()


def test_what_words_cannot_mend_is_said(store: Store) -> None:
    live(store, 0, copied())
    confirm(store, "9")
    assert "只改标题不能解决" in part(letter(store, "s2"), "item-1")


def test_only_this_shop_and_only_what_a_person_confirmed(store: Store) -> None:
    live(store, 0, grown(), grown("4", title="18K金钻石项链 30分 未复核"), copied())
    confirm(store, "1", "9")
    tree = letter(store)
    assert "北河" not in text(tree)
    assert "复刻" not in text(tree)
    assert "未复核" not in text(tree)
    assert "尚在复核1" in text(tree)


def test_the_day_of_a_notice_holds_and_its_number_is_asked_for(store: Store) -> None:
    live(store, 0, grown())
    [alert] = confirm(store, "1", day=0.2)
    due = date(2026, 11, 20)
    notice = send(store, "correct", [alert], "请标明", due, "陈明", "reviewer", at(0.4))
    tree = letter(store)
    assert "2026-11-20通知所定" in part(tree, "calendar")
    assert notice.id in part(tree, "replying")


def test_a_day_beyond_the_announced_holidays_is_provisional(store: Store) -> None:
    live(store, 0, grown())
    confirm(store, "1")
    assert "（暂定）" in part(letter(store, day=date(2026, 12, 30)), "calendar")


def test_goods_that_are_clear_by_now_are_said_to_be(store: Store) -> None:
    live(store, 0, grown())
    confirm(store, "1")
    clear = Context(now=CONTEXT.now, screen=lambda listing, on: Screener.default().screen(ware("1", "足金转运珠"), on))
    assert "未再发现同一问题" in part(letter(store, context=clear), "item-1")


def test_a_title_that_fails_beside_what_the_home_knows_is_not_offered(store: Store) -> None:
    live(store, 0, grown())
    confirm(store, "1")
    judged = Screener.default().screen(grown(), DAY)
    stubborn = Context(now=CONTEXT.now, screen=lambda listing, on: judged)
    assert "改后复查仍有：LG-01" in part(letter(store, context=stubborn), "item-1")


@pytest.mark.parametrize("confirmed", [False, True])
def test_nothing_confirmed_is_refused_with_what_waits(store: Store, confirmed: bool) -> None:
    live(store, 0, grown())
    if confirmed:
        confirm(store, "1", day=1.2)
    with pytest.raises(ReportRefused, match="没有经人工确认、可建议整改的线索；另有 1 条待人工复核"):
        letter(store, day=DAY - timedelta(days=2))


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_shown_and_do_nothing(store: Store, title: str) -> None:
    live(store, 0, grown(title=title, attributes=(Attribute("主石", "培育钻石"),)))
    confirm(store, "1")
    tree = letter(store)
    assert tree.xpath("//script") == []
    assert "\u202e" not in text(tree)
    assert alert_of(store, "1") in str(tree.xpath("//section/@id"))
