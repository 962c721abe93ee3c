"""Where else a listing speaks of the same thing: every place that must say what the corrected title says."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.values import AlertDetail
from crawler.listing import Listing, text_fields
from reports.document import Table
from reports.marking import shortened

_PLACES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("标题、短标题、卖点", ("title", "short_title", "subtitle", "selling_point"), "按建议改写"),
    ("商品属性", ("attributes",), "主石、材质等属性与证书一致"),
    ("规格名称", ("skus",), "不同材质分别写明"),
    ("品牌栏、类目", ("brand", "category"), "与实际商品一致"),
    ("首图和详情图", ("images",), "首图上写明同一名称"),
    ("详情文字", ("description_text",), "与标题一致"),
    ("证书信息", ("qualifications",), "机构、编号、结论与实物一致"),
    ("直播讲解", ("speech",), "开始讲解时先说明"),
    ("直播间标题、简介、账号", ("room",), "不使用易误解的词"),
    ("店铺名称", ("shop.name",), "不使用易误解的词"),
)
_WORDS = 4


def places_table(listing: Listing, details: Sequence[AlertDetail]) -> Table:
    """Each place with the words found there, or that none were found, or that it was not read at all."""
    proving = {
        (span.field, span.text)
        for detail in details
        for element in detail.finding.elements
        if element.state == "met"
        for span in element.spans
    }
    fields = tuple(text_fields(listing))
    rows, unread = [], []
    for name, prefixes, todo in _PLACES:
        words = dict.fromkeys(text for field, text in sorted(proving) if _within(field, prefixes))
        written = any(_within(field, prefixes) for field, _ in fields)
        if words:
            quoted = "".join(f"“{shortened(text, 30)}”" for text in list(words)[:_WORDS])
            rows.append((name, f"有{quoted}", f"请核对，需要时修改：{todo}"))
        elif written:
            rows.append((name, "未见所涉文字", f"请保持一致：{todo}"))
        else:
            unread.append(name)
    if unread:
        rows.append(("其余位置", f"本次没有读到文字：{'、'.join(unread)}", "请自行核对，与标题写同一名称"))
    return Table("", ("位置", "所见", "请处理"), tuple(rows))


def _within(field: str, prefixes: Sequence[str]) -> bool:
    return any(field == prefix or field.startswith(f"{prefix}.") for prefix in prefixes)
