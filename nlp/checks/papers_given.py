"""A brand's box, bag, tag, papers or lettering put with goods that are not the brand's, in whatever order it is said.

送卡地亚红盒, 御木本的灰盒子我都备了, 盒盖烫金蒂芙尼, 小票也能开周大福的, 蒂芙尼柜上啥样咱配啥样: the thing, the act and the name
stand in one sentence. A name that the goods themselves are sold under is left to papers_offered, and a box
that somebody got where the piece was bought is his to pass on.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_sentences import NAME, BrandSentence, brand_sentences
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place
from nlp.judgement import Span

_PLACES = (Place.TITLE, Place.ATTRIBUTE, Place.SKU, Place.DETAIL, Place.IMAGE, Place.SPEECH)
_CHOSEN = (Place.SKU, Place.ATTRIBUTE, Place.IMAGE)
_NAMES_GOODS = (Place.TITLE, Place.BRAND)

_N = NAME
# 盒装, 盒马 and 袋鼠 are no boxes or bags; 票 alone is 小票 said short, 票房 is not.
_THING = (
    r"(?:(?:首饰|戒指|手镯|项链|包装|空|锦|纸|礼品|红|绿|蓝|橙|黑|白|灰|八角)*(?:盒子|盒|礼盒)(?!装|马|饭)|盒袋|(?:手提|购物|防尘|绒布?|布|纸|灰)?袋子?(?!鼠)"
    r"|丝带|缎带|飘带|吊牌|标签|标牌|价签|条码|小?票(?!房|价|务)|发票|证书卡?|保证书|保证单|保修?卡|质保[单卡]|售后卡|身份卡|编号卡|证书|卡片|小卡"
    r"|协议书?|说明书|小册子|包装)"
)
_SOME = r"[^，。,！!]"
_ACT = (
    r"(?:另?配(?!饰|件|色)|送(?!修|检|洗)|备好|备了|备着|备齐|加购|换成|换上|装进|装好|套上|套好|挂上|补一|补个|补张|任选|可选|可配|可挑|随货|附上?|照打|照做|照配|照样"
    r"|现货|成品|都有|齐全|给[你您]|帮[你您]|夹一起|一套|连号|打出来|打一张|开一张|手写|要哪[个家种]|成箱|论箱|论捆|囤着|管够)"
)
_MARKED = r"(?:印字?|印着|印有|印上|印好|烫金|烫印|烫|压印|压着|压好|压|丝印|热压|热转印|刻着|刻好|刻|贴着|贴上|贴|绣|镭射|喷|现有版|现成版|有版|版[:：])"
_LETTERS = r"(?:字样|印字|字印|款式?字|标识|标志|logo|凤凰标|商标|牌标|标(?!准|签|题|注|价|配|的)|字(?!典|母))"
_PRICED = r"(?:[+＋加补](?:收)?\s?(?:\d|[一二三四五六七八九]?[十百]))"
_LIKE = r"(?:啥样|什么样|怎么样|怎样|咋样|怎么包)"

_IN_ONE_CLAUSE = re.compile(
    "|".join(
        (
            # 送/附/配 + name + box; box + 能开/换成 + name
            rf"(?:另?配|送|可挂|能挂|附赠?|含|加|换成?|补|装进?|套|用|给[你您]|发)(?:一?个|一套|上|的是|的|全套)?{_N}(?:家|柜上|专柜|品牌|原装|正品)?的?{_SOME}{{0,6}}?{_THING}",
            rf"{_THING}{_SOME}{{0,6}}?(?:能|可以?|都?给[你您])?(?:开|打|写|换|配|补|印|做|挂|贴|敲|刻)(?:上|成|一张|个|的是)?{_N}{_SOME}{{0,6}}?的",
            rf"(?:字印|钢印|字头|字)(?:照样)?(?:也|都|能|可以?|给[你您]|照样)*(?:打|刻|敲|做)(?:上|成)?{_N}",
            rf"{_THING}{_SOME}{{0,6}}?(?:有|备了?|存了?){_N}的",
            # the name's letters on the box, or letters of the name to choose from
            rf"(?:{_THING}|盒盖|盒面|袋面|卡面|内衬){_SOME}{{0,8}}?{_MARKED}的?是?{_N}",
            rf"{_MARKED}(?:的是|着|了|的)?{_N}{_SOME}{{0,8}}?(?:{_LETTERS}|{_THING})",
            rf"{_N}{_SOME}{{0,3}}?(?:版式|版型|{_LETTERS}){_SOME}{{0,4}}?(?:现货|可带|可选|任选|可印|可打|都有|齐|现成)",
            rf"{_N}{_SOME}{{0,3}}?(?:印字|烫金|压字)(?:款|版)?",
        )
    )
)
_IN_ONE_SENTENCE = re.compile(
    "|".join(
        (
            # the name's box, and that it is given or made
            rf"{_N}(?:家|柜上|专柜|商场柜|品牌|原装|正品)?(?:的|那个|那种|那套)?{_SOME}{{0,5}}?{_THING}[^。]{{0,14}}?{_ACT}",
            rf"{_N}(?:家|的|那个)?{_SOME}{{0,5}}?{_THING}[^。]{{0,16}}?{_PRICED}",
            rf"{_THING}[^。]{{0,20}}?(?:也是|都是|全是|均是|是|均?按|都?照|均?照着|仿){_N}(?:柜上|专柜|门店|家)?的",
            rf"{_THING}[^。]{{0,20}}?{_N}(?:柜上|专柜|柜台|门店|店里|那边)?{_LIKE}[^。]{{0,4}}?{_LIKE}",
            rf"{_N}(?:柜上|专柜|柜台|门店|店里)?{_LIKE}[^。]{{0,4}}?{_THING}?[^。]{{0,3}}?{_LIKE}",
            rf"(?:{_THING}|字印|钢印|刻字|编号)[^。]{{0,20}}?{_N}[^。]{{0,20}}?(?:现成文件|现成版|成品版|现成模|照刻|照打)",
            rf"{_N}[^。]{{0,16}}?(?:{_THING}|字印|钢印|编号|身份码|弧形字){_SOME}{{0,8}}?(?:现成文件|现成版|成品版|现成模|照刻|照打)",
        )
    )
)
_ALONE = re.compile(rf"(?:^|[，,、+＋ ]){_N}(?:家|专柜|品牌|原装)?的?{_SOME}{{0,3}}?{_THING}(?=$|[，,、+＋ ])")
"""A choice or a clause that is nothing but the name's box."""

