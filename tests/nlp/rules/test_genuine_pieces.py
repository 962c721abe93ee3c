"""Genuine pieces, nicknames that are nobody's brand and copies turned away accuse nobody; their guilty neighbours stay charged."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.listing import convert_listing
from nlp.screen import Screener


def names_charged(title: str, detail: str, yuan: int) -> set[str]:
    record = {"platform": "demo", "item_id": "1", "title": title, "description_text": detail}
    listing = convert_listing({**record, "price": {"sale_fen": yuan * 100}})
    findings = Screener.default().screen(listing, date(2026, 11, 22)).findings
    return {finding.rule for finding in findings if finding.rule.startswith("IP")}


@pytest.mark.parametrize(
    ("title", "detail", "yuan"),
    [
        ("二手卡地亚戒指 单枚", "自己戴了两年。高仿的别来问价，我不懂那些。", 8600),
        ("蒂芙尼项链 自用出 就一条", "小票在。仿品退散，支持验货。", 4600),
        ("二手梵克雅宝项链 单条", "复刻表我们收过一次，赔惨了，现在每条都送检。", 18600),
        ("二手卡地亚戒指 单枚", "内壁编码齐，有奢侈品鉴定证书。", 8600),
        ("Cartier卡地亚Trinity戒指 三色金", "18K金，三环相扣，门店购入，发票随货。", 12800),
        ("梵克雅宝 Alhambra 四叶草 五花手链", "18K黄金 红玉髓", 38000),
        ("小香囊吊坠 银", "可打开装香丸", 260),
        ("老卡家 银手镯", "司机老卡自己打的", 520),
        ("迪奥口红礼盒套装", "送女友", 520),
    ],
)
def test_genuine_pieces_and_innocent_names_are_left_alone(title: str, detail: str, yuan: int) -> None:
    assert not names_charged(title, detail, yuan)


@pytest.mark.parametrize(
    ("title", "detail", "yuan"),
    [
        ("卡地亚戒指", "高仿的，细节对得上，现货。", 860),
        ("蒂芙尼项链 自用出", "高仿，五十条现货，要的来。", 460),
        ("Cartier卡地亚Trinity戒指 三色金", "三环相扣，复刻版，工厂现货。", 12800),
        ("LOVE手镯", "品牌：Cartier；合金基材，保色半年", 399),
        ("小香家耳钉 懂的都懂", "双面", 39),
        ("迪奥礼盒 空盒 纸袋", "全新 可批量", 45),
    ],
)
def test_their_guilty_neighbours_stay_charged(title: str, detail: str, yuan: int) -> None:
    assert names_charged(title, detail, yuan)
