"""A copy of a named brand's piece told in free words: how it was taken, that nobody sees a difference, or who was deceived.

照着柜上那只卡地亚扫的版, 当年就是抄的蒂芙尼那条, 跟宝格丽摆一起一丝不差, 戴去卡地亚 柜姐还问我哪年买的: the name, and
around it in one sentence the taking or the likeness. What is refused, asked or measured against nothing is no copy.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_sentences import NAME, brand_sentences
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.judgement import Span

_PLACES = (Place.TITLE, Place.SKU, Place.DETAIL, Place.IMAGE, Place.SPEECH)
_SAID = ("affirm", "compare", "question", "conditional", "quote")
_N = NAME
_C = r"[^。，,!！]"
_S = r"[^。!！]"
_TAKEN = (
    r"(?:扫(?:描|的|出|了)|抄数|量(?:的|了|过|出|尺寸|下来)|卡尺|翻(?:的|了|出来的?)?(?:版|模)|翻的|倒(?:的|了)?模|拓(?:的|下|出|印)|描(?:的|下|出来)|临(?:的|下)"
    r"|开(?:的|了|出)?(?:版|模)|打(?:的|了|出)?版|起(?:的|了)?版|建模|抄(?:的|下|来)|复刻|还原|锉(?:的|出)|原样|一模一样|逐[片颗粒]|一片片|一颗颗|一比一|1:1|1比1)"
)
_NO_DIFFERENCE = (
    r"(?:[一丝分毫]{1,2}[都也]?不差|丝毫不差|分毫无差|毫无二致|无差(?!价|评)|零差(?!价|评)|没有?(?:任何|什么|半点|一点|丝毫)?(?:差别|区别|两样|不同)|没差(?!价)|零头都不差"
    r"|[挑找看分认比](?:不|得)出(?:来)?(?:半点|一处|任何|哪里|有)?(?:差别|区别|毛病|不同|不一样|差异|真假|破绽|来)?|一个样|一模一样|找不同|难分|分不清)"
)
_DECEIVED = r"(?:没看出|没认出|看不出|认不出|没发现|没察觉|哪年买|什么时候买|以为是真|当成真|都信|当真的|照样给[^。]{0,3}(?:洗|保养))"
_TOLD = re.compile(
    "|".join(
        (
            rf"(?:照着?|按着?|对着|比着|仿着?|拿着?|借了?|参照|拆了?|买了?|用|依着)(?:了|来|的)?{_C}{{0,10}}?{_N}{_C}{{0,10}}?[，,]?{_C}{{0,8}}?{_TAKEN}",
            rf"{_N}{_C}{{0,8}}?(?:被)?(?:我们?|师傅|咱们?|拿来|买来|借来|整条|整只)?{_C}{{0,4}}?(?:拆了|拆过|拆开|翻了模|翻的模|翻的版|倒了模|量过尺|扫过|拓过|扒下来)",
            rf"(?:就是|全是|都是|本来就是|说白了|其实是|其实就是|不就是){_C}{{0,4}}?(?:抄|仿|翻|扒|照搬|复制|山寨)(?:的|了|着)?{_C}{{0,3}}?{_N}",
            rf"(?:跟|和|与|同|拿它?跟|拿去跟){_C}{{0,8}}?{_N}{_S}{{0,26}}?{_NO_DIFFERENCE}",
            rf"(?:约等于|等于|等同|无异于|就当是?|堪称是?){_C}{{0,3}}?{_N}{_C}{{0,4}}?(?:专柜|柜上|正品|原版|那[只条枚款]|真品)",
            rf"{_N}{_S}{{0,20}}?(?:sa|柜姐|柜员|店员|店长|师傅|专柜){_S}{{0,8}}?{_DECEIVED}",
            rf"(?:左边?|上边?|上图|左图)[:：是 ]{{0,2}}{_N}{_C}{{0,4}}?(?:专柜|柜台|正品|原版|真品|官网|原件)",
            rf"{_N}(?:专柜|柜台|柜上)?(?:原件|母件|正品|真品|实物){_C}{{0,12}}?{_TAKEN}",
        )
    )
)
_HARMLESS = re.compile(
    rf"{_NO_DIFFERENCE}|{_DECEIVED}|无一不|没有一[处件条]不|但凡|不就是|不写|不打标|不说|不止|不光|不用去|不比"
)
_REFUSED = re.compile(
    r"不(?!错|锈|掉|褪|贵|到|过)|没有?|别|勿|拒|绝不|从不|从没|未|难道|能不能|可不可以|谁|吗|想(?:让|找)|要我|求我|让我们?(?:照|仿|抄)|叫我|维修|抛光|清洗|保养|配链|鉴定|官网图|分不清尺"
)
_OF_MATERIAL = re.compile(
    r"成色|金子|纯度|含金|金料|金价|材质|同价|价格|工费|质保|售后|都是(?:足|真|纯|实打实|k|1?8k|999)"
)
"""跟周大福的金子没有区别，都是足金: gold is gold, and no piece is copied."""


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the names of which a copy is told."""
    spans: list[Span] = []
    sentences = brand_sentences(case, _PLACES, without=("ingredient", "style", "generic"), polarity=_SAID)
    for sentence in sentences:
        if _told(sentence.text):
            spans += [claim.span for claim in sentence.claims]
    return met_by(spans) if spans else NOT_MET


def _told(text: str) -> bool:
    return any(
        not _REFUSED.search(_HARMLESS.sub("", text[max(0, found.start() - 6) : found.end() + 2]))
        and not _OF_MATERIAL.search(text, max(0, found.start() - 6), found.end() + 10)
        for found in _TOLD.finditer(text)
    )
