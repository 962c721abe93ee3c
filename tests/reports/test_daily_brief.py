"""The daily brief from outside: values in, a page that a person reads out."""

from __future__ import annotations

import msgspec
import pytest
from lxml import html

from alerts.lifecycle import LIVES
from crawler.health import NotSeen
from crawler.listing import Shop
from reports import write
from reports.kinds.daily import build
from reports.writing import Context, render
from tests.reports import briefs
from tests.reports.briefs import brief, context, detail, finding, look, partial_looks, ring, span


def page(values, made: Context | None = None):
    return html.fromstring(render("daily", values, "html", made or context()))


def text(node) -> str:
    return " ".join(node.text_content().split())


def section(tree, anchor):
    (found,) = tree.xpath("//section[@id=$anchor]", anchor=anchor)
    return found


def test_brief_shows_the_proof_of_an_alert():
    shown = text(section(page(brief(detail())), "A-000001"))
    for expected in (
        "18K金钻戒",
        "属性“主石”",
        "是否以“钻石/钻戒”名义销售？",
        "● 具备",
        "○ 不具备",
        "？ 不明",
        "首次发现2026-11-20 10:00",
        "最近发现2026-11-22 10:00",
        "2026-12-11",
        "3,580.00 元",
        "93%",
        "20261122T020000Z-sample 第 7 行",
        "sha256:" + "ab" * 32,
        "<urn:uuid:0001>",
        "LG-01 1",
    ):
        assert expected in shown
    charge = text(section(page(brief(detail())), "alerts-1-LG-01"))
    assert "涉嫌：培育/合成钻石未标明（LG-01）" in charge
    assert briefs.LAWS["ZB-34"] in charge
    assert "建议请在商品标题" in charge


def test_marks_are_exactly_the_words_that_prove_and_carry_their_line():
    marks = section(page(brief(detail())), "A-000001").xpath(".//mark")
    assert [mark.text_content() for mark in marks] == ["钻戒①", "培育钻石②"]


@pytest.mark.parametrize("life", LIVES)
def test_every_life_is_named(life):
    states = {"corrected": "corrected", "gone": "gone"}
    tree = page(brief(detail(life=life, state=states.get(life, "new"))))
    place = section(tree, "settled" if life in ("corrected", "gone") else "A-000001")
    assert LIVES[life] in text(place)


def test_corrected_and_gone_are_listed_short_and_do_not_count_as_open():
    tree = page(brief(detail(1), detail(2, life="gone", state="gone"), detail(3, life="corrected", state="corrected")))
    assert tree.xpath("//section[@id='A-000002' or @id='A-000003']") == []
    assert "A-000002" in text(section(tree, "settled"))
    assert "A-000003" in text(section(tree, "settled"))
    assert "未结线索1高 1" in text(tree.xpath("//ul[@class='figures']")[0])


def test_alerts_stand_worst_first_by_shop_and_charge():
    def other(number, shop, severity, rule="LG-01"):
        listing = ring(shop=Shop(id=shop, name=f"店{shop}"))
        made = msgspec.structs.replace(finding(listing, severity=severity), rule=rule)
        return detail(number, listing, made)

    values = brief(
        other(1, "a", "low"), other(2, "b", "medium"), other(3, "a", "high", "IP-02"), other(4, "b", "medium")
    )
    ids = [s.get("id") for s in section(page(values), "alerts").xpath(".//section") if s.get("id").startswith("A-")]
    assert ids == ["A-000003", "A-000001", "A-000002", "A-000004"]


@pytest.mark.parametrize(
    ("state", "place"), [("new", "review"), ("claimed", "review"), ("confirmed", "alerts"), ("referred", "alerts")]
)
def test_circumstantial_alerts_stand_apart_until_somebody_confirms(state, place):
    listing = ring()
    tree = page(brief(detail(1, listing, finding(listing, severity="medium", tier="E3"), state=state)))
    assert len(section(tree, place).xpath(".//section[@id='A-000001']")) == 1
    assert ("不得对外提供" in text(section(tree, "review"))) == (place == "review")


