"""Explanations: the seller's words whole, the proof marked, the reasons and the law in Chinese."""

from __future__ import annotations

from datetime import date

from crawler.listing import Listing, Price, text_fields
from nlp.explain import Explanation, explain, field_label
from nlp.screen import Screener

DAY = date(2026, 11, 22)


def judged(title: str, detail: str, fen: int) -> tuple[Listing, Explanation]:
    item = Listing("demo", "1", title=title, description_text=detail, price=Price(sale_fen=fen))
    return item, explain(Screener.default().screen(item, DAY), item)


def test_pieces_together_are_the_sellers_text() -> None:
    item, explanation = judged("一克拉真钻戒指 卡地亚同款", "附GRA证书，主石莫桑石", 29900)
    texts = dict(text_fields(item))
    for field in explanation.fields:
        assert "".join(piece.text for piece in field.pieces) == texts[field.field]
        assert any(piece.rules for piece in field.pieces)


def test_charge_sheet_answers_law_and_advice() -> None:
    _, explanation = judged("简约四爪莫桑钻戒指", "S925银", 26800)
    sheet = explanation.charges[0]
    assert (sheet.rule, sheet.severity) == ("LG-05", "中")
    assert sheet.answers[0].answer == "是"
    assert sheet.answers[0].proof == ("标题：莫桑钻戒",)
    assert "GB/T 16552-2017 第5.1.3.1条" in sheet.laws
    assert "合成碳硅石" in sheet.advice
    assert explanation.summary.startswith("发现 1 条疑似线索")


def test_why_not_names_rule_reason_and_words() -> None:
    _, explanation = judged("一克拉天然钻戒 不是莫桑钻", "GIA证书", 5280000)
    assert explanation.charges == ()
    why = {line.rule: line for line in explanation.why_not}
    assert why["LG-05"].words is not None
    assert why["LG-05"].title == "“×钻”类易混淆名称"


def test_nothing_found_still_shows_the_title() -> None:
    _, explanation = judged("素圈戒指", "足银", 9900)
    assert [field.field for field in explanation.fields] == ["title"]
    assert explanation.summary == "未发现涉嫌问题的线索。"


def test_paths_have_chinese_names() -> None:
    assert [field_label(p) for p in ("title", "skus.1.spec.0.value", "speech.3.text", "shop.name")] == [
        "标题", "规格2", "讲解4", "店铺",
    ]  # fmt: skip
