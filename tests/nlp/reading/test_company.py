"""Comparison, metaphor, questions, conditions, lessons, other items and side stones."""

from __future__ import annotations

import pytest

from tests.nlp.reading.marked_sentences import assert_read

COMPARED = [
    "{莫桑石|S affirm}戒指 跟{天然|N compare 跟}钻石一个样",
    "{培育钻石|L affirm}和{天然|N compare 和}的没两样 项链",
    "同{真钻|N compare 同}一般无二的{莫桑石|S affirm}",
    "{莫桑石|S affirm}耳钉 与{钻石|D compare 与}难分高下",
    "肉眼看跟{天然|N compare 跟}一样的{培育钻石|L affirm}戒指",
    "把{天然|N compare 把}钻石比下去的{莫桑石|S affirm}",
    "火彩直追{天然|N compare 直追}钻石 {培育钻石|L affirm}项链",
    "闪过{真钻|N compare 闪过}的{锆石|S affirm}耳钉",
    "戴出{天然|N compare 戴出}大钻的感觉 {培育钻石|L affirm}戒指",
    "省下买{天然|N compare 省下买}钻石的钱 {培育钻石|L affirm}对戒",
    "用{天然|N compare}一成的预算 买{培育钻石|L affirm}戒指",
    "比起{天然|N compare 比起}，{培育钻石|L affirm}更划算 戒指",
    "相较于{天然|N compare 相较于}钻石 {培育钻石|L affirm}更亲民",
    "不比{天然|N compare 不比}的差 {培育钻石|L affirm}手链",
    "像{红宝石|C compare 像}一样红的玛瑙手串",
    "{莫桑石|S affirm}做出{真钻|N compare 做出}的效果",
    "硬度仅次于{钻石|D compare 仅次于}的{莫桑石|S affirm}",
    "从{莫桑石|S compare 从}升级到{培育钻石|L affirm} 戒指",
    "{天然|N compare}钻价格的十分之一 {培育钻石|L affirm}裸石",
    "买不起{天然|N conditional 买不起}钻石？看看{培育钻石|L affirm}",
    "一颗{天然|N compare}的钱 能买五颗{培育钻石|L affirm}戒指",
]
METAPHOR = [
    "{蓝宝石|C compare 般的}般的夜空 {培育钻石|L affirm}项链",
    "如{翡翠|C compare 如}般通透的{莫桑石|S affirm}",
    "你是我的{天然|N compare 你是我的}钻石 {莫桑石|S affirm}戒指",
    "爱像{钻石|D compare 像}一样坚硬 {莫桑石|S affirm}对戒",
    "把心打磨成{钻石|D compare 打磨成} 银{莫桑石|S affirm}吊坠",
    "心中的{钻石|D compare 心中的} 就是{莫桑石|S affirm}",
    "比{钻石|D compare 比}更坚定的爱 {莫桑石|S affirm}女戒",
]
ASKED = [
    "到底买{天然|N question}还是{培育|L question}？ {钻戒|D affirm}",
    "{天然|N question}or{培育|L question} 怎么选 戒指",
    "你猜这是{莫桑石|S question 你猜}还是{钻石|D question 你猜} 戒指",
    "分不清{莫桑石|S teach 分不清}和{钻石|D teach 分不清}的看这里",
    "想知道是不是{天然|N question 是不是}的，扫码 钻戒",
    "会是{莫桑石|S question}吗？{钻戒|D affirm}",
]
CONDITIONAL = [
    "若检测为{培育钻石|L conditional 若检测为}，退一赔十 {天然|N affirm}钻戒",
    "凡鉴定结果为{莫桑石|S conditional}，全额退 {钻戒|D affirm}",
    "鉴定出{锆石|S conditional 鉴定出}我赔一百倍 {钻石项链|D affirm}",
    "经检测为{玻璃|S conditional}，无条件退 {钻戒|D affirm}",
    "有一颗{莫桑石|S conditional}我关店 {钻戒|D affirm}",
    "发现{培育|L conditional 发现}立即报警 {天然|N affirm}钻石",
    "{天然|N conditional}款加2000 默认{培育钻石|L affirm}戒指",
    "想升级{天然|N conditional 想升级}联系客服 {培育钻石|L affirm}戒指",
    "可升级{天然|N conditional 可升级}钻石 {培育钻石|L affirm}戒指",
    "如需{天然|N conditional 如需}请拍差价 {培育钻石|L affirm}戒指",
    "要{天然|N conditional 要}的看下一条 {培育钻石|L affirm}吊坠",
    "喜欢{天然|N conditional 喜欢}的请绕道 {培育钻石|L affirm}吊坠",
]
TAUGHT_AND_QUOTED = [
    "“{莫桑钻|S quote}”这种叫法不规范 {莫桑石|S affirm}戒指",
    "市场上所谓的{真钻|N quote 所谓的}多是{莫桑石|S affirm}",
    "鉴定师讲：{培育钻石|L teach}的三个特征",
    "教你辨{莫桑石|S teach 教你}",
    "{培育钻石|L teach}和{天然|N compare}的区别 一图看懂",
    "《{天然|N teach}钻石收藏指南》 二手书",
    "误把{莫桑石|S quote 误把}买成{钻戒|D quote}的经历",
    "被人当{莫桑石|S quote 被人当}的{钻戒|D affirm}",
    "朋友都以为是{天然|N quote 都以为}的 {培育钻石|L affirm}戒指",
    "平台不让写{真钻|N quote 平台不让写} 合成{培育钻石|L affirm}",
    "有人把{锆石|S quote}叫{钻石|D quote} 我家{钻戒|D affirm}",
]
OTHERS = [
    "对面直播间卖{莫桑石|S affirm @other}，我家{钻戒|D affirm @main}",
    "楼上那家是{培育的|L affirm @other} 我家{天然|N affirm @main}钻戒",
    "旧的那只是{莫桑石|S affirm @other}，这只是{培育钻石|L affirm @main}戒指",
    "同款{莫桑石|S affirm @other}版在二号链接 本链接{培育钻石|L affirm @main}",
    "加购送{莫桑石|S affirm @other}耳钉 {天然|N affirm @main}钻石戒指",
    "买钻戒送{锆石|S affirm @other}手链",
    "赠品为{锆石|S affirm @other}耳钉 主品{天然|N affirm @main}钻石项链",
    "1号{天然|N affirm @main}钻石 2号{培育|L affirm @other} 本链接1号 戒指",
    "1天然翡翠 2合成红宝石 3{莫桑石|S affirm @main}，本商品为3号链接",
    "①{莫桑石|S affirm @other}戒 ②{天然|N affirm @main}钻石戒 拍的是②",
    "搭配图中的{莫桑石|S affirm @other}项链不含 {钻戒|D affirm @main}",
    "图中{锆石|S affirm @other}手链为搭配 {天然|N affirm @main}钻石项链",
]
SIDE_AND_MAIN = [
    "主石{莫桑石|S affirm @main} 围钻{天然|N affirm @side}小钻",
    "中间一颗{培育的|L affirm @main} 一圈{天然|N affirm @side}碎钻 戒指",
    "戒臂镶{天然|N affirm @side}碎钻 主石{培育钻石|L affirm @main}",
    "{培育钻石|L affirm @main}主石配{天然|N affirm @side}小钻 女戒",
    "花瓣是{莫桑石|S affirm @side} 花蕊{天然|N affirm @main}钻石",
    "辅以{天然|N affirm @side}钻石点缀 {祖母绿|C affirm @main}戒指",
    "{天然|N affirm @side}小钻伴镶 主石{莫桑石|S affirm @main}",
    "肩部{微镶锆|S affirm @side}石 主石{天然|N affirm @main}红宝石",
    "背托内藏{红宝石|C affirm @side} 主石{培育钻石|L affirm @main}",
    "后堵镶{莫桑石|S affirm @side} 正面{天然|N affirm @main}钻石耳钉",
]


@pytest.mark.parametrize(
    "marked", [*COMPARED, *METAPHOR, *ASKED, *CONDITIONAL, *TAUGHT_AND_QUOTED, *OTHERS, *SIDE_AND_MAIN]
)
def test_in_a_title(marked: str) -> None:
    assert_read(marked)