_DENIED = re.compile(
    r"[不没无未勿拒]|并非|不是|别(?=[问要找来印])|请先|出示|提供商标|商标证|授权书?(?:来|过来)|抵制|回收|收购|高价收|拒绝"
)
_HARMLESS = re.compile(
    r"不用|不看|不要[^，。]{0,3}(?:授权|商标|出)|不查|不管|不挑|不少|不限|不拍|不含|不单|没区别|没差|没两样|不念|不冒充|认不出|看不出|分不出|没人[^，。]{0,4}(?:看得出|认得出|分得出|知道|会问)"
)
"""不用您出文件, 一张不少: these deny nothing of the papers."""
_KEPT = re.compile(
    r"[买购入]|自用|闲置|戴过|原主|原来的|当年|当时|以前|留下|剩|自己的|柜台给|柜姐给|店里给的|随[^，。]{0,4}发|收纳|收藏|来料|寄来|客人|适用|通用|旧的"
)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the names beside which such a thing is given."""
    goods = {
        c.name
        for c in case.claims((ClaimClass.BRAND,), tags=("official",), polarity=("affirm", "compare"))
        if c.place in _NAMES_GOODS
    }
    spans: list[Span] = []
    sentences = brand_sentences(case, _PLACES, without=("ingredient", "style", "generic", "letter"))
    for sentence in sentences:
        if all(claim.name in goods for claim in sentence.claims) or not _given(sentence):
            continue
        spans += [claim.span for claim in sentence.claims if claim.name not in goods]
    return met_by(spans) if spans else NOT_MET


def _given(sentence: BrandSentence) -> bool:
    text = sentence.text
    if _KEPT.search(text) or _DENIED.search(_HARMLESS.sub("", text)):
        return False
    if _IN_ONE_CLAUSE.search(text) or _IN_ONE_SENTENCE.search(text):
        return True
    return _ALONE.search(text) is not None and sentence.claims[0].place in (*_CHOSEN, Place.DETAIL)
