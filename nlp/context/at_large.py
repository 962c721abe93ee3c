"""Kinds at large: some that the market has, a variety that is explained, what others of the name are made of.

便宜的彩虹排好多是玻璃, 有的群镶副石用锆石, 阿富汗白玉是大理岩, 二代就是把碎料热压成一块: the subject of the clause is a kind of
goods, and the goods on sale are of that kind only where the title says so.
"""

from __future__ import annotations

import re

from nlp.claim import Claim, ClaimClass
from nlp.judgement import Span

_STOP = "，。！？；,!?;\n"
_IN = rf"[^{_STOP}\s这我咱本它]"
_CLAUSE = re.compile(rf"[{_STOP}\s]")
_IS = r"(?:是|用|拿|镶|配|为|卖|拼|做成)"
_SOME = re.compile(rf"^(?:但|不过|其实|现在)?有(?:的|些)(?![是用拿镶配为]){_IN}{{2,8}}?{_IS}{_IN}{{0,2}}$")
_CHEAP = re.compile(
    rf"(?:便宜的|低价|白菜价|几十块?|几块钱?|百来块|十几块|地摊|景区|旅游区|街边|网上|大街上){_IN}{{0,8}}?(?:好多|很多|不少|多半|大多|大半|基本|都|全|往往)?{_IS}{_IN}{{0,2}}$"
)
_PIT = re.compile(rf"的(?:坑|雷|猫腻|门道|水)(?:就|全|都|多半)?在{_IN}{{0,3}}$")
"""金珠的坑在|染色 tells of the trade."""
_ASKED = re.compile(rf"(?:怎么|如何|怎样|咋)(?:去)?(?:看|认|分|辨|区分|识别|鉴别|分辨|辨别)(?:出|清)?{_IN}{{0,3}}$")
"""讲怎么看|合成尖晶: how a kind is known."""
_EXPLAINED = re.compile(
    rf"^(?:那|所谓|这个)?({_IN}{{2,7}}?)(?:就|其实|说白了|无非|不过)*是(?:把|拿|用|将|由)?{_IN}{{0,6}}$"
)
_A_KIND = re.compile(r"(?:二代|再造|压制|B货|b货|C货|c货|合成|人造|仿|贝珠|玉|石|翠|珠|晶|蜡|珀|料|宝|松|钻)$")
_QUALIFIED = re.compile(
    r"二代|再造|压制|[BbCc]货|合成|人造|仿|贝珠|阿富汗|巴基斯坦|俄罗斯|马来|水沫|卡瓦|密玉|京白|青海|韩料|澳洲|台湾|金丝|戈壁|黄龙|缅甸|印度|巴西|莫谷|高碳|苏联"
)
"""What sets a variety apart from the gem it is taken for; a bare name (玉, 珍珠) may be what is on the table."""
_REACH = 28
_SIGNS = frozenset("是用拿镶配为卖拼做在看认分辨识鉴")
"""One of these is in all that the patterns match; most clauses have none."""


def at_large(text: str, claim: Claim, title: str) -> Span | None:
    """The words that show that an affirmed mention in talk is said of a kind that the title does not name, if any do."""
    if claim.cls is ClaimClass.DIAMOND:
        return None
    start, field = claim.span.start, claim.span.field
    before = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    if _SIGNS.isdisjoint(before):
        return None
    for pattern in (_SOME, _CHEAP, _PIT, _ASKED):
        if found := pattern.search(before):
            return _before(text, field, start - len(before) + found.start(), start)
    explained = _EXPLAINED.match(before)
    if explained is None or not _QUALIFIED.search(explained[1]) or not _A_KIND.search(explained[1]):
        return None
    # 阿富汗白玉是大理岩 under 阿富汗白玉手镯 speaks of the goods.
    if explained[1] in title or any(word[0] in title for word in _QUALIFIED.finditer(explained[1])):
        return None
    return _before(text, field, start - len(before), start)


def _before(text: str, field: str, first: int, start: int) -> Span:
    return Span(field, first, start, text[first:start])
