"""What a mention claims: denied, compared, asked, taught, quoted, or said of another item."""

from __future__ import annotations

import pytest

from tests.nlp.reading.marked_sentences import MarkedWrongly, assert_read, parse

DENIED = [
    "我们不卖{莫桑石|S negate 不卖}",
    "非{培育钻石|L negate 非} {天然|N affirm}钻石吊坠",
    "{真钻|N affirm}戒指 不是{锆钻|S negate 不是}不是{玻璃|S negate 不是}",
    "绝非{莫桑石|S negate 绝非}、{锆石|S negate 绝非}",
    "不含{合成立方氧化锆|S negate 不含}和{玻璃|S negate 不含}的{钻石耳钉|D affirm}",
    "没有一颗是{培育钻石|L negate 没有一颗}，全部{天然|N affirm}钻石",
    "怎么可能是{莫桑石|S negate 怎么可能是}，这可是{钻戒|D affirm}",
    "{莫桑石|S negate 勿扰}勿扰 只做{钻石项链|D affirm}",
    "告别{锆石|S negate 告别} 一步到位{钻戒|D affirm}",
    "不是{天然|N negate 不是}的是{培育的|L affirm} 钻石戒指",
    "不是{天然|N negate 不是}{钻石|D negate 不是}，是{培育钻石|L affirm}",
    "杜绝{高仿|I negate 杜绝} 自有工厂 项链",
    "别当{天然|N negate 别当}{钻石|D negate 别当}送长辈 戒指",
]
AFFIRMED = [
    "非常闪的{钻石戒指|D affirm}",
    "非遗工艺{钻石项链|D affirm}",
    "无锡发货 {培育钻石|L affirm}戒指",
    "不仅是{培育钻石|L affirm}，更是一份心意",
    "非{天然|N affirm 非}钻石不可 戒指",
    "谁说不是{真钻|N affirm 谁说不是} 戒指",
    "不褪色{莫桑石|S affirm}项链",
    "没有理由不爱的{钻戒|D affirm}",
    "性价比超高{培育钻石|L affirm}戒指",
    "但其实是{莫桑石|S affirm} 不是{钻石|D negate 不是}",
    "非{培育|L negate 非}{天然|N affirm}钻石戒指",
]
COMPARED = [
    "{培育钻石|L affirm}项链 火彩媲美{天然|N compare 媲美}{钻石|D compare 媲美}",
    "与{培育钻石|L compare 与}不同，本款为{天然|N affirm}{钻石|D affirm}",
    "比{天然|N compare 比}{钻石|D compare 比}还亮的{莫桑石|S affirm}",
    "颜值不输{卡地亚|B compare 不输}的手镯",
    "宛如{钻石|D compare 宛如}的水滴 {淡水珍珠|C affirm}项链",
    "{莫桑石|S affirm}耳钉 跟{天然|N compare 跟}{钻石|D compare 跟}肉眼无异",
]
ASKED_AND_TAUGHT = [
    "怎么区分{莫桑石|S teach 怎么区分}和{钻石|D teach 怎么区分}",
    "什么是{培育钻石|L teach 什么是}",
    "是不是{天然|N question 是不是}的 戒指",
    "如果是{莫桑石|S conditional 如果是}我赔你 钻石戒指",
    "{天然|N conditional 可选}/{培育|L conditional 可选}可选 钻石戒指",
    "粉丝说这是{莫桑石|S quote 粉丝说}，其实是{钻石|D affirm}",
]
HEARSAY = [
    "黑粉：两百块能有{真钻|N quote 黑粉：}？怕是{莫桑|S quote 黑粉：}吧。主播：这就是{真钻|N affirm}戒指",
    "闺蜜以为我戴的是{真钻|N quote 以为}，其实是{莫桑石|S affirm}戒指",
    "拿{锆石|S quote 冒充}冒充{钻石|D quote 冒充}的太多，本店只有{钻戒|D affirm}",
    "{钻石|D compare 平替}平替{莫桑石|S affirm}戒指",
    "无论{天然|N question}还是{培育|L question}，都配{钻戒|D affirm}",
    "没人知道是{莫桑石|S affirm}耳钉",
    "{莫桑石|S question 吧}吧，{钻戒|D affirm}哪有这么亮",
    "从来不碰{培育钻石|L negate 从来不碰} 只做{天然|N affirm}{钻石|D affirm}",
    "堪比专柜的{钻石项链|D affirm}",
    "{培育钻石|L affirm}它不香吗 戒指",
    "这么大的{天然|N compare}{钻石|D compare}要几十万，{培育钻石|L affirm}只要一万",
    "想要{天然|N conditional 想要}的另找别家，本店只有{培育钻石|L affirm}",
    "主石：{天然|N affirm @main}{红宝石|C affirm @main} 配钻：{天然|N affirm @side}{钻石|D affirm @side}",
]
TARGETS = [
    "主石{培育钻石|L affirm @main}0.5ct 副石{天然|N affirm @side}{钻石|D affirm @side}0.1ct",
    "主石是{培育的|L affirm @main}，两边小的是{天然|N affirm @side}的",
    "围镶{天然|N affirm @side}{钻石|D affirm @side}的翡翠戒面",
    "隔壁卖的是{锆钻|S affirm @other} 我家{钻戒|D affirm @main}",
    "{卡地亚|B affirm @service}手镯抛光",
    "{蒂芙尼|B affirm @packaging}包装盒 自用",
    "群镶{钻戒|D affirm @main} 显大",
]


@pytest.mark.parametrize("marked", [*DENIED, *AFFIRMED, *COMPARED, *ASKED_AND_TAUGHT, *HEARSAY, *TARGETS])
def test_a_mention_is_read_as_the_sentence_says(marked: str) -> None:
    assert_read(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "没有任何标记的句子",
        "非{培育|L negate",
        "非培育}|L negate 非",
        "非{培育|L}",
        "非{|L negate}",
        "非{培育|Q negate}",
        "非{培育|L denied}",
        "非{培育|L negate 绝非}",
        "非{培育|L negate 非 是}",
        "{非{培育|L negate}}",
    ],
)
def test_a_sentence_marked_wrongly_fails(marked: str) -> None:
    with pytest.raises(MarkedWrongly):
        parse(marked)
