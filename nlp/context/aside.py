"""A stone named beside the item in running words: wished for, feared, compared by price, defined, or kept elsewhere.

In Chinese the topic comes first and what is said of it after: 注胶的那种本店不做, 培育钻石我们另设柜台. So the words
after a name decide as often as those before it.
"""

from __future__ import annotations

import re

from nlp.claim import Claim, ClaimClass, Place
from nlp.context.kinds import GEM
from nlp.context.told_apart import told_apart
from nlp.judgement import Span

_STOP = "，。！？；,!?;\n"
_IN = rf"[^{_STOP}\s这]"
_THIS = re.compile(r"这|本款|本品|本链接|我们?手|它")
_CLAUSE = re.compile(rf"[{_STOP}\s]")

_BUYER = (
    r"(?:老板|姐妹|姐姐|妹妹|宝子?|宝宝|宝贝|朋友|家人|大哥|哥哥?|同学|客人|顾客|兄弟|粉丝|先生|女士|小姐|新人|新娘|老铁|铁子|友友|伙伴|小伙伴|"
    r"人|买家|亲|大佬|仙女|阿姨|老师|自己|都|请|可以|就|去|来|别|等|往|看)"
)
_WISHER = re.compile(rf"^{_IN}{{0,6}}?的{_BUYER}")
_WISHES = re.compile(
    rf"(?:问|想要|想买|想看|只要|非要|要|找|喜欢|偏爱|蹲|求|没抢到|没拍到|没买到|纠结|执着|在意|介意|嫌|刷){_IN}{{0,5}}$"
)
_FEARED = re.compile(rf"(?:怕|担心|害怕|不放心|怀疑|提防|防止|防着|避开|避免|踩到|遇到|别买|误买|错买){_IN}{{0,4}}$")
_DEARER = re.compile(
    rf"^[^{_STOP}这本我]{{0,8}}?(?:要|得|贵|翻|差|便宜|卖|动辄|起码|少说|至少|就是|那是)[^{_STOP}这本我]{{0,4}}?"
    r"(?:[十百几两三四五六七八九\d]倍|几十万|十几万|上百万|上万|好几万|[一二三四五六七八九\d]万|几千|一半|零头|一大截)"
)
_KIND_OF = re.compile(rf"^[^{_STOP}\s这]{{0,8}}?那(?:种|类|些|样)")
_WERE_IT = re.compile(rf"^{_IN}{{0,2}}?的话")
_DEFINED = re.compile(
    r"^(?:就|其实|都|一般|本来|本身|本质|那)*(?:是(?:[用拿把由]|一种|指|贝|玻璃|塑料|树脂|人造|人工|机器|工厂|石英|大理|粉末|粉压|压|泡|磨|染|注|酸)"
    r"|是(?:碳|地[下球幔壳]|自然界|世界上|最硬|单质|宝石之王|碳化硅|合金|金属)"
    r"|(?:可|并|又)?不是|不等于|≠|不属于|[、和及跟与][^，。！？；,!?;\n\s]{0,8}?(?:都|可|并)?不是)"
)
_CONTRAST = re.compile(
    r"^[^。！？；!?;\n]{0,24}?[，,\s](?:但|而|可)?(?:我们?|我家|咱们?|你看)?(?:这|本)(?:枚|颗|条|只|款|件|个|品|批|手|串|块|对|支|套)(?:可|就|都|是|里|上|面|完全|根本)*"
    r"(?:没有|[不没](?![瞒骗说多讲怕贵用要想敢装藏管]))"
)
"""压制珀紫光下有块状感，这枚没有: the topic of the first half is what this piece is not."""
_TOPIC_BEFORE = re.compile(
    r"(?:材质|料子|石头|底子|东西|质地|石种|什么料|啥料)(?:嘛|呢|啊|呀|的话|哈|吧|其实)?[，,？?][^，。！？；,!?;\n]{0,8}$"
)
_NAMELY = re.compile(r"[对嗯错确真是为属系这它本主就都其实际用采选写标叫做:：]|材质|石头|底")
_ONLY = re.compile(r"^(?:的|货|哈|啊|哦|呀|嘛|啦|呢|了|料|珠|石|哟){0,3}$")
_OPENS = re.compile(r"(?:^|[，。！？；,!?;\n\s：:、和及跟与])$")
_TAUGHT = frozenset({ClaimClass.TREATMENT, ClaimClass.DIAMOND})
_IMITATIONS = frozenset({"imitation_stone", "composite", "reconstructed", "synthetic"})

