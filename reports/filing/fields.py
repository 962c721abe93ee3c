"""What a channel's form asks for, answered from the lead: filled in, to be enclosed by whoever files, or missing."""

from __future__ import annotations

from collections.abc import Callable

from alerts.cases.owners import credit_code
from alerts.rights.values import KINDS, Design, kind_of
from reports import labels
from reports.filing.preflight import RightLead, State
from reports.marking import shortened
from reports.parts.capture import pack_name

Answer = tuple[State, str]
"""met: the text goes into the form; unknown: somebody has to enclose it; not_met: it is not there."""


def answer(source: str, lead: RightLead) -> Answer:
    """The answer to one field by its ``from``; KeyError for a key that is not here."""
    return FIELDS[source](lead)


def _enclosed(text: str) -> Callable[[RightLead], Answer]:
    return lambda _: ("unknown", text)


def _operator(lead: RightLead) -> Answer:
    alert, shop = lead.dossier.detail.alert, lead.dossier.detail.listing.shop
    company = shop.company if shop else None
    if company:
        code = f"（{shop.uscc}）" if shop and credit_code(shop.uscc) else ""
        return "met", f"{shortened(company, 80)}{code}"
    if alert.shop_name or alert.shop_id:
        name = shortened(alert.shop_name or str(alert.shop_id), 60)
        return "unknown", f"店铺“{name}”；经营主体未公示，请在平台证照页或登记系统查明"
    return "not_met", "没有店铺名称和编号"


def _url(lead: RightLead) -> Answer:
    url = lead.dossier.detail.evidence.url or lead.dossier.detail.alert.url
    return ("met", shortened(url, 300)) if url else ("not_met", "没有记录链接")


def _evaluation(lead: RightLead) -> Answer:
    if isinstance(lead.right, Design) and lead.right.basis == "patent":
        return "unknown", "国家知识产权局作出的专利权评价报告，以及设计对比说明"
    return "met", "本权利不需要"


def _facts(lead: RightLead) -> Answer:
    alert = lead.dossier.detail.alert
    return (
        "met",
        f"见线索 {alert.id}：{labels.moment(alert.first_seen)} 首次、{labels.moment(alert.last_seen)} 最近见到",
    )


FIELDS: dict[str, Callable[[RightLead], Answer]] = {
    "filer.contact": _enclosed("提交人的名称和联系方式"),
    "filer.proxy": _enclosed("受托办理的，附授权委托书和受托人身份证明；权利人自己办理的不需要"),
    "filer.promise": _enclosed("权利人签字或盖章的真实性保证"),
    "holder.papers": _enclosed("权利人的营业执照或身份证明"),
    "holder.appraisal": _enclosed("权利人对商品的辨认意见"),
    "right.paper": _enclosed("权利证书或登记证明复印件"),
    "right.number": lambda lead: ("met", lead.right.number),
    "right.kind": lambda lead: ("met", KINDS[kind_of(lead.right)]),
    "right.evaluation": _evaluation,
    "listing.url": _url,
    "listing.platform": lambda lead: ("met", labels.platform(lead.dossier.detail.alert.platform)),
    "listing.facts": _facts,
    "shop.operator": _operator,
    "shop.address": lambda _: ("unknown", "页面未公示，请按经营主体在登记系统查明"),
    "reasons": lambda lead: ("met", f"未经许可，{lead.dossier.detail.alert.charge}（涉嫌）"),
    "comparison": lambda _: ("met", "见比对表"),
    "demand": lambda _: ("met", "删除、屏蔽、断开所列链接，终止相关交易和服务"),
    "evidence.pack": lambda lead: ("met", f"证据包 {pack_name(lead.dossier.detail.alert.id)}"),
    "evidence.screenshot": lambda _: ("unknown", "本系统不截屏，请打开链接截取页面；原始响应见证据包"),
}
