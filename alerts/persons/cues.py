"""Words before a number that say what it is. The last one counts: 证书齐全，电话138… is a telephone."""

from __future__ import annotations

import re

_WINDOW = 16
_AFTER = 10

_OTHER = re.compile(
    r"证书|编号|编码|(?<!身份)证号|检测|报告|货号|款号|型号|订单|单号|运单|快递|物流|商品id|商品号|款式|条码|条形码|批号|注册号|许可证|备案|"
    r"防伪|流水号|房间号|直播间|专利|信用代码|gia|igi|ngtc|ngdtc|gtc|hrd|ags|grc|cma|国检|省检|gb/?t|qb/?t|sku|item|(?<![a-z])no(?![a-z])|"
    r"(?<![a-z])id(?![a-z])|价|元|￥|¥|库存|销量|第$"
)
_CALL = re.compile(
    r"电话|手机|联系|致电|拨打|来电|热线|咨询|微信|薇信|威信|v信|vx|wx|加微|加薇|加v|(?<![a-z])tel|phone|call|短信|同号|客服|找我|(?<![a-z])v[:：]"
)
_BANK = re.compile(
    r"银行|卡号|账号|帐号|账户|帐户|开户|打款|转账|汇款|收款|建行|工行|农行|中行|招行|交行|邮储|储蓄卡|信用卡|借记卡"
)


def is_other(text: str, start: int, end: int) -> bool:
    """Whether the words beside [start, end) say that this number is no person's: of a report, an item, an order, a price."""
    before = text[max(0, start - _WINDOW) : start]
    other, call = _last(_OTHER, before), _last(_CALL, before)
    if other < 0 or call > other:
        return False
    return not _CALL.search(text[end : end + _AFTER])


def is_bank(text: str, start: int) -> bool:
    """Whether the words before speak of an account."""
    return bool(_BANK.search(text[max(0, start - _WINDOW) : start]))


def _last(which: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in which.finditer(text)), default=-1)