_WHERE = r"(?:单独(?:货架|链接|柜台|一柜)|另设|另开|另外开|另有|单独开|专柜|柜台|专区|楼[上下]|[二三四五]楼|分店|二店|小号(?![用是的做镶配])|另一个(?:账号|号|直播间|店|柜)|另一家)"
_KEPT = re.compile(rf"^{_IN}{{0,8}}?{_WHERE}")
_KEPT_BEFORE = re.compile(rf"{_WHERE}{_IN}{{0,6}}$")
_ALSO = re.compile(
    rf"^(?:{_IN}{{0,4}}?(?:我|我们|咱|咱们|店里|家里|小店|本店))?也(?:卖|做|有|收|上|镶|接|进|出)(?:的|过|货|点|一些|哈|啊|哦){{0,2}}(?=$|[{_STOP}\s])"
)

_LATER = re.compile(
    rf"^{_IN}{{0,4}}?[，,]?(?:下次|下回|下批|下周|下个月|过两天|过几天|改天|明天|后天|月底|等){_IN}{{0,5}}?(?:进|到|上架?|拿|有|补|卖|开)(?![次午])"
)
"""那种亮亮的叫锆石，下次进了再上: not here today."""
_NOT_OURS = re.compile(
    rf"^{_IN}{{0,6}}?[，,][跟和与同](?:咱|我|本店|这|它)[^{_STOP}\s]{{0,10}}?(?:没关系|没有关系|无关|两码事|不是一回事|两回事|不沾边|不搭边)"
)
"""机器里长一颗，跟咱这个没关系."""
_RULED_OUT = re.compile(
    rf"^(?:[、和及与]{_IN}{{1,6}}){{0,5}}的?[，, ]{{0,2}}[^{_STOP}]{{0,10}}?(?:排除|未检出|没检出|没查出|检不出|验不出|一样(?:都)?没有|全都?没有|统统没有)(?!我)"
)
_RULED = frozenset("排检查验有")
_AVOIDED = re.compile(
    rf"^(?:的|货|料|东西){{0,2}}[，,]?{_IN}{{0,8}}?(?:(?:千万|可)?别[碰买收要拿]|不要[碰买收]|少碰|不能[碰要收]|碰不得|要不得|躲远点?|绕着走)(?:它|了|啊|为好)?(?=$|[。！？；!?;”\"'」])"
)
"""炉里掰下来的，价再低也别碰: advice on goods that are somebody else's."""
_AVOID = frozenset("别要碰躲绕放扔走退绝")
_COMMENT = r"(?:[，,](?![^，。！？；,!?;\n]{0,6}(?:介意|在意|嫌|接受不|不喜欢|较真|挑剔|强迫|纠结))[^，。！？；,!?;\n这]{1,14}){0,2}"
_SHUNNED = re.compile(
    rf"^(?:的|货|料|东西|那种|字样?|二字|[”\"'」]){{0,4}}{_COMMENT}[，,]?(?:就|都|就都)?(?:千万|一律|统统|直接|赶紧|趁早|立马|马上|一概)?"
    r"(?:别[碰买收要拿]|放下|扔一边|丢一边|扔掉|走人|绕开|绕道走|不能[要碰]|退回去|退了|别下手|躲开|不要[碰买收]|劝退|淘汰)"
    r"(?:它|了|啊|吧|为好)?(?=$|[，。！？；!?;,”\"'」])"
)
"""写“经漂白”的，别买; 边角料压的，纹路乱，别碰: advice may come after a remark."""
_SPURNED = re.compile(
    rf"^(?:的|货|料|东西|那种){{0,3}}{_COMMENT}[，,](?:我店|我|我们|我家|咱|咱们|咱家|本店|小店|店里|这边)(?:这里|这儿|家|自己)?(?:是|都|从来|一概|一律|坚决|绝对|从)*"
    r"(?:挑出去|剔出去|剔掉|扔掉|退回去|(?:不|没)(?:有|做|卖|收|上|进|碰|接|要|镶|玩|拿|敢要|敢碰|过手))(?:的|过|了|啊|它|货)?(?=$|[，。！？；!?;,])"
)
"""边角料压的，花纹像牛奶，我不收."""
_REFUSED = re.compile(r"(?:不卖|不做|不收|不上|不碰|拒绝|杜绝|谢绝|不含|没有|抵制|告别|禁售|不售|不出售|不销售)[:：]")
_NEVER = re.compile(
    rf"^[^{_STOP}这]{{0,14}}?(?:一律|一概|从来|从|都|通通|统统|坚决|绝对|绝|概|本店|本铺|我们家?|咱们?家?|我家?|俺)(?:都|也|从来|一律|一概|坚决)?"
    rf"(?:不|没)(?:做|卖|收|上|进|碰|接|要|镶|玩|拿|出|干|敢|会做|会卖)(?:的|过|了|啊|哈|哦|呢)?(?=$|[{_STOP}\s])"
)
_PIECE = r"(?:颗|枚|条|只|款|件|个|品|批|手|串|块|对|支|套|粒|片|尊|副)"
_OURS = rf"(?:我|我们|我家|咱|咱们|咱家|本店)?(?:手上|手里|这边)?(?:这|本|今天的?这){_PIECE}?"
_HELD_AGAINST = re.compile(
    rf"^[^。！？；!?;\n]{{0,16}}?[，, ]?(?:跟|和|与|同|比起?){_OURS}[^，。！？；,!?;\n]{{0,8}}?"
    r"(?:不一样|不同|没法比|没得比|比不了|比不上|两码事|没关系|不是一回事|差远|差得远|有区别|不搭界|两样)"
)
"""阿富汗料油性差，跟这只没法比: what this piece is measured against is not what it is."""
_DESCRIBED = re.compile(
    rf"^的?(?:货|料|石头|珠子)?(?:没有|没|都|会|一般|通常|里头|里面|看着|摸着|敲着|颜色|净度|手感|油性|光|纹|价)"
    rf"[^，。！？；,!?;\n这]{{1,12}}[，,](?:但|而|可)?{_OURS}(?!价|多少|要|卖|给|送|特|今|拍|也|同样|一样|就是|都是|颜色也)[^，。！？；,!?;\n]{{2,}}"
)
"""水热养的没有花园，|这颗花园一大片: two pieces, each with its own look."""
_PLENTY = re.compile(
    r"^[^，。！？；,!?;\n这]{0,6}[，,](?:市面上?|外面|外头|网上|满大街|到处|行里|别处|市场上?|直播间里?)[^，。！？；,!?;\n这]{0,6}?(?:多的是|都是|多得很|一大把|一抓一把|满是|遍地|不少|多着)"
)
_LESSON = re.compile(
    r"^[^，。！？；,!?;\n这]{0,14}[，,](?:要)?(?:记住|记好|记牢|看清楚|看好了|学着点|懂了吧|懂了吗|分得清吧|这就是区别|这么分|就这么认|背下来)"
)
"""火焰法出来的里头有气泡，记住."""
_GONE = re.compile(
    rf"^[^，。！？；,!?;\n这]{{0,6}}?的那{_PIECE}[^，。！？；,!?;\n]{{0,4}}?(?:已经|早就|早|昨天|上周|前天)?(?:卖|出|赎走|赎回|拍走|走了|不在|给了|被|送走|寄走|退)"
)
"""配LG字头的那枚已经赎走."""
_TEST = re.compile(
    r"^(?:南红|翡翠|玉|水晶|紫晶|珍珠|玛瑙|蜜蜡|琥珀|绿松石?|松石|孔雀石|红宝石?|蓝宝石?|祖母绿|尖晶石?|料|货|珠)?(?:的)?"
    r"(?:干净得|纹(?:路)?(?:死|呆|乱|规|匀)|颜色?(?:死|呆|浮|贼|匀|集中|浓得)|指甲油|酒精|丙酮|棉签|发[贼暗闷]|敲起来|看着(?:假|呆|死)|放大(?:看|镜)|紫光|一[泡擦烧刮]就)"
)
"""染色南红指甲油泡一下就掉: how the adulterated kind behaves, told of the kind."""
_DISPROVED = re.compile(
    r"^[^，。！？；,!?;\n这]{0,4}[，,](?:我)?(?:送检|复检|一测|一查|一检|结果|检出来|证书出来|拿去一?测|拿去一?检)[^，。！？；,!?;\n不]{0,6}?(?:是|为|写)(?:天然|真钻|真的|真珍珠|钻石|翡翠|a货|A货|未见|没有)"
)
"""前主人说是培育的，送检出来是天然."""
_OTHER_TOPICS = (
    _DISPROVED, _GONE, _KIND_OF, _WERE_IT, _DEARER, _KEPT, _ALSO, _CONTRAST, _LATER, _NOT_OURS, _HELD_AGAINST, _DESCRIBED, _PLENTY, _LESSON,
)  # fmt: skip
_TOPIC = re.compile("|".join(f"(?:{said.pattern})" for said in _OTHER_TOPICS))
"""What is said of a topic that is not the item, right after its name."""
_SENTENCE = re.compile(r"[。！？；\n]")
_REACH = 24
"""Characters on either side of a mention that are looked at."""
_FURTHER = 44
_OWN_DEED = re.compile(r"(?:这|本)(?:颗|枚|条|只|款|件|个|品|批|手|串|块|对|粒|片|些)[^，。！？；,!?;\n]{0,8}$")
_LIST = 60
"""Characters that a list of refusals may take up."""


