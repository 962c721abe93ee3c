"""Pre-flight: what a lead must have before it is filed, each answered with its reason, none of it guessed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from alerts.dossiers import Dossier
from alerts.rights.standing import alive
from alerts.rights.values import MAINLAND, Design, Holder, Mark
from crawler.shanghai import local_day
from reports import labels
from reports.filing.touching import BASES, Touch
from reports.parts.capture import capture_gaps

State = Literal["met", "not_met", "unknown"]

FRESH_DAYS = 3
"""A link seen longer ago is looked at again before anything is filed."""

CHECKS: dict[str, str] = {
    "right_live": "权利在有效期内",
    "goods_in_class": "商品在核定或受保护的范围内",
    "not_authorised": "经营者未获授权",
    "link_up": "链接仍在展示",
    "shown": "使用权利内容之处已标出",
    "standing": "权利人主体可证明",
    "capture": "证据完整",
    "stamped": "证据加盖可信时间戳",
}
"""Every check by the name under which channels ask for it."""


class Check(Struct, frozen=True):
    id: str
    state: State
    why: str


class RightLead(Struct, frozen=True):
    """One lead as it stands before the right. ``sellers``: how many authorised sellers the register has for it;
    ``stamped_at``: the time on the stamp of its run; ``day``: of the letter."""

    dossier: Dossier
    touch: Touch
    right: Mark | Design
    holder: Holder | None
    sellers: int
    day: date
    stamped_at: datetime | None = None


def preflight(lead: RightLead) -> tuple[Check, ...]:
    """Every check of CHECKS, in order."""
    made = {
        "right_live": _right_live,
        "goods_in_class": _goods_in_class,
        "not_authorised": _not_authorised,
        "link_up": _link_up,
        "shown": _shown,
        "standing": _standing,
        "capture": _capture,
        "stamped": _stamped,
    }
    return tuple(Check(name, *made[name](lead)) for name in CHECKS)


def _right_live(lead: RightLead) -> tuple[State, str]:
    right, alert = lead.right, lead.dossier.detail.alert
    span = f"有效期自 {right.since} 至 {right.until or '登记未载届满日'}"
    if right.invalid:
        return "not_met", "登记册载明该权利已被宣告无效"
    if right.region != MAINLAND:
        return "not_met", f"该权利属 {right.region}，在中国大陆不受保护"
    days = {"首次发现日": local_day(alert.first_seen), "最近发现日": local_day(alert.last_seen), "本件日期": lead.day}
    dead = [f"{name} {day}" for name, day in days.items() if not alive(right, day)]
    if dead:
        return "not_met", f"{span}，不含{'、'.join(dead)}"
    return "met", f"{span}，含首次、最近发现日和本件日期"


def _goods_in_class(lead: RightLead) -> tuple[State, str]:
    right, touch = lead.right, lead.touch
    if isinstance(right, Design):
        if right.basis == "copyright":
            return "met", "作品登记不以商品类别为限"
        return "unknown", "外观设计须比对产品种类是否相同或者相近，请权利人确认"
    classes = "、".join(f"第 {n} 类" for n in right.classes)
    if not touch.classes:
        return "unknown", f"核定使用于{classes}；从文字看不出商品属于哪一类"
    found = "、".join(f"第 {n} 类" for n in touch.classes)
    if set(touch.classes) & set(right.classes):
        listed = f"（核定商品：{'、'.join(right.goods)}）" if right.goods else ""
        return "met", f"商品归入{found}，在核定的{classes}之内{listed}"
    return "not_met", f"商品归入{found}，不在核定的{classes}之内；是否类似须另行说明"


def _not_authorised(lead: RightLead) -> tuple[State, str]:
    shop = lead.dossier.detail.listing.shop
    if lead.touch.authorised:
        return "not_met", "登记册载明该经营者是权利人自己或者已获授权"
    if not lead.sellers:
        return "unknown", "登记册没有该权利的任何授权销售商，不能据此断定未获授权，请权利人确认"
    if shop is not None and shop.kind in ("flagship", "authorised"):
        return "unknown", "页面标为旗舰店或授权店而登记册没有其授权，请权利人确认"
    return "met", f"登记册有该权利的授权销售商 {lead.sellers} 家，该经营者不在其中"


def _link_up(lead: RightLead) -> tuple[State, str]:
    alert, look = lead.dossier.detail.alert, lead.dossier.look
    seen = labels.moment(alert.last_seen)
    if alert.life in ("gone", "corrected"):
        return "not_met", f"最近一次查看时{labels.LIFE[alert.life]}，最后见到是 {seen}"
    if alert.life == "not_looked":
        return "unknown", f"最近一次没有看到该商品所在的货架，最后见到是 {seen}，请先打开链接核对"
    age = (lead.day - local_day(alert.last_seen)).days
    if look is None or age > FRESH_DAYS:
        return "unknown", f"最后见到是 {seen}，距本件日期 {age} 天，请先打开链接核对"
    return "met", f"{seen} 查看时仍在展示"


def _shown(lead: RightLead) -> tuple[State, str]:
    touch = lead.touch
    if touch.words:
        said = "；".join(f"{place}“{words}”" for place, words in touch.words[:6])
        return "met", f"已标出：{said}"
    if touch.basis:
        near = f"，相似度 {touch.similarity:.0%}" if touch.basis == "picture" and touch.similarity is not None else ""
        return "met", f"{BASES[touch.basis]}{near}"
    return "not_met", "没有能够标出的文字或图片"


def _standing(lead: RightLead) -> tuple[State, str]:
    if lead.holder is None:
        return "not_met", f"登记册没有权利人“{lead.right.holder}”的主体资料"
    if not lead.holder.uscc:
        return "unknown", "登记册有权利人名称而无信用代码，请附主体证明"
    return "met", f"登记册载有主体及统一社会信用代码 {lead.holder.uscc}；证明文件随件另附"


def _capture(lead: RightLead) -> tuple[State, str]:
    gaps = capture_gaps(lead.dossier.detail)
    return ("not_met", f"缺{'、'.join(gaps)}") if gaps else ("met", "时间、地址、原件和哈希齐全，见采集记录")


def _stamped(lead: RightLead) -> tuple[State, str]:
    if lead.stamped_at is None:
        return "unknown", "没有核对通过的时间戳，采集时间只由本机证明；可补：zuanjian evidence stamp"
    return "met", f"可信时间戳 {labels.moment(lead.stamped_at)}（北京时间）"
