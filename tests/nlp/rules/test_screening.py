"""Screening from outside: what comes out for a listing, a day and what is known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.listing import Listing, Price, Shop, convert_listing, text_fields
from nlp.judgement import Judgement, encode_judgement
from nlp.known import Known
from nlp.screen import Screener, day_of

DAY = date(2026, 11, 22)


def listing(title: str | None, *, yuan: float | None = None, shop: Shop | None = None, detail: str = "现货") -> Listing:
    price = None if yuan is None else Price(sale_fen=round(yuan * 100))
    return Listing("demo", "1", title=title, price=price, shop=shop, description_text=detail)


def screen(item: Listing, on: date = DAY, known: Known | None = None) -> Judgement:
    return Screener.default().screen(item, on, known or Known())


def rules(judgement: Judgement) -> list[str]:
    return [finding.rule for finding in judgement.findings]


def test_same_input_gives_same_bytes() -> None:
    item = listing("天然一克拉钻戒 拒绝莫桑石", yuan=199)
    assert encode_judgement(screen(item)) == encode_judgement(screen(item))


def test_no_readable_text_cannot_be_judged() -> None:
    judgement = screen(listing("✨✨✨", detail="…"))
    assert judgement.verdict == "could_not_judge"
    assert [note.code for note in judgement.notes] == ["no_text"]


def test_finding_carries_charge_sheet_law_and_digest() -> None:
    judgement = screen(listing("简约四爪莫桑钻戒指", yuan=268))
    finding = judgement.findings[0]
    assert judgement.verdict == "flagged"
    assert judgement.rulebook.startswith("sha256:")
    assert judgement.rulebook == Screener.default().digest
    assert (finding.rule, finding.family, finding.elements[0].state) == ("LG-05", "LG", "met")
    assert finding.elements[0].spans[0].text == "莫桑钻戒"
    assert "BZ-552-S" in finding.laws


def test_a_message_tells_each_element_by_words_of_its_own() -> None:
    judgement = screen(listing("卡地亚LOVE手镯 真金复刻 配螺丝刀", yuan=268))
    [finding] = [finding for finding in judgement.findings if finding.rule == "IP-01"]
    assert "“卡地亚”" in finding.message
    assert "“真金复刻”" in finding.message


@pytest.mark.parametrize(
    ("on", "expected", "absent"),
    [
        (date(2026, 12, 31), "SB-57", "SB26-72"),
        (date(2027, 1, 1), "SB26-72", "SB-57"),
    ],
)
def test_law_of_the_day_of_observation_applies(on: date, expected: str, absent: str) -> None:
    laws = screen(listing("卡地亚手镯 高仿", yuan=299), on).findings[0].laws
    assert expected in laws
    assert absent not in laws


def test_denial_is_suppressed_with_its_cue() -> None:
    judgement = screen(listing("一克拉天然钻戒 不是莫桑钻 GIA证书", yuan=52800))
    suppressed = {s.rule: s for s in judgement.suppressed}
    assert rules(judgement) == []
    assert suppressed["LG-05"].by == "negation"
    assert suppressed["LG-05"].cue is not None
    assert "不是" in suppressed["LG-05"].cue.text
    assert "denial" in [note.code for note in judgement.notes]


def test_denial_at_an_impossible_price_is_no_harbour() -> None:
    judgement = screen(listing("南非真钻 不是锆钻不是玻璃 一克拉", yuan=39.9))
    severities = {finding.rule: finding.severity for finding in judgement.findings}
    assert severities["LG-04"] == "high"
    assert severities["PR-01"] == "high"


def test_known_authorisation_keeps_a_brand_quiet() -> None:
    item = listing("卡地亚手镯 员工内购", yuan=38000)
    assert "IP-01" in rules(screen(item))
    known = screen(item, known=Known(authorised_brands=("Cartier",)))
    assert rules(known) == []
    assert known.known is not None


def test_brand_named_and_nothing_more_is_a_note() -> None:
    judgement = screen(listing("梵克雅宝四叶草项链", yuan=28800))
    assert judgement.verdict == "clear"
    assert "brand_named" in [note.code for note in judgement.notes]


@pytest.mark.parametrize("kind", ["flagship", "authorised"])
def test_brand_in_its_own_shop_is_left_alone(kind: str) -> None:
    shop = convert_listing(
        {"platform": "demo", "item_id": "1", "title": "x", "shop": {"name": "卡地亚官方旗舰店", "kind": kind}}
    ).shop
    assert rules(screen(listing("卡地亚LOVE手镯 专柜同款", yuan=900, shop=shop))) == []


def test_day_is_given_or_observed_in_shanghai_or_today() -> None:
    late = Listing("demo", "1", title="x", observed_at=datetime(2026, 11, 21, 18, 0, tzinfo=UTC))
    assert day_of(late, date(2026, 1, 1), DAY) == date(2026, 1, 1)
    assert day_of(late, None, DAY) == date(2026, 11, 22)
    assert day_of(listing("x"), None, DAY) == DAY


def test_many_are_judged_in_their_order() -> None:
    items = [listing("素圈戒指", yuan=99), listing("锆钻耳钉", yuan=39)]
    judgements = list(Screener.default().screen_many(items, DAY))
    assert [(j.line, j.verdict) for j in judgements] == [(1, "clear"), (2, "flagged")]


WORDS = st.sampled_from(
    ["天然", "钻戒", "培育钻石", "莫桑石", "不是", "莫桑钻", "卡地亚", "卡·地·亚", "高仿", "V家", "一克拉", "💎", "ＣＶＤ", "鑽石",
     "，", " ", "\u200b", "\ud800", "媲美", "戒指", "IGI LG612345678", "{named}", "同款", "副石", "？", "1:1", "39.9元"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=12), st.lists(WORDS, max_size=8), st.integers(0, 10**8))
def test_every_span_is_exactly_the_sellers_text(title: list[str], detail: list[str], fen: int) -> None:
    item = Listing("demo", "1", title="".join(title), description_text="".join(detail), price=Price(sale_fen=fen))
    texts = dict(text_fields(item))
    judgement = screen(item)
    spans = [s for f in judgement.findings for e in f.elements for s in e.spans]
    spans += [s.cue for s in judgement.suppressed if s.cue is not None]
    for span in spans:
        assert texts[span.field][span.start : span.end] == span.text
        assert span.text
