"""The self-audit: the shop's own listings by the regulator's rules, what to do first, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from alerts.mutes.setting import add
from alerts.mutes.values import Scope
from alerts.queries import queue
from alerts.retention.removing import retain
from alerts.retention.terms import Terms
from alerts.store import Store, open_store
from crawler.listing import Attribute, Image, Listing, Room, Shop, Sku, Spec, Utterance
from crawler.shanghai import local_day
from nlp.screen import Screener
from reports.asking import Asked, ReportRefused
from reports.writing import Context, gather, render
from tests.alerts.scenes import at, move, partly
from tests.reports.reading import words
from tests.reports.samples import sample
from tests.reports.shelves import bad, good, see
from tests.reports.test_hostile_texts import HOSTILE

DAY = local_day(at(9))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'zuanjian.db'}") as opened:
        opened.upgrade()
        yield opened


def audit(store: Store, day: date = DAY, **fields: object):
    return gather("audit", store, Asked(day, **{"shop": "s1", **fields}))


def page(values) -> str:
    return words("html", render("audit", values, "html"))


def test_everything_is_judged_anew_by_the_rules_of_the_day(store: Store) -> None:
    see(store, 0, bad(), good())
    values = audit(store)
    for one in values.items:
        assert one.judgement == Screener.default().screen(one.listing, DAY)
        assert one.judgement.on == DAY.isoformat()


def test_what_to_do_first_stands_first_and_a_title_is_ready_to_copy() -> None:
    tree = html.fromstring(render("audit", sample("audit"), "html"))
    groups = [h.text_content().split()[0] for h in tree.xpath("//section[@id='todo']/section/h3")]
    assert groups == ["先暂停销售或讲解", "改写标题即可"]
    reworded = tree.xpath("//section[@id='reword-1']//div[contains(@class,'notice')]")[0].text_content()
    assert "18K金合成钻石（培育钻石）戒指女1克拉D色VVS1求婚" in reworded
    [stopped] = tree.xpath("//section[@id='stop-1']")
    assert "改写标题无济于事，应立即下架" in stopped.text_content()
    assert not stopped.xpath("./div[contains(@class,'notice')]")


def test_other_places_to_change_are_named(store: Store) -> None:
    see(
        store, 0,
        bad(
            title="18K金戒指 一克拉", attributes=(Attribute("主石", "天然钻石"), Attribute("镶嵌材质", "18K金")),
            skus=(Sku(spec=(Spec("款式", "培育钻石 1克拉"),)),), speech=(Utterance(start_ms=61000, text="这个天然钻石才卖三千"),),
            images=(Image(role="detail", ocr_text=("天然钻石 送证书",)),),
        ),
    )  # fmt: skip
    seen = page(audit(store))
    for said in ("规格名称｜规格1“款式”", "属性｜属性“主石”", "口播｜口播0:01:01", "图片文字｜图片1文字"):
        assert said in seen


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_titles_are_shown_and_act_nowhere(store: Store, name: str) -> None:
    see(store, 0, bad(title=f"培育 {HOSTILE[name]}".replace("\ud800", "").replace("\udfff", ""), name=HOSTILE["script"]))  # fmt: skip
    values = audit(store)
    content = render("audit", values, "html").decode()
    assert "<script>alert" not in content
    assert "<img" not in content
    assert not set(content) & set("\u202e\u202c\u2066\u2069\u200b\ufeff\x00\x07\x1b")
    assert "直播珠宝商品自查报告" in content


def test_nothing_of_other_shops_and_nothing_that_reviewers_noted(store: Store) -> None:
    see(store, 0, bad(), bad("x1", "s2", "北港金行", title="北港的钻戒 1克拉"), good("x2", "s3", "东渡银楼"))
    see(store, 1, good("x2", "s3", "东渡银楼"), bad(), scopes=(partly(),), run_id="part")
    alert = next(one for one in queue(store) if one.shop_id == "s1")
    move(store, alert.id, "confirm", 1, actor="李明", reason="内部意见：线人举报")
    see(store, 1.5, bad("x9", "s9", "西山玉器"), scopes=())  # a mute may not hide every open lead
    for scope, why in ((Scope(shop="s1"), "内部理由甲"), (Scope(shop="s2"), "内部理由乙")):
        add(store, scope, reason=why, until=date(2026, 12, 1), actor="王芳", role="supervisor", at=at(2), sure=True)
    values = audit(store)
    for format_name in ("html", "json"):
        seen = words(format_name, render("audit", values, format_name))
        for never in (
            "内部理由甲",
            "王芳",
            "北港",
            "东渡",
            "x1",
            "x2",
            "s2",
            "s3",
            "西山",
            "线人",
            "李明",
            "内部理由乙",
        ):
            assert never not in seen, never
    assert "店铺s1" in page(values)  # the mute is told, as far as it concerns the shop


def test_what_is_unread_unjudged_let_go_or_gone_is_said(store: Store) -> None:
    silent = Listing(platform="douyin", item_id="silent", images=(Image(role="main"),), shop=Shop(id="s1"))
    see(store, 0, good("let-go"), bad("gone", title="下架的钻戒 1克拉"))
    see(store, 150, good(), silent, bad())
    retain(store, Terms(), at(200))
    seen = page(audit(store, local_day(at(150))))
    for said in (
        "没有可读文字、未能判断：1件", "未保留：1件", "图片：共1张，其中1张的文字没有读出", "口播：4件", "其后一次完整查看中未再见到",
        "最近一次完整查看本店货架：2027-04-01",
    ):  # fmt: skip
        assert said in seen, said


def test_what_still_stands_on_the_shelf_is_to_be_done_before_what_does_not(store: Store) -> None:
    see(store, 0, bad("a-gone"), bad("b-here"))
    see(store, 5, bad("b-here"))
    tree = html.fromstring(render("audit", audit(store), "html"))
    first, second = tree.xpath("//section[@id='reword']/section")
    assert "b-here" in first.text_content()
    assert "其后一次完整查看中未再见到" in second.text_content()


def test_why_something_near_is_in_order_is_told_so_that_a_shop_learns(store: Store) -> None:
    see(store, 0, good(title="合成钻石（培育钻石）戒指 不是莫桑石 不是锆石"))
    seen = page(audit(store))
    assert "考虑过、认为合规的" in seen
    assert "该词被否定" in seen


def test_a_report_number_on_two_stones_of_the_shop_is_found_as_a_run_would_find_it(store: Store) -> None:
    from crawler.listing import Qualification
    from desk.reporting import _together

    paper = (Qualification(name="IGI", cert_no="LG612345678"),)
    one = good("one", title="培育钻石戒指 1克拉 IGI", qualifications=paper)
    two = good("two", title="培育钻石戒指 3克拉 IGI", qualifications=paper)
    see(store, 0, one, two)
    values = gather("audit", store, Asked(DAY, shop="s1"), Context(together=_together(store)))
    assert {f.rule for item in values.items for f in item.judgement.findings} == {"LG-11"}


@pytest.mark.parametrize(
    ("shop", "platform", "said"),
    [
        ("南湾珠", None, "没有见过店铺“南湾珠”，相近的有：“南湾珠宝”"),
        ("全然不同", None, "没有见过店铺“全然不同”，请核对店铺编号或名称"),
        ("s1", None, "“s1”在抖音（douyin）、快手（kuaishou）均有店铺，请用 --platform 写明"),
        ("s1", "jd", "在京东没有见过店铺“s1”"),
        (None, None, "请用 --shop 写明店铺，或用 --file"),
    ],
)
def test_a_shop_that_is_not_plain_is_asked_for(store: Store, shop: str | None, platform: str | None, said: str) -> None:
    see(store, 0, good())
    see(store, 1, good(platform="kuaishou"), platform="kuaishou")
    with pytest.raises(ReportRefused, match=said.replace("（", ".").replace("）", ".")):
        audit(store, shop=shop, platform=platform)
    assert audit(store, platform="kuaishou").items[0].listing.platform == "kuaishou"


def test_two_shops_of_one_name_are_told_by_their_ids(store: Store) -> None:
    see(store, 0, good(), good("g2", "s2"))
    with pytest.raises(ReportRefused, match="有 2 家（编号 s1、s2），请写店铺编号"):
        audit(store, shop="南湾珠宝")


def test_before_the_first_look_there_is_nothing_to_audit(store: Store) -> None:
    see(store, 5, good())
    with pytest.raises(ReportRefused, match="没有店铺“南湾珠宝”的查看记录"):
        audit(store, local_day(at(2)))


def test_a_file_is_audited_without_the_memory_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    sheet = tmp_path / "商品.csv"
    sheet.write_text(
        "商品ID,商品标题,售价,主石\n1,18K金钻戒女1克拉D色VVS1,3580,培育钻石\n2,足银转运珠,99,\n,没有编号,1,\n", "utf-8"
    )
    values = audit(store, shop=None, file=sheet)
    assert [(one.listing.item_id, one.judgement.verdict, one.line) for one in values.items] == [
        ("1", "flagged", 2), ("2", "clear", 3),
    ]  # fmt: skip
    seen = page(values)
    for said in ("商品.csv", "文件中有1处未收录或有误", "第4行", "文件第2行", "文件只在本次读取，未入库"):
        assert said in seen, said
    assert queue(store) == ()
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".db" and "zuanjian" not in path.name) == [
        "商品.csv"
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", None, "文件不存在"),
        ("a.exe", b"x", "无法从扩展名判断文件类型"),
        ("a.csv", "商品ID,商品标题\n".encode(), "没有"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_one_line(
    store: Store, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReportRefused, match=said):
        audit(store, shop=None, file=path)


def test_other_kinds_take_no_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ReportRefused, match="不按文件生成，请去掉 --file"):
        gather("daily", store, Asked(DAY, file=tmp_path / "a.csv"))


def test_a_room_and_a_shelf_with_two_wordings_are_both_judged(store: Store) -> None:
    see(store, 0, good("same"), good("same", room=Room(id="r1"), speech=(Utterance(text="家人们这就是天然钻石"),)))
    values = audit(store)
    assert [one.listing.room is None for one in values.items] == [True, False]
