"""What speakers say of others, what they admit, and stones that are numbered."""

from __future__ import annotations

import pytest

from tests.nlp.reading.marked_sentences import assert_read

NUMBERED = [
    "1号{天然|N conditional}30分 2号{培育|L conditional}50分 拍前看编号 钻戒",
    "1{天然|N conditional}碎钻手链 2{合成碳硅石|S conditional}耳钉 3只有盒子",
    "1克拉{天然|N affirm}钻石 2号圈口",
    "{培育钻石|L affirm @other} vs {莫桑石|S affirm @other} vs {天然|N affirm @other} 都有 本链接：{合成钻石|L affirm @main}",
    "{天然|N affirm @main}钻石戒指 本链接为{培育钻石|L affirm @main}",
]
ENGLISH = [
    "Not a {diamond|D negate}. {moissanite|S affirm} ring 925",
    "this is not a {lab grown diamond|L negate}, {natural diamond|N affirm} ring",
]
SPOKEN_BY_OTHERS = [
    "弹幕有人刷{莫桑石|S quote 弹幕有人刷}，我直接拿证书",
    "有人说这是{莫桑石|S quote}，这颗是{天然|N affirm}的，证书在这",
    "黑粉说是{锆石|S quote 黑粉说是}，你们自己看火彩",
    "刚进来的问是不是{培育|L quote}，不是，{天然|N affirm}的",
    "同事说是{莫桑|S quote}，其实是{真钻|N affirm}",
    "网上都说是{锆石|S quote}，那是别家",
    "这一款先说成因，{培育钻石|L affirm}，国检写{合成钻石|L affirm}",
    "还是那句话，{培育的|L affirm}，要{天然|N conditional 要}的下一款",
    "婆婆那枚是{真钻|N affirm @other}，我这枚是{莫桑石|S affirm @main}",
    "我们也兼营{培育|L affirm @other}，这套是{天然|N affirm @main}钻石",
    "人家那个是{培育的|L affirm @other}，我这个是{天然|N affirm @main}的",
    "刚才那款是{莫桑石|S affirm @other}，这款是{培育钻石|L affirm @main}",
    "上一条{培育钻石|L affirm @other}卖完了，这条是{天然|N affirm @main}的",
    "老实说它就是{培育的|L affirm}，证书也写的{培育钻石|L affirm}",
    "你们猜是{天然|N question}还是{培育|L question}，猜中送福袋",
    "要{天然|N conditional 要}的请出门右转，我家全是{培育钻石|L affirm}",
    "想要{天然|N conditional 想要}的加三千",
    "没有一颗是{矿里挖|N negate 没有一颗}的，全是{培育钻石|L affirm}",
    "不用问了不是{莫桑|S negate 不是}，是{真钻|N affirm}",
    "我敢说不是{莫桑石|S negate}，你拿去测",
]
SPOKEN_ADMISSIONS = [
    "这个呢是{实验室长出来的|L affirm}，矿里没有这么干净",
    "腰上打着{腰码lg|L affirm}你自己放大看",
    "{炉子里长|L affirm}的嘛，所以便宜",
    "证书上写的是{合成钻石|L affirm}，没瞒你",
    "就是{种出来的|L affirm}，跟种菜一样",
    "这批石头是{机器种的|L affirm}那种，图个亮",
    "我们在河南柘城嘛，{培育钻之都|L affirm}",
    "主石{由实验室提供|L affirm}，证书按实出",
    "石头是{高温高压出来|L affirm}的，跟挖的一个级别",
]


@pytest.mark.parametrize("marked", [*NUMBERED, *ENGLISH])
def test_in_a_title(marked: str) -> None:
    assert_read(marked)


@pytest.mark.parametrize("marked", [*SPOKEN_BY_OTHERS, *SPOKEN_ADMISSIONS])
def test_in_speech(marked: str) -> None:
    assert_read(marked, spoken=True)
