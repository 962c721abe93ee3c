"""Kinds told apart, denials turned round and staked on, and what the trade sells: said of this item or not."""

from __future__ import annotations

import pytest

from tests.nlp.rules.told import charged

NATURAL = "18K金天然钻石女戒 30分 GIA"
MOISSANITE = "莫桑石雪花戒 S925银"


@pytest.mark.parametrize(
    ("title", "yuan", "speech"),
    [
        (NATURAL, 6800, "lab grown是培育钻石，天然是天然，证书抬头看清楚"),
        (NATURAL, 6800, "贵的是天然，便宜的是培育，一分钱一分货"),
        (NATURAL, 6800, "便宜一半的基本都是培育的，你自己心里要有数"),
        (NATURAL, 6800, "LGD全称就是实验室培育钻石，跟咱们这个两码事"),
        (NATURAL, 6800, "好多家叫真钻，其实是培育的，你要培育的别来我这儿，我家没货"),
        (NATURAL, 6800, "不少人拿培育的当天然卖，其实就是机器种的"),
        (NATURAL, 6800, "现在十家有九家是培育的，我这是老货"),
        (NATURAL, 6800, "那些三五千的，说白了是培育，咱不碰"),
        (NATURAL, 6800, "一半以上的直播间卖的是实验室长的"),
        (NATURAL, 6800, "测钻笔响的有可能是莫桑石，本店支持送检"),
        (MOISSANITE, 199, "闪得发白的是钻石，闪得五颜六色的是莫桑石"),
        (MOISSANITE, 199, "谁说这是真钻的？标题写着莫桑石呢"),
        (MOISSANITE, 199, "不是真钻就不能闪了吗"),
        (MOISSANITE, 199, "我要说它是真钻，我自己都脸红"),
        (MOISSANITE, 199, "跟我老婆那只真钻摆一块儿，看不出区别"),
        (MOISSANITE, 199, "不是真钻，我把话说在前头"),
    ],
)
def test_talk_of_kinds_and_of_the_trade_charges_nobody(title: str, yuan: int, speech: str) -> None:
    assert charged(title, "", yuan, speech) == set()


@pytest.mark.parametrize(
    ("title", "yuan", "speech"),
    [
        (NATURAL, 6800, "跟大家交个底，我们的是培育钻石"),
        (NATURAL, 6800, "中间的是培育的，一颗三十分"),
        (MOISSANITE, 199, "公屏那个老哥，谁敢说这不是真钻？"),
        (MOISSANITE, 199, "你去验，验出来不是真钻我把桌子吃了"),
        (MOISSANITE, 199, "说它不是真钻的，你来我当面测给你看"),
        (MOISSANITE, 199, "这要不是真钻，天底下就没有真钻了"),
        (MOISSANITE, 199, "没有一颗不是真钻，放心拍"),
        (MOISSANITE, 199, "来看这颗真钻，六爪的，一百多带回家"),
        ("一克拉雪花戒 S925银", 168, "跟我老婆那只莫桑石摆一块儿，个个挑对，因为它实打实是真钻"),
    ],
)
def test_what_is_insisted_on_is_charged(title: str, yuan: int, speech: str) -> None:
    assert charged(title, "", yuan, speech)