def test_what_was_not_looked_at_comes_first_and_is_complete():
    tree = page(brief(detail(), looks=partial_looks()))
    box = text(tree.xpath("//header//div[contains(@class, 'notice')]")[0])
    assert "本日有未看到的部分" in box
    assert "完全没有查看：lake" in box
    assert "查看不完整：river" in box
    assert next(s.get("id") for s in tree.xpath("//main/section")) == "coverage"
    coverage = text(section(tree, "coverage"))
    for expected in (
        "robots.txt 不允许访问 /list",
        "sheet.csv 第 12 行",
        "价格“面议”不是金额",
        "最少商品数：预期 20，实际 3",
    ):
        assert expected in coverage


@pytest.mark.parametrize(
    ("looks", "said"),
    [
        ((look(),), "本日 1 个来源均已查看完整"),
        ((), "本日没有查看任何来源"),
        ((look(verdict="blocked"),), "查看不完整：sample"),
        ((look(), look(run_id=None, verdict=None)), "完全没有查看：sample"),
    ],
)
def test_coverage_is_stated_even_when_all_is_well(looks, said):
    notices = page(brief(looks=looks)).xpath("//header//div[contains(@class, 'notice')]")
    assert said in text(notices[0])
    assert "不在查看范围内" in text(notices[0])


@pytest.mark.parametrize("count", [11, 12, 13])
def test_many_not_seen_are_named_up_to_a_limit_and_counted_beyond(count):
    missed = tuple(msgspec.structs.replace(partial_looks()[1].not_seen[0], what=f"page-{n}") for n in range(count))
    shown = text(section(page(brief(looks=(look(verdict="thin", not_seen=missed),))), "coverage"))
    assert f"{count} 项" in shown
    assert ("另有 1 项" in shown) == (count == 13)
    assert shown.count("page-") == min(count, 12)


HOSTILE = [
    "<script>alert(1)</script>钻戒",
    "{{7*7}}{% raw %}钻戒",
    '"><img src=x onerror=alert(1)>钻戒',
    "钻戒</style></section>",
    "&lt;b&gt;钻戒",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_text_is_shown_as_written_and_runs_nowhere(title):
    listing = ring(title=title, shop=Shop(id="s9", name=title), url="javascript:alert(1)")
    raw = render("daily", brief(detail(1, listing)), "html", context())
    tree = html.fromstring(raw)
    assert tree.xpath("//script | //img | //*[@onerror] | //*[@href and not(starts-with(@href, '#'))]") == []
    words = section(tree, "A-000001").xpath(".//bdi[@class='words']")[0]
    assert words.text_content().replace("①", "") == title
    assert title in section(tree, "A-000001").xpath("./h5")[0].text_content()
    assert "49" not in words.text_content()


def test_direction_and_zero_width_characters_are_written_out_and_never_passed_on():
    listing = ring(title="钻\u200b戒\u202e天然\ufeff", shop=Shop(id="s9", name="明\u2066月"))
    made = finding(listing, spans=(span(listing, "title", "钻\u200b戒", "zero_width"),))
    raw = render("daily", brief(detail(1, listing, made)), "html", context()).decode()
    assert not set("\u200b\u202e\ufeff\u2066") & set(raw)
    words = html.fromstring(raw).xpath("//section[@id='A-000001']//bdi[@class='words']")[0]
    assert [c.text for c in words.xpath("./span[contains(@class, 'control')]")] == ["U+200B", "U+202E", "U+FEFF"]
    assert "疑似规避写法：夹入零宽字符" in text(html.fromstring(raw))
    assert "明〔U+2066〕月" in raw


def test_a_five_thousand_character_word_keeps_its_mark_and_says_what_is_left_out():
    listing = ring(title="长" * 5000 + "钻戒")
    words = page(brief(detail(1, listing))).xpath("//section[@id='A-000001']//bdi[@class='words']")[0]
    assert [m.text_content() for m in words.xpath(".//mark")] == ["钻戒①"]
    assert "此处略去 4940 字" in words.text_content()


def test_page_asks_nobody_for_anything():
    raw = render("daily", brief(detail(), looks=partial_looks()), "html", context()).decode()
    tree = html.fromstring(raw)
    assert tree.xpath("//@src | //link | //iframe | //object | //form") == []
    assert "url(http" not in raw
    assert "@import" not in raw
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]


