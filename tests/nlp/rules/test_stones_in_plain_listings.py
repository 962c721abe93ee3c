"""Imitations, main and side stones, choices and papers, as sellers write of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nlp.proof import build_item
from nlp.screen import Screener

DAY = date(2026, 11, 22)


def charges(written: dict[str, Any]) -> set[str]:
    findings = Screener.default().screen(build_item(written).listing, DAY).findings
    return {f.rule for f in findings if f.family == "LG" or f.rule == "PR-01"}


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ({"title": "钻石手链 925银 满圈", "description": "镶的是5A级锆，送女友倍有面"}, "LG-04"),
        ({"title": "求婚钻戒 六爪 显手白", "description": "主钻为人工水晶"}, "LG-04"),
        ({"title": "真钻项链 3分", "description": "石头那一栏写的是仿晶"}, "LG-04"),
        ({"title": "八心八箭钻石耳钉", "speech": ["标签写的啥？莫桑，对，标签没写错"]}, "LG-04"),
        ({"title": "D色钻石戒指 国检", "description": "国检结论：合成碳硅石"}, "LG-04"),
        ({"title": "天然钻石戒指 主石50分", "description": "主石培育0.5ct，副石天然0.1ct"}, "LG-02"),
        ({"title": "天然钻石项链 30分", "description": "证书是GRA的，全球通用"}, "LG-11"),
        ({"title": "翡翠手镯 A货", "description": "证书可以给你换一张没备注的"}, "LG-11"),
        ({"title": "实验室帕拉伊巴耳钉", "description": "银镀金"}, "LG-08"),
        ({"title": "养殖祖母绿戒指 2ct", "description": "18K"}, "LG-08"),
    ],
)
def test_charged(written: dict[str, Any], rule: str) -> None:
    assert rule in charges({"price": 1280, **written})


@pytest.mark.parametrize(
    "written",
    [
        {"title": "莫桑石戒指 一克拉 求婚", "description": "火彩比钻石还闪，D色"},
        {"title": "天然钻石戒指 30分", "description": "拿测钻笔和莫桑石对比给你看，莫桑石会漏电"},
        {"title": "莫桑石项链 一克拉", "speech": ["有人说这不就是钻吗，不是，这是莫桑石，三百块哪来的钻"]},
        {"title": "祖母绿戒指 主石2ct", "description": "围镶锆石，介意的可以换天然小钻，加800"},
        {"title": "莫桑石主石 天然小钻围镶 戒指", "description": "18K"},
        {"title": "海蓝宝吊坠 天然 配锆石", "description": "配石为合成立方氧化锆"},
        {"title": "培育钻石 1ct IGI", "description": "LG开头编号，证书写laboratory grown"},
        {"title": "天然钻石50分 国检", "description": "国检证书编号可在官网查询，官网数据隔天更新"},
        {"title": "卡托 样品 仿真1克拉钻戒模型", "description": "橱窗道具"},
        {"title": "翡翠手镯 晴底", "speech": ["这批没进过酸缸，也没灌过胶"]},
        {"title": "糯冰种翡翠福豆 天然A货", "description": "拒绝B货C货，支持复检"},
        {"title": "天然钻石耳钉 各0.5ct", "description": "跨境直邮", "certificate": ["Diamond Report 0.50ct each"]},
        {"title": "Natural diamond 天然钻石戒指 0.52ct", "description": "Not lab-grown，是natural，附GIA"},
        {"title": "「未来」系列 培育钻石排戒", "description": "不是未来钻，就是培育钻石，我们不造新名字"},
        {"title": "祖母绿戒指 2.05ct 培育钻石围镶", "description": "围镶共0.64ct，证书写配石合成钻石"},
        {"title": "琉璃手镯", "description": "透得像冰种翡翠", "attributes": {"材质": "玻璃"}},
        {"title": "满天星手链 S925", "speech": ["有人管这种叫俄罗斯钻，它正经名儿是合成立方氧化锆"]},
        {"title": "人造欧泊（树脂）吊坠", "description": "银链"},
        {"title": "养殖珍珠项链 淡水", "description": "强光"},
    ],
)
def test_left_alone(written: dict[str, Any]) -> None:
    assert not charges({"price": 9800, **written})
