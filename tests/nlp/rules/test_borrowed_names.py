"""A brand's name before a place or a person of the trade says that the goods are the brand's own."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.listing import convert_listing
from nlp.screen import Screener


def rules_of(title: str, shop: str = "小满的店", detail: str = "", kind: str = "unknown") -> set[str]:
    record = {"platform": "demo", "item_id": "1", "title": title, "price": {"sale_fen": 988000}}
    record |= {"shop": {"id": "s", "name": shop, "kind": kind}}
    listing = convert_listing({**record, "description_text": detail} if detail else record)
    return {finding.rule for finding in Screener.default().screen(listing, date(2026, 11, 22)).findings}


@pytest.mark.parametrize(
    ("title", "shop", "detail"),
    [
        ("蛇头手镯", "宝格丽亚太仓库直播", ""),
        ("卡地亚下岗师傅接单 手镯", "阿强金工", ""),
        ("项链现货", "梵克雅宝中国区库存处理", ""),
        ("足金手链", "周大福黄金联营批发部", ""),
        ("足金戒指", "周生生老凤祥珠宝城", ""),
        ("老凤祥 家属名额 手镯", "小店", ""),
        ("K金耳钉", "小店", "这批是香奈儿供应商放出来的"),
        ("对戒", "小店", "蒂芙尼门店退下来的，没有票"),
        ("潘多拉国内总仓 串饰", "小店", ""),
        ("转运珠", "老铺黄金原班人马工作室", ""),
    ],
)
def test_who_speaks_as_the_brands_own_is_charged(title: str, shop: str, detail: str) -> None:
    assert "IP-08" in rules_of(title, shop, detail)


@pytest.mark.parametrize(
    ("title", "shop", "detail", "kind"),
    [
        ("卡地亚手镯 师傅抛光 改圈", "阿强修表", "维修服务", "unknown"),
        ("我们不是周大福工厂 自己打金", "金艺铺", "", "unknown"),
        ("劳力士手表 欧米茄手表", "劳力士欧米茄二手回收", "仅一枚，附发票", "secondhand"),
        ("潘多拉手链", "潘多拉官方旗舰店", "总仓直发", "flagship"),
        ("足金手链 自有工厂", "周记金铺", "我们的师傅打了三十年", "unknown"),
        ("周大福手链 加盟店自提", "周大福城西加盟店", "", "authorised"),
        ("银手镯", "大福银楼", "石料供应商在缅甸", "unknown"),
        ("老凤祥手镯 门店自提", "老凤祥城南店", "", "unknown"),
    ],
)
def test_who_does_not_accuses_nobody(title: str, shop: str, detail: str, kind: str) -> None:
    assert not any(rule.startswith("IP") for rule in rules_of(title, shop, detail, kind))
