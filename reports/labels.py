"""The Chinese names of the values that reports and the desk print. One table each, so that both say the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from alerts.comparison import PART_NAMES
from alerts.lifecycle import ACTIVE
from alerts.lifecycle import LIVES as LIFE
from alerts.lifecycle import STATES as STATE
from alerts.values import Alert
from crawler.health import DELIVERED, Expectation
from crawler.listing import Listing
from crawler.platforms.form import title_of
from crawler.shanghai import SHANGHAI
from reports.marking import visible

__all__ = [
    "DISGUISE",
    "ELEMENT",
    "FAILURE",
    "FAMILY",
    "FIELD_NAME",
    "LIFE",
    "SEVERITY",
    "SEVERITY_ORDER",
    "SHOP_KIND",
    "STATE",
    "STATUS",
    "TIER",
    "VERDICT",
    "clock",
    "declared",
    "due",
    "expectation",
    "field_label",
    "moment",
    "money",
    "parts",
    "platform",
    "shortfall",
    "source",
]


SEVERITY = {"high": "高", "medium": "中", "low": "低"}
SEVERITY_ORDER = {"high": 0, "medium": 1, "low": 2}
FAMILY = {"LG": "材质披露", "IP": "品牌与设计", "AD": "宣传用语", "PR": "价格"}
TIER = {"E1": "E1（自相矛盾或自认）", "E2": "E2（有力物证与相反宣称）", "E3": "E3（仅间接证据）"}
VERDICT = {"healthy": "查看完整", "thin": "查看不完整", "broken": "未能读取", "blocked": "对方拒绝查看"}
ELEMENT = {"met": "具备", "not_met": "不具备", "unknown": "不明"}
FAILURE = {
    "robots_denied": "对方 robots.txt 不允许查看",
    "refused": "对方拒绝访问",
    "captcha": "对方要求验证码",
    "login_wall": "需要登录才能查看",
    "private_address": "地址指向内部网络，未访问",
    "off_site": "地址不属于该来源，未访问",
    "timeout": "等待超时",
    "unreachable": "无法连接",
    "http_error": "对方服务器报错",
    "too_large": "内容过大，未读取",
    "truncated": "内容不完整",
    "wrong_encoding": "文字编码有误",
    "wrong_type": "内容类型不符",
    "empty": "页面为空",
    "parse_failed": "页面无法解析",
    "redirect_loop": "反复跳转",
    "budget_spent": "当日访问额度已用完",
    "outside_hours": "不在允许的访问时段",
    "interrupted": "查看中断",
    "bad_row": "数据行有误，未收录",
    "damaged_id": "编号受损，未收录",
    "vanished": "页面已不存在（看过，不计为未看到）",
    "throttled": "平台限制调用频率",
    "grant_refused": "授权失效或未包含此项",
    "not_configured": "接入未配置好",
    "api_error": "平台接口报错",
    "unknown_value": "平台给出了未知的取值（商品已读）",
}
EXPECTATION = {
    "min_listings": "最少商品数",
    "min_fields": "字段齐全比例",
    "history.listings": "商品数比以往少",
    "history.fields": "字段齐全比例比以往低",
    "history.content_poor": "没有详情文字和图片文字的商品比以往多",
    "history.price_median": "价格中位数与以往相差悬殊",
    "history.price_low": "低价一端与以往相差悬殊",
    "history.price_high": "高价一端与以往相差悬殊",
}
FIELD_NAME = {
    **PART_NAMES,
    "url": "网址",
    "status": "在售状态",
    "images": "图片",
    "sales": "销量",
    "outer_id": "商家编码",
    "live_only": "仅直播间可见",
    "product_kind": "商品类型",
}
"""Fields of a listing as a whole; ``field_label`` names the places inside them."""
STATUS = {
    "on_sale": "在售",
    "sold_out": "售罄",
    "off_shelf": "已下架",
    "deleted": "已删除",
    "reviewing": "平台审核中",
    "rejected": "未通过平台审核",
    "banned": "被平台封禁",
    "unknown": "不明",
}
SHOP_KIND = {
    "flagship": "页面标为旗舰店",
    "authorised": "页面标为授权店",
    "member": "联盟成员店铺",
    "secondhand": "页面标为二手店铺",
    "unknown": "未标明",
}
DISGUISE = {
    "zero_width": "夹入零宽字符",
    "homoglyph": "形近字母替换",
    "separator": "以符号隔开",
    "emoji": "以表情符号代替或隔开",
    "fancy": "花体或特殊字符",
    "homophone": "同音字替换",
    "masked": "以“某”等字遮去",
    "pinyin": "拼音代替",
    "split": "拆字",
}
"""What folding undid, when it hides a word on purpose; case, full width and traditional forms are no disguise."""

_FIELD = {
    "title": "标题",
    "short_title": "短标题",
    "subtitle": "副标题",
    "selling_point": "卖点",
    "description_text": "详情文字",
    "brand.name": "品牌栏",
    "room.title": "直播间标题",
    "room.intro": "直播间简介",
    "room.anchor": "主播账号",
    "shop.name": "店铺名",
    "shop.company": "经营主体",
}
_PAPER = {"name": "名称", "cert_no": "编号", "agency": "机构", "text": "文字"}


def field_label(path: str, listing: Listing) -> str:
    """Where a text stands, in words: ``attributes.0.value`` -> 属性“主石”. An unknown path is returned as it is."""
    if path in _FIELD:
        return _FIELD[path]
    parts = path.split(".")
    try:
        return _indexed_label(parts, listing) or path
    except (IndexError, ValueError):
        return path


def _indexed_label(parts: list[str], listing: Listing) -> str | None:
    match parts:
        case ["attributes", i, "value"]:
            return f"属性“{listing.attributes[int(i)].name}”"
        case ["attributes", i, "name"]:
            return f"第 {int(i) + 1} 项属性名"
        case ["skus", i, "spec", j, _]:
            return f"规格 {int(i) + 1}“{listing.skus[int(i)].spec[int(j)].name or '名称'}”"
        case ["category", *_]:
            return "类目"
        case ["qualifications", i, name]:
            return f"证书 {int(i) + 1} {_PAPER.get(name, name)}"
        case ["images", i, "ocr_text", j]:
            return f"图片 {int(i) + 1} 文字（第 {int(j) + 1} 行）"
        case ["speech", i, "text"]:
            return f"口播 {clock(listing.speech[int(i)].start_ms)}".strip()
    return None


def parts(changed: Iterable[str]) -> str:
    """Names of the parts of a listing that changed, in words."""
    return "、".join(PART_NAMES.get(name, name) for name in changed)


def clock(ms: int | None) -> str:
    """Milliseconds from the start of a session as ``1:02:03``; nothing when unknown."""
    if ms is None:
        return ""
    seconds = ms // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def money(fen: int | None, currency: str = "CNY") -> str:
    """Whole hundredths as an amount a person reads; 未标价 when there is none."""
    if fen is None:
        return "未标价"
    amount = f"{fen // 100:,}.{fen % 100:02d}"
    return f"{amount} 元" if currency == "CNY" else f"{currency} {amount}"


def moment(at: datetime | None) -> str:
    """A UTC time as Beijing wall clock to the minute."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else "—"