def test_trend_is_drawn_and_told_in_numbers():
    tree = page(brief(detail(), days=7))
    figures = section(tree, "trend").xpath(".//figure")
    assert [text(f.xpath("./figcaption")[0]) for f in figures] == [
        "每日未结线索（按严重程度） 高 中 低",
        "每日变动 新增或再现 已更正 已下架或消失",
    ]
    assert all(f.xpath("./div/svg") or f.xpath("./div/*[local-name()='svg']") for f in figures)
    rows = [[text(cell) for cell in row] for row in section(tree, "trend").xpath(".//table[1]/tbody/tr")][:7]
    assert [row[0] for row in rows] == [f"11-{day}" for day in range(22, 15, -1)]
    assert rows[0][1:] == ["406", "10", "7", "3", "5", "0", "0"]


@pytest.mark.parametrize(("days", "drawn"), [(0, 0), (1, 0), (2, 2)])
def test_one_day_has_no_trend(days, drawn):
    assert len(page(brief(detail(), days=days)).xpath("//figure")) == drawn


def test_law_is_asked_for_the_first_and_the_last_day_seen():
    asked = []

    def on_the_day(ids, on):
        asked.append((ids, on))
        return (briefs.Cited(f"《商标法》{on.isoformat()}"),)

    shown = text(page(brief(detail()), Context(on_the_day, context().now)))
    assert {on.isoformat() for _, on in asked} == {"2026-11-20", "2026-11-22"}
    assert "《商标法》2026-11-20；《商标法》2026-11-22" in shown


def test_without_a_citable_law_the_page_says_so():
    shown = text(page(brief(detail()), Context(lambda ids, on: (), context().now)))
    assert "引用条文尚待核对" in shown


def test_real_law_table_feeds_the_brief():
    shown = text(page(brief(detail()), Context(now=context().now)))
    assert "《直播电商监督管理办法》第34条" in shown


@pytest.mark.parametrize("word", ["违法", "假货", "骗子"])
def test_our_own_words_accuse_nobody(word):
    assert word not in text(page(brief(detail(), looks=partial_looks())))


def test_an_empty_day_is_a_whole_report():
    shown = text(page(brief(days=0)))
    assert "本日没有已成形的未结线索" in shown
    assert "如何阅读本报告" in shown


def test_nobody_named_still_makes_a_group():
    listing = ring(shop=None)
    tree = page(
        brief(
            detail(1, listing), detail(2, listing, room_title="夜场", anchor="小满"), detail(3, listing, anchor="小满")
        )
    )
    headings = [text(h) for h in section(tree, "alerts").xpath(".//h3/bdi")]
    assert headings == [
        "店铺未标明（示例市集）",
        "直播间：夜场（店铺未标明）（示例市集）",
        "主播：小满（店铺未标明）（示例市集）",
    ]


def test_a_span_that_is_not_in_the_text_marks_nothing():
    listing = ring()
    wrong = msgspec.structs.replace(span(listing, "title", "钻戒"), start=0, end=2)
    marks = page(brief(detail(1, listing, finding(listing, spans=(wrong,))))).xpath("//section[@id='A-000001']//mark")
    assert [m.text_content() for m in marks] == ["培育钻石②"]


def test_same_values_same_bytes(tmp_path):
    values = brief(detail(), looks=partial_looks())
    one, two = (
        write("daily", values, "html", tmp_path / name, context()).read_bytes() for name in ("a.html", "b.html")
    )
    assert one == two


