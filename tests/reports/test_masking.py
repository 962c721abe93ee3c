"""Masking by role: what is hidden from whom, spans that stay exact, and nothing else touched."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest
from lxml import html
from msgspec.structs import replace

from alerts.mutes.values import Mute, MuteStanding, Scope
from alerts.values import Alert, Event
from crawler.listing import Listing, Qualification, Room, Shop, text_fields
from nlp.judgement import Note, Span
from reports.masking import ROLES, Masker, Viewer
from reports.writing import render
from tests.reports.briefs import FIRST, SEEN, brief, context, detail, finding, ring, span

CARD, PHONE, BANK = "110101199003071014", "13812345678", "6222021000001234565"
WORDS = f"南湾小王的钻戒，电话{PHONE}，微信号：nanwan_888，身份证{CARD}，打款卡号{BANK}，联系人：王芳"
SHOP = Shop(id="s7", name="南湾珠宝行", company="王小明", uscc="92330106MA2XXXXX1Y")
OURS = Viewer("member", "s7")


def listing() -> Listing:
    return ring(
        title="18K金钻戒 南湾珠宝行",
        description_text=WORDS,
        shop=SHOP,
        room=Room(anchor="南湾小王", title="南湾小王专场"),
        qualifications=(Qualification(name="GIA", cert_no=PHONE),),
    )


def whole(role: str, **viewer: str) -> str:
    masked = Masker(Viewer(role, **viewer)).detail(found())  # type: ignore[arg-type]
    return msgspec.json.encode(masked).decode()


def found():
    one = listing()
    made = finding(one, spans=(span(one, "title", "钻戒"), span(one, "description_text", f"钻戒，电话{PHONE}")))
    told = replace(made, message=f"讲解留有电话{PHONE}")
    events = (
        Event(SEEN, "系统", "首次发现", "首次发现", "0"),
        Event(SEEN, "李审核", "确认", f"已致电{PHONE}核实", "1"),
    )
    return replace(detail(1, one, told, anchor="南湾小王"), events=events, notes=(Note("x", f"电话{PHONE}"),))


HIDDEN = {
    "regulator": ({CARD, BANK}, {PHONE, "nanwan_888", "王芳", "南湾珠宝行", "王小明", "南湾小王", "李审核"}),
    "alliance": ({CARD, BANK, "nanwan_888", "：王芳"}, {"南湾珠宝行", "王小明", "南湾小王", "李审核"}),
    "brand_owner": ({CARD, BANK, "nanwan_888", "：王芳", "王小明", "南湾小王", "李审核", SHOP.uscc}, {"南湾珠宝行"}),
    "member": ({CARD, BANK, "nanwan_888", "：王芳", "王小明", "南湾小王", "李审核", "南湾珠宝行", SHOP.uscc}, {"s7"}),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_what_it_needs_and_no_more(role: str) -> None:
    said = whole(role)
    hidden, seen = HIDDEN[role]
    assert [word for word in hidden if word and word in said] == []
    assert [word for word in seen if word not in said] == []
    # The number of the certificate looks like a telephone and stays; every telephone in words is gone with its role.
    assert said.count(PHONE) == (1 if role != "regulator" else msgspec.json.encode(found()).decode().count(PHONE))
    assert "首次发现" in said


def test_a_member_sees_its_own_shop_but_for_cards_and_our_people() -> None:
    said = whole("member", shop="s7")
    assert all(word in said for word in (PHONE, "nanwan_888", "王芳", "南湾珠宝行", "王小明", "南湾小王"))
    assert not any(word in said for word in (CARD, BANK, "李审核"))


@pytest.mark.parametrize("shop", ["s8", "南湾珠宝行", ""])
def test_a_shop_with_an_id_is_known_by_it_alone(shop: str) -> None:
    assert "王小明" not in whole("member", shop=shop)


@pytest.mark.parametrize("role", ROLES)
def test_marks_fall_where_they_fell(role: str) -> None:
    before, after = found(), Masker(Viewer(role)).detail(found())  # type: ignore[arg-type]
    texts, masked = dict(text_fields(before.listing)), dict(text_fields(after.listing))
    assert texts.keys() == masked.keys()
    assert {path: len(text) for path, text in texts.items()} == {path: len(text) for path, text in masked.items()}
    spans = [(one, two) for a, b in zip(before.finding.elements, after.finding.elements, strict=True)
             for one, two in zip(a.spans, b.spans, strict=True)]  # fmt: skip
    assert spans
    for one, two in spans:
        assert (one.field, one.start, one.end) == (two.field, two.start, two.end)
        assert two.text == masked[two.field][two.start : two.end]
    assert after.finding.elements[0].spans[0].text == "钻戒"


def test_a_shop_name_that_proves_the_charge_stays_readable() -> None:
    one = ring(shop=Shop(id="s7", name="卡地亚之家"), title="卡地亚之家 手镯")
    made = finding(one, spans=(span(one, "shop.name", "卡地亚"), span(one, "title", "卡地亚")))
    after = Masker(Viewer("member")).detail(detail(1, one, replace(made, message="使用“卡地亚”字样")))
    assert after.listing.shop is not None
    assert after.listing.shop.name == "卡地亚＊＊"
    assert after.alert.shop_name == "卡地亚＊＊"
    assert after.alert.title == "卡地亚＊＊ 手镯"
    assert after.finding.message == "使用“卡地亚”字样"


def test_a_wrong_span_is_left_as_it_is() -> None:
    one = ring(description_text=WORDS)
    wrong = Span("description_text", 0, 3, "别的字")
    after = Masker(Viewer("alliance")).detail(detail(1, one, finding(one, spans=(wrong,))))
    assert after.finding.elements[0].spans == (wrong,)


@pytest.mark.parametrize(
    ("name", "own"), [("个体工商户陈晓东", True), ("陈晓东", True), ("杭州某某珠宝有限公司", False)]
)
def test_a_company_is_no_person(name: str, own: bool) -> None:
    one = ring(shop=Shop(id="s1", name="某店", company=name))
    masked = Masker(Viewer("brand_owner")).detail(detail(1, one)).listing.shop
    assert masked is not None
    assert (masked.company == name) is not own


def test_what_was_hidden_is_counted_by_class() -> None:
    masker = Masker(Viewer("alliance"))
    masker.text(WORDS)
    assert dict(masker.counts) == {"phone": 1, "wechat": 1, "id_card": 1, "bank_card": 1, "person": 1}


def test_a_masked_brief_says_so_on_the_page_and_in_json() -> None:
    mute = MuteStanding(
        Mute("M-1", Scope(rule="LG-01"), f"已致电{PHONE}", "李审核", FIRST, SEEN.date()), 0, None, False
    )
    values = replace(brief(found()), mutes=(mute,))
    masked = Masker(Viewer("brand_owner")).value(values)
    page = html.fromstring(render("daily", masked, "html", context())).text_content()
    as_json = render("daily", masked, "json", context()).decode()
    for words in (page, as_json):
        assert "李审核" not in words
        assert CARD not in words
        assert "138＊＊＊＊＊＊78" in words
    marked = [m.text_content() for m in html.fromstring(render("daily", masked, "html", context())).xpath("//mark")]
    assert any("钻戒" in words for words in marked)


class Shelf(msgspec.Struct, frozen=True):
    """Values of a kind of report that masking was never told of."""

    shop_id: str
    shop_name: str
    item_id: str
    url: str
    note: str
    actor: str
    shops: tuple[str, ...]
    counts: dict[str, int]
    lines: tuple[Alert, ...]


@dataclass(frozen=True)
class Page:
    shelves: list[Shelf]
    author: str | None = None


@pytest.mark.parametrize("own", [False, True])
def test_values_of_any_kind_of_report_are_masked_by_what_their_fields_are(own: bool) -> None:
    shelf = Shelf("s7", "南湾珠宝行", PHONE, f"https://x.example/{PHONE}", f"电话{PHONE}", "李审核", ("甲店",), {"a": 1},
                  (found().alert,))  # fmt: skip
    page = Masker(Viewer("member", "s7" if own else "s8")).value(Page([shelf], "王敏"))
    [masked] = page.shelves
    assert (masked.item_id, masked.url, masked.counts) == (PHONE, shelf.url, {"a": 1})
    assert (masked.actor, masked.shops, page.author) == ("李＊＊", ("甲＊",), "王＊")
    assert (masked.shop_name == "南湾珠宝行", PHONE in masked.note) == (own, own)
    assert (masked.lines[0].anchor == "南湾小王") is own