def due(day: date | None, provisional: bool) -> str:
    """A due date; 暂定 where it was counted over days whose public holidays are not announced yet."""
    if day is None:
        return "—"
    return f"{day.isoformat()}（暂定）" if provisional else day.isoformat()


def declared(alert: Alert) -> str:
    """What is to be said beside the state of an alert that the member calls corrected and no look has checked yet."""
    return "成员称已更正，待核查" if alert.declared_at is not None and alert.state in ACTIVE else ""


def platform(name: str) -> str:
    """The platform's Chinese name; a source that was never looked at has none yet."""
    return title_of(name) or "—"


def expectation(name: str) -> str:
    """``min_fields.title`` -> 字段齐全比例（标题）; a name that is not in the table is returned as it is."""
    if name in EXPECTATION:
        return EXPECTATION[name]
    stem, _, field = name.rpartition(".")
    return f"{EXPECTATION[stem]}（{FIELD_NAME.get(field, field)}）" if stem in EXPECTATION else name


def shortfall(missed: Expectation) -> str:
    """An expectation that was missed, in words and figures: 商品数比以往少：以往约 100，本次 62."""
    name, said = missed.name, expectation(missed.name)
    if not name.startswith("history."):
        return f"{said}：预期 {missed.expected:g}，实际 {missed.found:g}"
    if name.startswith("history.price_"):
        usual, found = (f"{fen / 100:,.2f}" for fen in (missed.expected, missed.found))
    elif name == "history.listings":
        usual, found = f"{missed.expected:.0f}", f"{missed.found:.0f}"
    else:
        usual, found = f"{missed.expected:.0%}", f"{missed.found:.0%}"
    return f"{said}：以往约 {usual}，本次 {found}"


def source(name: str) -> str:
    """A source as readers know it: delivered files under one Chinese name, the others by the operator's name."""
    return "送交文件" if name == DELIVERED else visible(name)
