"""The seller as the public sees it: what platform and page publish of the operator, and nothing else."""

from __future__ import annotations

from alerts.cases.owners import credit_code
from alerts.values import AlertDetail
from reports import labels
from reports.document import Table
from reports.marking import shortened, visible

_NONE = "页面未公示"


def operator_table(detail: AlertDetail) -> Table:
    """Platform, shop, firm, credit code, room and account; a code whose check digit fails is said to fail."""
    listing, alert = detail.listing, detail.alert
    shop, room = listing.shop, listing.room
    code = shop.uscc if shop else None
    checked = f"{visible(code)}（{'校验位相符' if credit_code(code) else '校验位不符，请核实'}）" if code else _NONE
    pairs = [
        ("平台", labels.platform(alert.platform)),
        ("店铺名称", shortened(alert.shop_name, 60) if alert.shop_name else _NONE),
        ("店铺编号", shortened(alert.shop_id, 60) if alert.shop_id else _NONE),
        ("店铺类型", labels.SHOP_KIND[shop.kind if shop else "unknown"]),
        ("经营主体", shortened(shop.company, 80) if shop and shop.company else _NONE),
        ("统一社会信用代码", checked),
    ]
    if room is not None:
        pairs.append(("直播间", shortened(room.title or room.id or _NONE, 60)))
        pairs.append(("直播账号", shortened(room.anchor, 40) if room.anchor else _NONE))
    return Table("", ("项目", "公示信息"), tuple(pairs))
