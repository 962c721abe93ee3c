"""The title names a lower price than any at which the goods can be bought (《明码标价和禁止价格欺诈规定》第20条第1项)."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.selling_price import yuan


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """``margin``: the title's price must lie below that part of the lowest price to be a different one."""

    margin: float = 0.8


SLOTS = ("price", "fault")


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.JEWELLERY, ClaimClass.DESIGN}),)


_CONDITIONS = (
    "起", "券", "满", "减", "新人", "会员", "补贴", "定金", "订金", "首付", "克", "工费", "运费", "邮", "省", "返", "红包", "抢", "积分", "预",
    "分期", "期", "月", "拍卖", "直播", "活动", "低至", "补差", "差价", "赠", "送", "换", "抵", "每", "单", "第", "件", "一对", "托", "秒杀", "/",
)  # fmt: skip


def answer(params: Params, case: Case) -> Answer:
    """Met by the amount. Any word that sets conditions for the price keeps it silent."""
    title = case.reading.texts.get("title", "")
    if case.offer.goods != "jewellery" or not any(c.isdigit() for c in title):
        return NOT_MET
    if any(word in title for word in _CONDITIONS):
        return NOT_MET
    lowest = _lowest(case)
    for money in case.reading.money:
        if money.place is Place.TITLE and money.role == "price" and lowest and 0 < money.fen < lowest * params.margin:
            return met_by(
                (money.span,), values={"price": yuan(lowest), "fault": f"标题所写{yuan(money.fen)}低于任何可购买的价格"}
            )
    return NOT_MET


def _lowest(case: Case) -> int | None:
    price = case.listing.price
    if price is None or price.currency != "CNY":
        return None
    listed = (price.sale_fen, price.min_fen, price.campaign_fen)
    asked = [fen for fen in (*listed, *(sku.price_fen for sku in case.listing.skus)) if fen is not None]
    return min(asked, default=None)