def aside(text: str, claim: Claim) -> Span | None:
    """The words that show that an affirmed mention in running text is not said of the item, if any do."""
    if claim.cls not in GEM:
        return None
    start, end, field = claim.span.start, claim.span.end, claim.span.field
    after = text[end : end + _REACH]
    first = start
    while first > max(0, start - _REACH) and not ((char := text[first - 1]) in _STOP or char.isspace()):
        first -= 1
    before = text[first:start]
    if before and _THIS.search(before):
        return None
    # 问培育的老板: the known word may be 培育的 itself.
    own_de = text[end - 1 : end] == "的"
    if before and _WISHES.search(before) and (buyer := _WISHER.match("的" + after if own_de else after)):
        return Span(field, end, end + buyer.end() - own_de, after[: buyer.end() - own_de])
    if before and (found := _FEARED.search(before) or _KEPT_BEFORE.search(before)):
        first = start - len(before) + found.start()
        return Span(field, first, start, text[first:start])
    if found := _TOPIC.match(after):
        return Span(field, end, end + found.end(), found[0])
    opens = _OPENS.search(text[max(0, start - 1) : start]) is not None
    if opens and claim.cls in (ClaimClass.TREATMENT, ClaimClass.COLOURED) and (found := _TEST.match(after)):
        return Span(field, end, end + found.end(), found[0])
    taught = claim.cls in _TAUGHT or not claim.tags.isdisjoint(_IMITATIONS)
    # 贝珠是贝壳粉压的, 阿富汗玉不是和田玉: a bare name that opens its clause and is defined there is taught, not sold.
    if taught and opens and (found := _DEFINED.match(after)):
        return Span(field, end, end + found.end(), found[0])
    noun = "slang" in claim.tags or "imitation_stone" in claim.tags
    if noun and claim.place is Place.SPEECH and not _NAMELY.search(before) and not _answers_what(text, start, after):
        # B货滚一边去: a trade word in talk is said of the item only where something is said to be so.
        return claim.span if before or not _ONLY.match(_CLAUSE.split(after, maxsplit=1)[0]) else None
    return told_apart(text, claim) if claim.place in (Place.DETAIL, Place.SPEECH) else None


