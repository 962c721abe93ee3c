"""The hand-over from outside: a memory of real judgements in, a letter or a refusal out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from lxml import html

from alerts.mutes.setting import add as set_mute
from alerts.mutes.values import Scope
from alerts.store import Store, open_store
from crawler.listing import Attribute, Image, Listing, Shop, Utterance
from reports.asking import Asked, ReportRefused
from reports.writing import Context, gather, render
from tests.alerts.scenes import at, move
from tests.reports.homes import DAY, UNSEEN, alert_of, confirm, copied, grown, live, ware

CONTEXT = Context(now=lambda: at(3))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'zuanjian.db'}") as opened:
        opened.upgrade()
        yield opened


def letter(store: Store, context: Context = CONTEXT, **asked: object) -> html.HtmlElement:
    values = gather("handover", store, Asked(**{"day": DAY, **asked}), context)  # type: ignore[arg-type]
    return html.fromstring(render("handover", values, "html", context))


def text(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def part(tree: html.HtmlElement, anchor: str) -> str:
    (found,) = tree.xpath("//section[@id=$anchor]", anchor=anchor)
    return text(found)


def refused(store: Store, context: Context = CONTEXT, **asked: object) -> str:
    with pytest.raises(ReportRefused) as why:
        letter(store, context, **asked)
    return why.value.reason


def test_a_confirmed_lead_goes_out_with_its_whole_proof(store: Store) -> None:
    live(store, 0, grown())
    [alert] = confirm(store, "1")
    live(store, 2, grown(), not_seen=(UNSEEN,))
    tree = letter(store, alert=alert)
    for expected in (
        "致有管辖权的市场监督管理部门", "南湾市星河首饰有限公司", "91440300708461136T（校验位相符）", "南湾阿珠",
        "不代表最终认定", "2026-11-04 12:00", "最近一次查看不完整", "等待超时：1 项",
    ):  # fmt: skip
        assert expected in text(tree)
    lead = part(tree, alert)
    for expected in (
        "培育/合成钻石未标明（LG-01）", "由陈明于 2026-11-03", "● 具备", "《直播电商监督管理办法》第34条（罚则第62条）",
        "2026-02-01 起", "1 克拉下限", "26,800.00 元", "首次发现", "确认线索", "属性与标题不一致", "负责人",
        "https://shop.example/items/1", "<urn:uuid:1>", "ab" * 32, "cd" * 32, "口播 0:00:12",
    ):  # fmt: skip
        assert expected in lead
    assert {"钻戒①", "培育钻石②"} <= {mark.text_content() for mark in tree.xpath("//mark")}
    assert f"{alert}.zip" in part(tree, "packs")
    assert "zuanjian evidence verify" in part(tree, "packs")
    assert "陈明" in part(tree, "closing")
    assert "timeout" not in text(tree)
    assert not any(word in text(tree) for word in ("违法", "假货", "骗子"))


def test_the_unit_and_document_of_a_referral_stand_in_the_letter(store: Store) -> None:
    live(store, 0, grown())
    [alert] = confirm(store, "1", day=0.2)
    move(store, alert, "refer", 0.3, unit="南湾市市场监督管理局", number="市监移〔2026〕12号", reason="线索清楚")
    tree = letter(store, alert=alert)
    assert "致南湾市市场监督管理局" in text(tree)
    assert "市监移〔2026〕12号" in part(tree, alert)


@pytest.mark.parametrize(
    ("listing", "said"),
    [
        (grown(url=None), "缺商品网址"),
        (grown(source=None), "缺采集时的原始响应或送达文件的哈希"),
        (grown(speech=(Utterance(text="家人们这个就是一克拉的钻戒"),)), "缺所引口播的时间点"),
        (grown(images=(Image(ocr_text=("LABGROWN",)),)), "缺所引图片的文件哈希"),
        (ware("1", "CVD钻石项链50分"), "程度为“低”"),
        (ware("1", "莫桑钻戒指 1克拉 D色"), "符合条件的商品 1 件，不足 3 件"),
    ],
)
def test_each_gate_names_its_reason(store: Store, listing: Listing, said: str) -> None:
    live(store, 0, listing)
    [alert] = confirm(store, "1")
    assert said in refused(store, alert=alert)


def test_circumstance_alone_never_goes_out(store: Store) -> None:
    live(store, 0, grown())
    [alert] = confirm(store, "1")
    values = gather("handover", store, Asked(DAY, alert=alert), CONTEXT)
    from reports.parts.gates import gate
    from reports.parts.law import LawBook

    [lead] = values.leads
    weak = msgspec.structs.replace(lead.detail, alert=msgspec.structs.replace(lead.detail.alert, tier="E3"))
    [passed, held] = gate(
        (msgspec.structs.replace(lead, detail=weak),), lambda _: (), LawBook(CONTEXT.citations), frozenset()
    )
    assert (passed, held[0].reasons) == ((), ("仅有间接证据（E3），须先补强",))


def test_nothing_unsigned_undone_dismissed_or_corrected_goes_out(store: Store) -> None:
    live(store, 0, grown(), grown("2", title="18K白金钻石吊坠 50分"), grown("3", title="18K金钻戒女50分"))
    confirm(store, "2", "3")
    move(store, alert_of(store, "2"), "dismiss", 1.3, code="disclosed")
    live(store, 2, grown(), grown("3", title="18K金培育钻石戒指女50分 合成钻石", speech=()))
    said = refused(store, shop="s1")
    assert said.count("未经人工复核确认") == 3
    for state in ("待办", "已排除", "已更正"):
        assert f"现为“{state}”" in said
    assert "钻戒" not in said  # the reason tells nothing of the accusation


def test_a_confirmation_after_the_day_does_not_count_for_it(store: Store) -> None:
    live(store, 0, grown())
    [alert] = confirm(store, "1", day=1.2)
    assert "未经人工复核确认" in refused(store, alert=alert, day=date(2026, 11, 2))
    assert "截至 2026-11-01 没有编号为" in refused(store, alert=alert, day=date(2026, 11, 1))
    assert alert in text(letter(store, alert=alert, day=date(2026, 11, 3)))


def test_medium_goes_out_where_three_listings_of_the_seller_can_be_named(store: Store) -> None:
    wares = [ware(str(n), f"莫桑钻戒指 {n}克拉 D色") for n in (1, 2, 3)]
    live(store, 0, *wares)
    confirm(store, "1", "2")
    assert "2 件，不足 3 件" in refused(store, shop="s1")
    confirm(store, "3")
    tree = letter(store, shop="s1")
    assert len(tree.xpath("//section[starts-with(@id, 'A-') and not(contains(@id, '-words'))]/h3")) == 3
    assert part(tree, "held").endswith("无。")


def test_what_is_held_back_is_counted_with_its_reason_and_nothing_else(store: Store) -> None:
    live(store, 0, grown(), ware("2", "高碳钻耳钉 S925银 秘密词"))
    confirm(store, "1")
    tree = letter(store, shop="南湾珠宝旗舰店")
    held = part(tree, "held")
    assert "1 条" in held
    assert alert_of(store, "2") in held
    assert "未经人工复核确认" in held
    assert "秘密词" not in text(tree)


def test_the_letter_of_a_day_has_what_was_confirmed_on_it_by_seller(store: Store) -> None:
    live(store, 0, grown(), copied(), grown("4", title="18K金钻石项链 30分"))
    confirm(store, "4", day=0.2)
    confirm(store, "1", "9", day=1.2)
    tree = letter(store, day=date(2026, 11, 3))
    assert len(tree.xpath("//section[starts-with(@id, 'seller-')]")) == 2
    assert alert_of(store, "4") not in text(tree)
    assert "没有可移交的线索" in refused(store, day=date(2026, 11, 5))


def test_rules_on_trial_and_conduct_without_a_checked_law_are_held(store: Store) -> None:
    live(store, 0, grown())
    [alert] = confirm(store, "1")
    trial = Context(now=CONTEXT.now, on_trial=lambda: frozenset({"LG-01"}))
    assert "试行" in refused(store, trial, alert=alert)
    assert "经核对的引用条文" in refused(store, Context(lambda ids, on: (), CONTEXT.now), alert=alert)


def test_a_change_after_the_sign_off_is_said(store: Store) -> None:
    live(store, 0, grown())
    [alert] = confirm(store, "1", day=0.2)
    live(store, 1, grown(description_text="附赠鉴定服务，当天发货"))
    assert "复核确认之后，商品的详情" in part(letter(store, alert=alert), alert)


def test_a_lead_whose_goods_are_gone_says_so(store: Store) -> None:
    live(store, 0, grown(room=None), ware("2", "足金转运珠"))
    [alert] = confirm(store, "1")
    live(store, 2, ware("2", "足金转运珠"))
    assert "已消失" in part(letter(store, alert=alert), alert)


def test_same_content_has_the_same_number_and_other_content_another(store: Store) -> None:
    live(store, 0, grown())
    [alert] = confirm(store, "1")
    later = Context(now=lambda: at(9))
    first, again = (text(letter(store, one, alert=alert, operator=who).xpath("//p[@class='subtitle']")[0])
                    for one, who in ((CONTEXT, "甲"), (later, "乙")))  # fmt: skip
    assert first == again
    live(store, 2, grown())
    assert text(letter(store, alert=alert).xpath("//p[@class='subtitle']")[0]) != first


def test_mutes_over_the_seller_are_told_and_others_only_counted(store: Store) -> None:
    live(store, 0, grown(), *(grown(str(n), shop=Shop(id=f"s{n}", name=f"{n}号店")) for n in range(2, 5)))
    [alert] = confirm(store, "1")
    for shop, reason in (("s1", "规则复核中"), ("s2", "别家的缘由")):
        set_mute(store, Scope(shop=shop), reason=reason, until=DAY + timedelta(days=20), actor="王芳", role="supervisor",
                 at=at(1), sure=True)  # fmt: skip
    mutes = part(letter(store, alert=alert), "mutes")
    assert "规则复核中" in mutes
    assert "另有 1 项屏蔽" in mutes
    assert "别家的缘由" not in mutes


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"alert": "A-NONE"}, "没有编号为“A-NONE”的线索"),
        ({"shop": "没有这家"}, "没有关于店铺“没有这家”的线索"),
        ({"alert": "A-NONE", "shop": "s1"}, "没有编号为"),
        ({"right": "mark:1"}, "不按权利登记编号生成"),
    ],
)
def test_a_subject_that_is_not_there_is_named(store: Store, asked: dict[str, str], said: str) -> None:
    assert said in refused(store, **asked)


def test_shops_of_one_name_are_told_apart(store: Store) -> None:
    live(store, 0, grown(), grown("2", shop=Shop(id="s9", name="南湾珠宝旗舰店")))
    confirm(store, "1", "2")
    assert "有 2 家（编号 s1、s9）" in refused(store, shop="南湾珠宝旗舰店")
    live(store, 1, grown("3", platform="taobao"), source="taobao-nanwan")
    assert "抖音（douyin）、淘宝" in refused(store, shop="s1")
    assert refused(store, shop="s1", platform="kuaishou").startswith("在快手没有关于店铺“s1”的线索")


HOSTILE = (
    "<script>alert(1)</script>钻戒女1克拉", "{{7*7}}钻戒女1克拉", "=HYPERLINK(\"x\")钻戒女1克拉", "@SUM(A1)钻戒女1克拉",
    "钻戒\u202e女1\u200b克拉", "钻戒女1克拉𬭊㸯💎", "钻戒女1克拉" + "长" * 5000, "钻戒\t女\n1克拉",
)  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_shown_and_do_nothing(store: Store, title: str) -> None:
    live(store, 0, grown(title=title, attributes=(Attribute("<b>主石</b>", "培育钻石"),)))
    [alert] = confirm(store, "1")
    values = gather("handover", store, Asked(DAY, alert=alert), CONTEXT)
    page = render("handover", values, "html", CONTEXT).decode()
    tree = html.fromstring(page)
    assert tree.xpath("//script") == tree.xpath("//b[text()='主石']") == []
    assert "49钻戒" not in page
    assert "\u202e" not in page
    assert len(text(tree.xpath(f"//section[@id='{alert}']/h3")[0])) < 200
