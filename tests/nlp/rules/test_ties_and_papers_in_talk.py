"""Boxes, papers and ties of a brand told in running words, and sellers who take their own authorisation back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crawler.listing import convert_listing
from nlp.screen import Screener


def rules_of(title: str, said: str, shop: tuple[str, str] | None = None, yuan: int = 300, **more: Any) -> set[str]:
    record: dict[str, Any] = {
        "platform": "demo",
        "item_id": "1",
        "title": title,
        "price": {"sale_fen": yuan * 100},
        "speech": [{"start_ms": 0, "end_ms": 900, "text": said}],
        **more,
    }
    if shop:
        record["shop"] = {"name": shop[0], "kind": shop[1]}
    return {f.rule for f in Screener.default().screen(convert_listing(record), date(2026, 11, 22)).findings}


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("素圈开口戒 银", "需要宝格丽的盒子袋子备注一下，加二十五给您一并寄过去"),
        ("18K金锁骨链", "送人的话我给你配蒂芙尼的袋子和缎带"),
        ("足金小鱼吊坠", "吊牌可以挂周大福的，克重照实打"),
        ("银手镯 光面", "盒子给您换成卡地亚那种红的，收礼的人一看就喜欢"),
        ("首饰包装盒 批发", "盒面可印潘多拉、施华洛世奇标，五百个起"),
        ("18K对戒", "协议我这边有DR的，名字填好给你一起发"),
        ("绒布袋 批发", "老铺黄金、周大福字样都有现货，拍下备注"),
        ("银项链", "蒂芙尼柜上怎么包咱就怎么包，丝带也打好"),
    ],
)
def test_a_brands_papers_with_other_goods_are_a_lead(title: str, said: str) -> None:
    assert "IP-07" in rules_of(title, said)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("足金戒指 3克", "盒子是我们自己的，不是周大福那种红盒，素面没字"),
        ("银手链", "不提供任何品牌包装，问卡地亚盒子的请绕道"),
        ("18K项链 素链", "寄出用我们的牛皮纸盒，别问有没有蒂芙尼盒子，没有"),
        ("卡地亚 LOVE 手镯 个人闲置", "2021年专柜买的，红盒、证书、发票都在，只有一只"),
        ("足金999手链", "以旧换新：周大福、周生生的吊牌和发票带来可多抵五块一克"),
        ("首饰盒定制", "要印品牌的请先出示商标证，卡地亚这种一律不印"),
        ("水晶项链", "采用施华洛世奇元素，附施华洛世奇元素吊牌一枚"),
    ],
)
def test_ones_own_box_and_a_refusal_accuse_nobody(title: str, said: str) -> None:
    assert "IP-07" not in rules_of(title, said, yuan=30000)


@pytest.mark.parametrize(
    "said",
    [
        "咱们就是卡地亚在华南的总代，货源你放心",
        "本厂给宝格丽代工八年，同样的料同样的工，不打标",
        "老铺那款推拉镯也是我们车间打的，他们贴标我们不贴",
        "本品与梵克雅宝同一条生产线下来，质量看得见",
        "我们是宝格丽签约工坊，余料做成这一批",
        "鑫福珠宝属周大福旗下子品牌，全国联保",
        "经蒂芙尼官方授权，本店可代为定制",
    ],
)
def test_a_tie_told_in_running_words_is_a_lead(said: str) -> None:
    assert "IP-08" in rules_of("18K金手链", said)


@pytest.mark.parametrize(
    "said",
    [
        "我们隔壁就是卡地亚授权店，位置很好找",
        "本店不是卡地亚授权店，也没给任何大牌代过工，卖的是自己打的圈",
        "有人问我们是不是给老铺代工的，不是，自己的厂自己的版",
        "师傅以前在老铺黄金干过三年，现在自己开店，款式都是自己画的",
        "我老婆在蒂芙尼上班，天天看钻石看腻了",
        "周六福跟周大福不是一家公司，别搞混了",
    ],
)
def test_neighbours_denials_and_old_times_are_no_tie(said: str) -> None:
    assert "IP-08" not in rules_of("足金戒指 素圈", said, yuan=3000)


@pytest.mark.parametrize(
    "said",
    [
        "货其实是从批发市场拿的，一样是足金",
        "标签是我们自己打的，公众号扫不出来别奇怪",
        "说白了加盟就是挂个名，货是我们小作坊打的",
        "授权书还在办，先卖着",
    ],
)
def test_an_authorised_seller_who_takes_it_back_is_a_lead(said: str) -> None:
    shop = ("周大福清河店", "authorised")
    assert "IP-08" in rules_of("周大福 足金小牛吊坠", said, shop, yuan=1580)
    assert not {"IP-07", "IP-08"} & rules_of("周大福 足金小牛吊坠", "授权书在首页展示，吊牌扫码可查", shop, yuan=1580)


def test_an_authorisation_for_another_brand_or_run_out_covers_nothing() -> None:
    shop = ("蒂芙尼授权专营", "authorised")
    said = "经蒂芙尼官方授权经销，全国保养"
    other = {"name": "经销授权", "agency": "谢瑞麟珠宝", "text": "授权销售谢瑞麟产品 2026-01-01至2027-12-31"}
    own = {"name": "经销授权", "agency": "蒂芙尼", "text": "授权销售蒂芙尼产品 2026-01-01至2027-12-31"}
    past = {**own, "text": "授权销售蒂芙尼产品 2021-01-01至2023-12-31"}
    title = "蒂芙尼 18K金耳钉"
    assert "IP-08" in rules_of(title, said, shop, 4280, qualifications=[other])
    assert "IP-08" in rules_of(title, said, shop, 4280, qualifications=[past])
    assert "IP-08" not in rules_of(title, said, shop, 4280, qualifications=[own])


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("金珠手链", "说穿了就是仿的梵克雅宝那条，五朵一样大"),
        ("18K金手镯", "版子是拿闺蜜那只卡地亚回来抄数建的，螺丝位一分不差"),
        ("925银项链", "你把它和蒂芙尼专柜那条放一块，能分出来算我输，真的一模一样"),
        ("菱格戒指", "上次有客人戴去香奈儿逛，柜姐愣是没认出来"),
        ("钉子手镯", "卡地亚柜上那只被我们师傅量过尺寸，粗细照搬"),
    ],
)
def test_a_copy_told_in_free_words_is_an_admission(title: str, said: str) -> None:
    assert "IP-02" in rules_of(title, said, yuan=9000)


@pytest.mark.parametrize(
    "said",
    [
        "有人拿着卡地亚的图让我照着打，我说打不了，自己家的款够看了",
        "不照着卡地亚做，也不跟任何大牌比，图是自己画的",
        "成色和周大福、老凤祥没差，都是足金，检测支持复检",
        "和蒂芙尼六爪不一样，我们是八爪",
    ],
)
def test_refusing_and_comparing_gold_copies_nothing(said: str) -> None:
    assert "IP-02" not in rules_of("足金素圈", said, yuan=9000)


@pytest.mark.parametrize(
    ("title", "said", "lead"),
    [
        ("S925银延长链 三段", "链尾小牌压着潘多拉，接上看不出换过", True),
        ("表带 适用卡地亚坦克", "扣头带Cartier花体字，激光打的", True),
        ("银耳堵 十对", "背面有香奈儿标，细看很清楚", True),
        ("串珠 适用潘多拉手链", "珠子背面只有S925，没有PANDORA字样", False),
        ("足金戒指", "周大福的戒指内壁有字印，我们家的打自己店名", False),
        ("表带 适用卡地亚坦克", "扣头光面没有字，需要原装扣去专柜", False),
    ],
)
def test_a_brands_letters_on_the_goods_are_a_lead(title: str, said: str, lead: bool) -> None:
    assert ("IP-01" in rules_of(title, said, yuan=80)) is lead


@pytest.mark.parametrize(
    ("title", "said", "lead"),
    [
        ("素银三叠戒", "三环戒非卡地亚非蒂芙尼非宝格丽，搜得到就是缘分", True),
        ("银手链", "常搜词：潘多拉 施华洛世奇 周生生 银手链", True),
        ("银手链", "关键词：奶奶手镯 泥鳅背 母亲节", False),
        ("足金链", "我们是周六福，非周大福", False),
    ],
)
def test_names_stuffed_for_the_search_are_a_lead(title: str, said: str, lead: bool) -> None:
    assert ("IP-08" in rules_of(title, said)) is lead


@pytest.mark.parametrize(
    ("title", "said", "lead"),
    [
        ("花片手链 银", "四片花瓣圆圆的，边上滚了一圈小金珠，中间嵌红玉髓，五朵", True),
        ("开合镯 18K", "扁圆口型，一整圈螺丝纹，附一把小改锥", True),
        ("宽戒 菱格纹 18K", "格子一块块鼓起来，沟槽交叉，边口圆润", True),
        ("蛇形手链 18K", "一节一节六角鳞片能弯，蛇头镶两颗红眼", True),
        ("六角戒指", "蜂巢格子绕一圈，和Bee My Love叠戴刚好", True),
        ("四瓣丁香花耳钉 银", "四片花瓣薄薄的，边是光的，没有珠边，贝母磨的", False),
        ("铁钉耳钉 朋克", "一根直钉，钉头磨圆", False),
        ("生肖蛇吊坠 足金", "鱼鳞纹，两只红眼睛，蛇年本命年戴", False),
        ("螺丝造型袖扣", "螺丝头六个，纪念修车铺", False),
    ],
)
def test_a_signature_look_is_known_by_its_features_in_any_words(title: str, said: str, lead: bool) -> None:
    assert ("IP-05" in rules_of(title, said, yuan=4000)) is lead


@pytest.mark.parametrize(
    ("title", "said", "lead"),
    [
        ("宝格丽 扇子项链 95新 自用", "戴过两次，大小号都现货，颜色随便挑", True),
        ("卡地亚三环戒 闲置出", "离婚出，圈口都有现货，备注号数", True),
        ("蒂芙尼 笑脸项链 闲置", "戴过两次，搬家出，小票盒子都在，只有一条", False),
    ],
)
def test_ones_own_piece_in_every_size_is_a_lead(title: str, said: str, lead: bool) -> None:
    assert ("IP-01" in rules_of(title, said, yuan=9000)) is lead