def _answers_what(text: str, start: int, after: str) -> bool:
    """材质嘛，老板说石英岩这一批: asked of the piece a clause before, and said of this lot."""
    return after.startswith("这") and _TOPIC_BEFORE.search(text, 0, start) is not None


def refused_by(text: str, claim: Claim) -> Span | None:
    """我们不卖：锆石 莫桑石 玻璃, and the topic of a refusal: 注胶的一律不做."""
    end, field = claim.span.end, claim.span.field
    before = text[max(0, claim.span.start - _LIST) : claim.span.start]
    if (":" in before or "：" in before) and (found := _REFUSED.search(before := _SENTENCE.split(before)[-1])):
        first = claim.span.start - len(before) + found.start()
        return Span(field, first, first + len(found[0]), found[0])
    after = text[end : end + _REACH]
    ruled_out = _NEVER.match(after) if "不" in after or "没" in after else None
    if ruled_out is None and not _RULED.isdisjoint(after):
        ruled_out = _RULED_OUT.match(after)
    if ruled_out is not None:
        return Span(field, end, end + ruled_out.end(), ruled_out[0])
    # Who is told not to mind it is told that it is so: 注胶的，介意别拍.
    minded = claim.cls in (ClaimClass.TREATMENT, ClaimClass.COLOURED, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)
    further = text[end : end + _FURTHER] if minded else ""
    if "不" in further or "没" in further:
        found = _SPURNED.match(further)
        if found is not None and not _OWN_DEED.search(before):
            return Span(field, end, end + found.end(), found[0])
    if not _AVOID.isdisjoint(further) and (found := _SHUNNED.match(further)) and not _OWN_DEED.search(before):
        return Span(field, end, end + found.end(), found[0])
    if not _AVOID.isdisjoint(after) and (found := _AVOIDED.match(after)):
        return Span(field, end, end + found.end(), found[0])
    return None
