"""Listings that look like violations and are none, and their counterparts that look innocent and are not."""

from __future__ import annotations

from typing import Any

import pytest

from nlp.proof import PROOF_DAY, build_item
from nlp.screen import Screener

INNOCENT: dict[str, dict[str, Any]] = {
    "H01 denial with certificate and price": {
        "title": "半克拉天然钻戒 非培育 拒绝莫桑石", "certificate": ["GIA 2236614409"], "price": 12800},
    "H02 unlike lab-grown": {"title": "天然钻石吊坠 与培育钻石不同", "description": "附GIA证书", "price": 9800},
    "H03 rivals natural": {"title": "培育钻石手链 火彩媲美天然钻", "description": "18K金", "price": 2280},
    "H04 shop name": {"title": "天然翡翠圆条手镯", "shop": {"name": "晶耀培育钻石", "kind": "member"}, "price": 16800},
    "H05 moissanite named": {"title": "莫桑石对戒（合成碳硅石）S925", "description": "非钻石", "price": 198},
    "H06 zirconia named": {"title": "合成立方氧化锆耳环 仿钻", "description": "银针", "price": 39},
    "H07 natural zircon": {"title": "天然锆石（锆英石）戒面 斯里兰卡", "description": "带检测证书", "price": 880},
    "H08 cultured pearls": {"title": "淡水养殖珍珠项链 海水珍珠耳钉套装", "description": "近圆强光", "price": 680},
    "H09 treatment named": {"title": "翡翠（处理）手镯", "description": "漂白充填处理", "price": 168},
    "H10 diamond cut gold": {"title": "足金转运珠 钻石切割 八心八箭切工", "description": "足金999", "price": 880},
    "H10 diamond member": {"title": "钻石会员年卡", "description": "充值钻石赠积分", "price": 199},
    "H10 diamond painting": {"title": "钻石画 美甲水钻 手工材料包", "description": "满钻十字绣", "price": 29},
    "H11 one point": {"title": "925银 1分天然钻石锁骨链", "description": "带小证书", "price": 99},
    "H12 bare setting": {"title": "六爪戒托空托定制 1克拉款", "description": "不含主石", "price": 199},
    "H13 brand shop": {"title": "潘多拉 培育钻石系列戒指", "shop": {"name": "潘多拉官方旗舰店", "kind": "flagship"}, "price": 2998},
    "H14 second hand": {"title": "二手 95新 梵克雅宝耳钉 单只在售", "description": "附发票及中检", "price": 18000},
    "H15 service": {"title": "卡地亚手镯抛光维修 改圈 清洗服务", "description": "七个工作日", "price": 260},
    "H16 compatible": {"title": "适用潘多拉手链的银串珠（非官方）", "description": "无标识", "price": 59},
    "H17 plain clover": {"title": "四叶草足金吊坠 光面", "description": "足金999", "price": 1380},
    "H18 generic motifs": {"title": "蛇年手链 折扇耳坠 LOVE刻字 山茶花胸针", "description": "银饰套装", "price": 199},
    "H19 lesson": {"title": "怎么区分莫桑石和钻石 科普短片", "description": "三步学会"},
    "H20 against fakes": {"title": "足金串珠 拒绝高仿 支持正品", "description": "举报假货有奖", "price": 980},
    "H21 plain boxes": {"title": "首饰盒 礼盒 手提袋 无字款", "description": "可定制尺寸", "price": 15},
    "H22 side stones stated": {"title": "主石培育钻石0.5ct 副石天然钻石0.1ct 戒指", "description": "18K金", "price": 3680},
    "H23 other firms": {"title": "周六福足金手链", "description": "加盟门店发货", "price": 2680},
    "H24 names with 钻": {"title": "钻石之心 足银项链", "description": "款名，无镶嵌", "price": 199},
    "H25 own best-seller": {"title": "本店爆款同款 同款不同色 素圈", "description": "复购返场", "price": 39},
    "H26 buying back": {"title": "钻石黄金回收 典当 估价", "description": "当面结算", "price": 1},
    "H27 clothes style": {"title": "小香风外套 粗花呢", "description": "秋冬新款", "price": 259},
    "H27 pet food": {"title": "B家猫粮 鸡肉味", "description": "两公斤装", "price": 79},
    "H28 unheated": {"title": "无烧蓝宝石戒面 GRS证书", "description": "皇家蓝", "price": 26800},
}  # fmt: skip

GUILTY: dict[str, tuple[str, dict[str, Any]]] = {
    "denial at an impossible price": ("LG-04", {"title": "天然真钻 不是锆钻不是玻璃 一克拉", "price": 49}),
    "moissanite in the title, real diamond in speech": (
        "LG-06", {"title": "莫桑石戒指 S925", "speech": ["这就是真钻，放心拍"], "price": 199}),
    "no brand, you know": ("IP-03", {"title": "非品牌 懂的都懂 V家同款手链", "price": 99}),
    "second hand by the hundred": (
        "IP-01", {"title": "二手 宝格丽项链 全新未戴", "price": 1680,
                  "skus": [{"颜色": "红", "price": 1680, "stock": 150}, {"颜色": "白", "price": 1680, "stock": 90}]}),
    "lab-grown said at the very end": (
        "LG-07", {"title": "钻戒 六爪", "price": 3280, "description":
                  "经典婚戒款式，支持刻字与改圈，全国门店免费清洗保养，顺丰包邮到家，附精美礼盒一份，下单请备注圈口尺寸与收货时间，售后请联系在线客服。主石：合成钻石"}),
}  # fmt: skip


def rules(written: dict[str, Any]) -> list[str]:
    judgement = Screener.default().screen(build_item(written).listing, PROOF_DAY)
    return [finding.rule for finding in judgement.findings]


@pytest.mark.parametrize("written", INNOCENT.values(), ids=INNOCENT.keys())
def test_hard_negative_is_left_alone(written: dict[str, Any]) -> None:
    assert rules(written) == []


@pytest.mark.parametrize(("rule", "written"), GUILTY.values(), ids=GUILTY.keys())
def test_counter_case_fires(rule: str, written: dict[str, Any]) -> None:
    assert rule in rules(written)
