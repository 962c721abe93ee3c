"""Denials, words that only look like denials, and denials that turn each other round."""

from __future__ import annotations

import pytest

from tests.nlp.reading.marked_sentences import assert_read

DENIED = [
    "本店不售{莫桑石|S negate 不售} 只卖{天然|N affirm}钻石",
    "概不出售{培育钻石|L negate 概不出售} 店里全是{天然|N affirm}钻石",
    "从未上过{锆石|S negate} 一直只做{钻戒|D affirm}",
    "不经营{培育钻石|L negate 不经营}，戒指请放心选",
    "绝对不会拿{莫桑石|S negate 绝对不会拿}糊弄你 {钻石戒指|D affirm}",
    "我们家没有{培育|L negate 没有}这个品类 {钻石项链|D affirm}",
    "一颗{莫桑石|S negate}都没有的{钻石手链|D affirm}",
    "戒指上没有半点{玻璃|S negate 没有}，全是{钻石|D affirm}",
    "{莫桑石|S negate}我们是不碰的 {钻戒|D affirm}看过来",
    "{培育|L negate}不在我们的经营范围 只收{天然|N affirm}{钻石|D affirm}",
    "{锆石|S negate 一概不收}一概不收 旧{钻戒|D affirm}置换",
    "这枚戒指跟{莫桑石|S negate}没有半毛钱关系 {钻石|D affirm}",
    "和{培育|L negate}不沾边的{天然|N affirm}钻戒",
    "不掺一粒{锆石|S negate 不掺}的{钻石手镯|D affirm}",
    "0{莫桑石|S negate 0} 0{培育|L negate 0} {全天然|N affirm}钻石戒指",
    "抵制{培育钻石|L negate 抵制} 坚守{天然|N affirm}钻石",
    "休想在本店买到{莫桑石|S negate 休想在本店买到} 钻石戒指",
    "不是{人工培育钻石|L negate 不是}，是{天然|N affirm}的",
    "既不是{莫桑石|S negate 不是}也不是{锆石|S negate 不是} 而是{培育钻石|L affirm}戒指",
    "既非{天然|N negate 非}亦非{莫桑石|S negate 亦非}，{培育钻石|L affirm}戒指",
    "并没有镶{天然|N negate 并没有镶}{钻石|D negate 并没有镶}，镶的是{莫桑石|S affirm}",
    "里面找不到一颗{锆石|S negate 找不到} 钻石手链",
    "跟{天然|N negate}钻石是两码事，{莫桑石|S affirm}戒指",
    "与{钻石|D negate}毫无关系 {合成立方氧化锆|S affirm}耳钉",
    "{莫桑石|S affirm}戒指 不属于{钻石|D negate 不属于}",
    "{莫桑石|S affirm}戒指 请勿当{钻石|D negate 勿当}购买",
    "{合成碳硅石|S affirm}项链 不得称作{钻石|D negate 不得称作}",
    "我没有说它是{天然|N negate 没有说它是}的，它是{培育钻石|L affirm}",
    "谈不上{天然|N negate 谈不上}，{培育钻石|L affirm}而已",
]
NOT_DENIED = [
    "无锡工厂{培育钻石|L affirm}戒指",
    "无名指专属{钻戒|D affirm}",
    "非常规切割{莫桑石|S affirm}",
    "非遗花丝镶{天然|N affirm}钻石",
    "不惜成本用{培育钻石|L affirm}",
    "不得不爱的{莫桑石|S affirm}戒指",
    "没有比这更闪的{钻戒|D affirm}",
    "不收工费 {培育钻石|L affirm}项链",
    "不止{莫桑石|S affirm}，更有态度 戒指",
    "未镶嵌{培育钻石|L affirm}裸石",
    "无边镶{天然|N affirm}钻石戒指",
    "零差价{钻石戒指|D affirm}",
    "不挑肤色{莫桑石|S affirm}耳钉",
    "不加价 {天然|N affirm}钻石吊坠",
    "没有套路的{培育钻石|L affirm}戒指",
    "不到一千的{培育钻石|L affirm}戒指",
    "少不了一枚{钻戒|D affirm}",
    "离不开的{钻石耳钉|D affirm}",
    "不看证书就亏的{天然|N affirm}钻戒",
    "无中间商{培育钻石|L affirm}裸钻",
    "忘不掉的{钻戒|D affirm}",
    "不怕火炼的真金{钻戒|D affirm}",
]
TURNED_ROUND = [
    "谁说一定要{天然|N negate 谁说一定要} {培育钻石|L affirm}戒指一样美",
    "谁说求婚非要{天然|N negate}钻石 {培育钻石|L affirm}够了",
    "为什么一定要{天然|N negate 为什么一定要}？{培育钻石|L affirm}戒指",
    "凭什么非得是{天然|N negate 凭什么非得是}的，{培育|L affirm}也是钻石",
    "何必非要{天然|N negate 何必非要}{钻石|D negate 何必非要}，{莫桑石|S affirm}也很闪",
    "不是所有钻石都{天然|N negate 不是所有}，本款{培育钻石|L affirm}",
    "并不是每颗钻石都{来自矿|N negate 并不是每}坑 {培育钻石|L affirm}戒指",
    "非{天然|N affirm 非}钻石不卖 戒指",
    "非{天然|N affirm 非}不收，本店{钻戒|D affirm}",
    "没有一件不是{天然|N affirm 没有一件不是}钻石",
    "哪一颗不是{天然|N affirm 哪一颗不是}的 {钻戒|D affirm}",
    "谁敢说它不是{真钻|N affirm}，戒指",
    "难道这还不是{真钻|N affirm}吗 戒指",
    "怎么可能不是{天然|N affirm 怎么可能不是}的 钻戒",
    "谁会拿{莫桑石|S negate 谁会拿}去求婚 {钻戒|D affirm}",
    "怎么舍得用{锆石|S negate 怎么舍得用}配你 {钻石项链|D affirm}",
    "哪来的{莫桑石|S negate 哪来的}，{真钻|N affirm}戒指",
    "哪里会用{培育的|L negate 哪里会用}，{天然|N affirm}钻戒",
    "真当我卖{莫桑石|S negate 真当我卖}呢 {钻戒|D affirm}",
    "岂止是{莫桑石|S affirm}，简直是艺术品 戒指",
    "难道{培育|L affirm}就不是{钻石|D affirm}吗 戒指",
    "我能拿{玻璃|S negate 我能拿}骗你吗 {钻戒|D affirm}",
    "不{天然|N affirm}包退 钻戒",
    "如非{天然|N affirm}全额退款 钻石戒指",
]


@pytest.mark.parametrize("marked", [*DENIED, *NOT_DENIED, *TURNED_ROUND])
def test_in_a_title(marked: str) -> None:
    assert_read(marked)