def test_json_carries_what_reads_and_what_was_counted():
    values = brief(detail(), looks=partial_looks())
    decoded = msgspec.json.decode(render("daily", values, "json", context()))
    assert decoded["kind"] == "daily"
    assert [s["anchor"] for s in decoded["sections"]] == [
        "coverage",
        "trend",
        "alerts",
        "review",
        "settled",
        "mutes",
        "reading",
    ]
    assert decoded["values"]["alerts"][0]["finding"]["elements"][0]["spans"][0]["text"] == "钻戒"
    assert msgspec.convert(decoded["values"], type(values)) == values


def test_anchors_of_a_document_are_unique():
    document = build(brief(*(detail(n) for n in range(1, 5))), context())

    def anchors(sections):
        for part in sections:
            yield part.anchor
            yield from anchors(part.sections)

    found = list(anchors(document.sections))
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("培育/合成钻石未标明", "涉嫌：培育/合成钻石未标明（LG-01）"),
        ("涉嫌明示高仿", "涉嫌明示高仿（LG-01）"),
        ("疑似冒充", "疑似冒充（LG-01）"),
    ],
)
def test_a_charge_always_reads_as_a_suspicion_and_only_once(title, shown):
    tree = page(brief(detail(charge=title)))
    assert text(section(tree, "alerts-1-LG-01").xpath("./h4/bdi")[0]) == shown


def test_a_listing_without_a_title_is_known_by_its_first_words():
    listing = ring(title=None, description_text="潮鞋钻戒社，全网最强" + "长" * 60)
    made = finding(listing, spans=(span(listing, "description_text", "钻戒"),))
    heading = text(section(page(brief(detail(1, listing, made))), "A-000001").xpath("./h5/bdi")[0])
    assert heading.startswith("（无标题）潮鞋钻戒社")


def test_words_of_one_field_stand_on_one_line_of_the_charge_sheet():
    listing = ring(title="钻戒 1克拉 钻饰")
    made = finding(listing, spans=(span(listing, "title", "钻戒"), span(listing, "title", "钻饰")))
    proof = section(page(brief(detail(1, listing, made))), "A-000001").xpath(".//td[@class='proof']/bdi")
    assert [text(line) for line in proof] == ["标题：“钻戒”“钻饰”", "属性“主石”：“培育钻石”"]


def test_what_was_fetched_but_not_read_through_is_stated_on_top():
    notice = text(page(brief()).xpath("//header//div[contains(@class, 'notice')]")[0])
    assert "3 件商品没有可读文字，未能判断" in notice
    assert "9 件商品未获取详情和图片文字" in notice


def test_changed_parts_are_named():
    one = detail(life="changed")
    sighting = msgspec.structs.replace(one.sightings[0], life="changed", changed_fields=("title", "price", "words"))
    shown = text(section(page(brief(msgspec.structs.replace(one, sightings=(sighting,)))), "A-000001"))
    assert "与上次相比有变化：标题、价格、涉嫌用语" in shown


def test_a_page_that_is_gone_was_looked_at_and_is_no_gap():
    gone = NotSeen("https://shop.example/items/9", "vanished", "商品页面显示已下架")
    tree = page(brief(looks=(look(not_seen=(gone,)),)))
    assert "均已查看完整" in text(tree.xpath("//header//div[contains(@class, 'notice')]")[0])
    coverage = section(tree, "coverage")
    assert "商品页面显示已下架" in text(coverage)
    assert coverage.xpath(".//table[1]/tbody/tr/td")[-1].text_content() == "0"


@pytest.mark.parametrize(("shops", "listed"), [(1, 0), (2, 2)])
def test_shops_are_an_index_of_links(shops, listed):
    details = [detail(n, ring(shop=Shop(id=f"s{n}", name=f"店{n}"))) for n in range(shops)]
    tree = page(brief(*details))
    links = section(tree, "alerts").xpath("./ul[@class='index']//a/@href")
    assert len(links) == listed
    assert all(tree.xpath("//section[@id=$id]", id=link[1:]) for link in links)


def test_a_dismissed_alert_is_listed_with_its_reason():
    one = msgspec.structs.replace(detail(state="dismissed", life="seen_again"), decision_reason="已如实标明")
    assert "已排除：已如实标明" in text(section(page(brief(one)), "settled"))
