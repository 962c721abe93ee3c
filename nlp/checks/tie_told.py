"""A tie to a brand told in running words: whose agent, workshop or branch the seller is, or where the goods come from.

我们就是卡地亚在国内的总代, 给宝格丽代工的原班人马, 老铺的葫芦就是我们车间出的, 与蒂芙尼联合监制, 挂上牌就是周大福.
Agents and authorised shops are a tie with brands that have none; of brands that have dealers only insiders' talk counts
(代工, 同厂, 子公司, 挂牌). Denials, questions, neighbours and old times tell of no tie.
"""

from __future__ import annotations

import re

from nlp.answer import NOT_MET, Answer, met_by
from nlp.brand_sentences import NAME, brand_sentences
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.checks.authorised import may_sell
from nlp.claim import ClaimClass, Place
from nlp.disowned import disowned
from nlp.judgement import Span

_PLACES = (Place.TITLE, Place.DETAIL, Place.SPEECH, Place.IMAGE)
_N = NAME
_ON_SHOW = (Place.TITLE, Place.BRAND, Place.SHOP, Place.ROOM)
_WE = r"(?:我们|咱们?|我家|本店|本厂|我厂|俺们?|我)"
_WORKS = r"(?:代工|贴牌|供货|供料|做货|干活|打工|加工|生产|出货|起版|开版|做版|做[^，。]{0,5}[活单])"
_OURS = r"(?:炉子|车间|厂|工厂|作坊|工坊|流水线|产线|师傅|档口|这边|班组)"
_SAME = r"(?:同一?(?:个|条|家|批|套)?|一个|一条|一家|一套)(?:工?厂|车间|产线|生产线|流水线|线(?!上|下)|师傅|班子|班组|模|供应商|供应链|供货商|老板|东家|炉子|律师|设计师)"
_SHOP_FLOOR = r"(?:车间|厂|工坊|版房|作坊|柜|门店|总部|产线)"
_THE_SAME = r"(?:同一批|同批|一个样|一样的|顺出来|带出来|捎出来|就是(?:我|咱)|柜上[^。]{0,6}(?:我|咱)|下班[^。]{0,4}(?:做|打|出))"
_GIVEN_UP = r"(?:撤柜|撤店|关店|闭店|清柜|换址|调场|停业)"
_HANDED = r"(?:让给|匀给|打包给|整盘|盘给|转给|分给|吃下|接手|接过来|漏给|放给|批给|留给我|余下的|剩下的)"
_INSIDER = re.compile(
    "|".join(
        (
            rf"{_WE}[^，。]{{0,6}}(?:就?是|算|属于|作为)[^，。]{{0,4}}{_N}[^，。]{{0,8}}(?:代工|旗下|子公司|分公司|内部|工厂|车间|供应商|原班|班底)",
            rf"(?:给|替|帮|为){_N}[^，。]{{0,8}}{_WORKS}",
            rf"{_N}[^，。]{{0,12}}(?:就是|也是|都是|全是|其实是|是)(?:从)?{_WE}[^，。]{{0,4}}{_OURS}[^，。]{{0,4}}(?:出|做|打|产|供|下来|流)",
            rf"(?:与|和|跟|同){_N}[^，。]{{0,10}}(?:{_SAME}|同厂|同产线|联合监制|联合出品|联合开发)",
            rf"{_N}[^，。]{{0,4}}(?:旗下|的?子公司|副线|子品牌|兄弟品牌|姐妹品牌|姊妹品牌)",
            rf"(?:挂|贴|换|打)[^，。]{{0,3}}(?:牌子?|标|吊牌|字印)[^，。]{{0,4}}(?:就是|即是|等于|就成){_N}",
            rf"(?:门头|招牌|吊牌|店招)(?:可以?|能|都)?挂{_N}|当{_N}(?:的)?(?:戴|卖|送)",
            rf"{_WE}[^，。]{{0,4}}(?:也管|管着|负责|管)[^，。]{{0,3}}{_N}[^，。]{{0,8}}(?:区|业务|官方|货)",
            rf"在{_N}[^，。]{{0,6}}(?:站柜|上班|当柜|做柜|做店长)[^。]{{0,12}}(?:内部|员工价|员工折|内购|名额)",
            rf"{_N}[^，。]{{0,10}}(?:内部员工|内部人|员工|柜姐|匠人|师傅)[^，。]{{0,4}}(?:放出|流出|带出|拿出|私活|渠道)",
            rf"{_N}(?:厂|工厂|车间)里?(?:出来|流出|拿出|下来)",
            rf"在{_N}[^，。]{{0,6}}{_SHOP_FLOOR}[^，。]{{0,6}}(?:当班|当着班|上班|上着班|在岗|坐班|干活|打工|做工|干着)[^。]{{0,24}}{_THE_SAME}",
            rf"{_N}[^，。]{{0,4}}的?(?:模具|模子|钢模|图纸|工单|版子)[^，。]{{0,6}}在(?:我们?|咱们?)[^，。]{{0,4}}(?:手|厂|这|车间|仓)",
            rf"(?:接|做|跑|出)过?{_N}的?(?:外单|订单|大货|单子)的?(?:厂|车间|师傅|班子|线)",
            rf"(?:前|原|离职的?){_N}(?:的)?(?:老?师傅|老?工匠|金匠|版师|员工|设计师|匠人|班底|团队)",
            rf"是{_N}[^，。]{{0,4}}(?:工坊|工厂|车间|作坊|总店|柜台)[^，。]{{0,5}}(?:出货口|出口|窗口|分部|外发|外销|直出|门市)",
            rf"(?:少了?|没有?|不打|不贴|省了?)[^，。]{{0,2}}{_N}[^，。]{{0,3}}(?:那个)?(?:标|牌子|吊牌|logo)[^。]{{0,8}}(?:其[他它]|别的|料|工|什么)[^，。]{{0,4}}(?:一样|都一样|全一样)",
        )
    )
)
_AGENT = re.compile(
    "|".join(
        (
            rf"{_WE}[^，。]{{0,6}}(?:就?是|算|属于|作为)[^，。]{{0,4}}{_N}[^，。]{{0,8}}(?:授权|总代|代理|经销|签约|直营|官方|加盟|指定|特约|专柜)",
            rf"(?:经|获得?|得到|拿到|取得|有){_N}[^，。]{{0,6}}(?:官方)?授权",
            rf"{_N}(?:在|的|品牌|官方)?(?:中国区?|大中华区?|亚太区?|国内|全国|华[东南北中]区?)?(?:的|官方|品牌)?(?:签约|特约|指定|总代理?|一级代理|授权)(?:工坊|工厂|供应|渠道|经销|代理|合作|销售|网点|店|商)?",
            rf"{_N}[^，。]{{0,4}}(?:品牌|官方)授权我们",
        )
    )
)
_SMUGGLED = re.compile(
    rf"在{_N}[^，。]{{0,4}}(?:厂|工厂|车间|仓库|库房|专柜|柜台|店)里?[^。]{{0,16}}(?:带|拿|弄|顺|流|匀|捎)[^。]{{0,4}}(?:出来|出几|给我|给你)"
    rf"|{_N}[^，。]{{0,8}}{_GIVEN_UP}[^。]{{0,24}}{_HANDED}"
    rf"|{_N}[^。]{{0,14}}(?:柜长|柜姐|店长|督导|经理|库管|仓管|采购)[^，。]{{0,8}}{_HANDED}"
)
"""Somebody inside takes goods out, or a counter that closes leaves them to the seller: a friend there is the tie itself."""
_CONTRAST = re.compile(r"(?:不(?:算|是)|并非)[^，。]{1,8}，(?=就?是)")
"""不算加盟店，是…的出货口: what it is not only says what it is."""
_NO_TIE = re.compile(
    r"不是|没有?|并?非(?!遗)|未曾?|从不|不属|不算|不代|无(?!疑)|吗|是不是|难道|谁说|[问说传]我|隔壁|对面|楼[上下]|旁边|朋友|老公|老婆|同学|以前|从前|曾经|之前"
    r"|维修|回收|抛光|养护|保养|检测|鉴定|二手|中古"
)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters; who sells in own shops alone stands in books/brands.yml."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (frozenset({ClaimClass.BRAND}),)


def answer(params: Params, case: Case) -> Answer:
    """Met by the names of brands, not the seller's to sell, beside which a tie is told."""
    spans: list[Span] = []
    sentences = brand_sentences(case, _PLACES, without=("ingredient", "style", "generic", "ambiguous"))
    for sentence in sentences:
        claims = [claim for claim in sentence.claims if may_sell(claim.name, case) is None]
        if not claims:
            continue
        own_shops = any((row := case.brands.row(c.name, case.on)) is not None and row.own_shops for c in claims)
        told = _SMUGGLED.search(sentence.text) is not None or _tied(_INSIDER, sentence.text)
        if told or (own_shops and _tied(_AGENT, sentence.text)):
            spans += [claim.span for claim in claims]
    if not spans and (admitted := disowned(case)) is not None:
        # A brand on the shop or the goods that the seller takes back in the next breath was borrowed.
        borrowed = case.claims(
            (ClaimClass.BRAND,), tags=("official",), without=("ingredient",), places=_ON_SHOW, targets=()
        )
        spans = [claim.span for claim in borrowed]
        spans += [admitted] if spans else []
    return met_by(spans) if spans else NOT_MET


def _tied(pattern: re.Pattern[str], text: str) -> bool:
    said = _CONTRAST.sub("", text)
    return any(not _NO_TIE.search(said, max(0, found.start() - 6), found.end() + 3) for found in pattern.finditer(said))
