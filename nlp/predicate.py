"""Is a stone, a treatment or a copy that running talk names said of this item?

A host talks for hours of stones that he does not sell: what others bring, what the next link has, what a viewer
asked, how kinds differ. Where the loud fields have settled what the goods are, a word of talk stands against
them only as a listener would take it: when its clause points at this item and says it is that, when the clause
has no subject but the item, or when it is nothing but the word. Everything else is talk.
"""

from __future__ import annotations

import re

_END = re.compile(r"[，。；！？!?;,\n…]|\s{2,}")
_BREATH = 24
_LEADS = 5
"""Characters before 这颗 in which somebody else asks or supposes."""
_ASKED = re.compile(r"有人|别人|人家|问|说是|以为|当成|当作|要是|如果|假如|万一|想|谁")

# 这颗是, 本款用的, 主石为: what is pointed at, and at most a few characters to the word.
_THIS = r"(?:这|(?<![基根原成日版样资书])本|此|(?<!应)该|咱|手里|手上|图上|链接|它|我家|我们家|俺|咱家)"
_IS = r"(?:是|为|属于?|系|就|都|全|用|镶|做|打|出|采用|选用|讲|叫|标|写)"
_POINTED = (
    rf"{_THIS}[^，。；！？]{{0,7}}?{_IS}[^，。；！？]{{0,5}}$"
    r"|(?:拍到|收到|到手|发|卖|寄)的(?:就|都)?(?:是|为)[^，。；！？]{0,3}$"
    rf"|{_THIS}(?:颗|个|款|只|枚|条|件|批|串|块|对|石头|钻)?$"
)
_LABEL = (
    r"(?:主石|副石|配石|材质|石头|石料|石材|宝石|主钻|镶嵌|镶的|镶了|正中|当中|中心|中间|产地|来源|单子|证书|报告|国检|检测|吊牌|标签|珠子|料子|料|底料|底子|结论|腰码|腰棱|面上|背面|底下|里头|里面|皮色|颜色|实物)"
    r"[^，。；！？]{0,6}?(?:是|为|用|系|属|写|打|有|[:：])?[^，。；！？]{0,3}$"
)
_POINTS = re.compile(f"{_POINTED}|{_LABEL}|镶嵌?了?$")
_POINTER = re.compile(_THIS)
_NAMED_AFTER = re.compile(r"(?:石|钻)?(?:主石|材质|质地|镶嵌|制成|做的|戒面|主钻)")
# 前两档为|培育, 我们的钻是|CVD的, 换成|莫桑的: what stands before the copula is the subject, unless it is general.
_EQUATED = re.compile(r"(.{1,3})?(是|为|属于)(?:一?颗|[“\"「]|在|被|用|拿|从)?$")
# 满大街都是, 十家有九家是, LGD全称就是: the trade at large, or a word that is explained.
_AT_LARGE = re.compile(
    r"满大街|满世界|满屏|满街|遍地|到处|网上|线上|直播间|主播|商家|卖家|店家|摊子|摊位|平台|柜台|[一二三四五六七八九十百几多\d](?:家|成|个里|颗里|个店)"
    r"|多半|多数|大部分|大多|往往|通常|一半|全称|简称|缩写|俗称|学名|英文|中文|翻译|意思|叫法|有可能|可能$|未必|不一定"
)
_LATIN = re.compile(r"(?<![\da-zA-Z.])[a-zA-Z]{2,}\)?$")
"""lab grown|是培育钻石 explains a foreign word."""
_NAMES_A_KIND = re.compile(r"的(?:就|都|才|一般|多半|基本|肯定|也)*(?:是|为|叫|属于)")
_ADVERBS = re.compile(r"(?:都|全|就|才|也|又|多|基本|基本上|一般|一律|其实|肯定|当然|准|那|绝对|自然|应该|八成)+$")
# 便宜的是, 闪得发白的是, 带LG的就是: whatever is so; but 镶的是, 我们的是, 边上的是, 白的是 are of the piece at hand.
_KIND_OF = re.compile(r"[^，。；！？]{1,}的$")
_AT_HAND = re.compile(
    r"(?:发|卖|寄|用|镶|配|嵌|做|选|拍|收|戴|给|拿|讲|看|买|写|打|标|刻|印|检|测|验|出|到手|手里|手上|我们?|咱们?|我?家|店|自己|本|这[^，。]{0,4})(?:到|了|着)?的$"
    r"|(?:^|[和与跟、]|上面|那些?|剩下|其余)(?:白|红|蓝|绿|黄|粉|紫|黑|小|大|碎|圆|方|[大小]颗|[白红蓝绿黄粉紫黑]色|[边上中里外旁正]{1,2}[边上圈头面间]?|两边|两侧|周围|四周|围|旁边|中间|当中)(?:那颗|那些|那圈)?的$"
)
# 腰码带LG的就是, 证书写天然的才是: a label that is narrowed down speaks of all that bear it.
_NARROWED = re.compile(
    r"(?:带|有|写|打|标|刻|印|没|不)(?![着了过]?的)[^，。的]{1,8}的(?:就|都|才|一般|多半|基本|肯定|也)*(?:是|为)[^，。]{0,3}$"
)
_BECAME = re.compile(r"(?:换成|改成|做成|换的|配的)了?$")
# 其实是, 就是, 说白了: a clause without a subject speaks of what is on the table.
_NO_SUBJECT = re.compile(
    r"^(?:(?:其实|实话|说白了|实际上?|实则|老实说?|坦白|对|嗯|没错|不瞒|我也不瞒|就|都|全|也|真|本来|确实|当然|反正|肯定|严格来说|本质|悄悄说|小声说|跟你们?说|告诉你们?|它)[，,]?)*"
    r"(?:(?:是|为|属|系|叫|用的?|采用|选用|使用|做的?|镶的?)(?:一颗|一粒|一个|那种|我们|个|颗|的是|的)?)?$"
)
_CLOSED = re.compile(
    r"^(?:石|钻|石头|结晶|形成|产物|馈赠|[d-nD-N]色|[Vv]{1,2}[Ss]\d?|\d+(?:\.\d+)?(?:ct|克拉|分|mm|毫米)|[一1]颗|材质|制|做的|仿的|镶嵌|产|货|级|款|版|的|哈|啊|哦|呢|啦|嘛|呀|嗷|噢|出|出品|来的|而已|罢了|出来的?|过的?|了|没错|生长|长的|里|姐妹们?|家人们?|宝宝们?|老铁|[.~～。)）\"”]){0,3}$"
)
_OTHERS = re.compile(
    r"有人|有的|有些|有位|有姐|有哥|别人|人家|别家|隔壁|(?<![面顶身边层])上一|下一|前一|后一|(?<![大小粗细圆方长短深浅宽窄]的)那(?:个|条|款|只)|那年|那时|以前|当年|早年|左边|左手|右边|朋友|客人|客户|顾客|老客|粉丝|闺蜜|同行"
    r"|弹幕|公屏|私信|问|说是|以为|当成|当作|要是|如果|假如|万一|(?<!理)想|要买|买|卖|收(?!藏)|(?<!先)进(?![口行])|拿|换|找|比|跟|和|与|像|不如|区别|差价|市面|市场|行业|很多|好多|大家|谁|哪|什么|怎么|为什么|能不能|可不可以"
    r"|您|你|预算|送检|真的那种|所谓|叫做|行情|一般|通常|有时|另外|另有|不做|不收|不卖|不进|不碰|没有|不会|不推|从不"
)
_ELSEWHERE = re.compile(
    r"有人|(?:一|哪|那)位|昨天|前几天|前天|每个月|每天都|有的人|别人|人家|别家|隔壁|私信|弹幕|公屏|另外|另有|(?<![面顶身边层])上一|下一|以前|当年"
)
_DEFINED = re.compile(
    r"^(?:我|我们|本店|咱)?(?:不会|不做|不接|做不了|收过)|^(?:石|料|货|的|店的?|柜台?)?(?:不收|老板|客人|给不起|是什么|长啥样|长什么样|啥样|怎么|什么是|我另|另有|另外)"
)
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_SENTENCE = 40
"""Characters before and after a word in which its sentence is read."""
# 市面上三种, 怎么分辨: a sentence that opens so tells of a trade, not of a piece.
_TRADE = re.compile(
    r"市面|市场上|行业里|别处|别的地方|外面(?:卖|买|那|很多)|同行|隔壁|十个里|(?:怎么|如何|咋)(?:看|分|辨|认|区分|鉴别|识别|判断)"
    r"|分辨|辨别|识别|鉴别方法|小心|当心|警惕|提防|(?:要|会|怎么|学着?|教你们?|得)认(?![真为可证购识账准])"
)
# 对照用的, 买的道具: a piece that is shown beside the goods and is not sold.
_PROP = re.compile(r"对照|比对|道具|教学|教具|样品|样石|标本|教材|比给|来给?(?:大家|你们?|您)?(?:对?比|看区别)")
# 上个月客人拿来一颗，说是真钻，一测是碳化硅: a tale of what somebody brought is of that piece to its end.
_TALE = re.compile(
    r"(?:客人|顾客|粉丝|有人|朋友|同行|大姐|阿姨|姐姐?|同事|闺蜜|邻居)[^，。！？；]{0,5}(?:拿|带|寄|送|抱|捧)(?:来|过来|给我|到)"
)
_KEPT_ELSEWHERE = re.compile(
    r"^的?[^，。；！？]{0,3}?(?:在(?:那|隔壁|另|别|下|上|[\d一二三四五六七八九十]+号)|我(?:这里?|手里|桌上|们)?(?:也|另|还)?(?:有|拿)|那(?:是|个|颗|条|串|种|些)|另(?:一|外|有))"
)
_GENERIC_AFTER = re.compile(
    r"^(?:石|钻|石头|戒|镯|表|珠|蛋面|货|款|版|线|厂|的)*"
    r"(?:是什么|什么|也|都|会|能|可|多|要|不收|不卖|没|卖|你|您|我们?另|我另|另外|就是(?!我)|便宜|贵|一般|通常|同样|比|跟|和|与|怕|火彩|价格|两|三|多少|区别|看|店|那档|那个|那款|出门|去|时代|市场|话)"
)


def said_of_this_item(text: str, start: int, end: int, *, verb: bool = False) -> bool:
    """Whether the word at [start, end) of a running text is said of the item on sale.

    ``verb``: the word itself says what was done (染过色, 机器里长出来的); without another subject it is said of
    the item. Looks at one clause: time does not grow with the text.
    """
    before, after = _clause(text, start, end)
    if _NAMES_A_KIND.match(after) and _POINTER.search(before) is None:
        return False
    if _POINTS.search(before):
        return not _led_by_others(before) and (_POINTER.search(before) is not None or not _of_a_kind(before))
    # 合成不合成的，戴起来一样: whether or not it is, is asked of this item.
    whether = before.endswith(text[start:end].removesuffix("的") + "不")
    if whether or _BECAME.search(before) or _NAMED_AFTER.match(after):
        return True
    if _OTHERS.search(before) or _of_a_kind(before):
        return False
    if _TALE.search(_sentence(text, start, end)[0]):
        return False
    equated = _EQUATED.search(before)
    if verb or (equated is not None and not _takes_back(equated[1] or "", text[start:end])):
        return True
    if _GENERIC_AFTER.match(after):
        return False
    return _NO_SUBJECT.match(before) is not None and _CLOSED.match(after) is not None


def said_of_others(text: str, start: int, end: int) -> bool:
    """Whether the clause itself names other goods, people or kinds: 隔壁那个染过色, B货是什么, 有人拿注胶的来换.

    The weaker question, for words that are said of the item wherever nothing else is spoken of.
    """
    before, after = _clause(text, start, end)
    return _ELSEWHERE.search(before) is not None or _DEFINED.match(after) is not None


def said_of_other_stones(text: str, start: int, end: int) -> bool:
    """Whether the clause or its sentence speaks of other stones: 怎么看染色, 对照用的是贝珠, 注胶的在那边.

    Of stones and treatments only: what is held beside a brand's piece was copied from it.
    """
    if said_of_others(text, start, end):
        return True
    before, after = _clause(text, start, end)
    led, follows = _sentence(text, start, end)
    if _PROP.search(led) or _PROP.search(follows):
        return True
    pointed = _POINTER.search(before) is not None
    return not pointed and (
        _TRADE.search(led) is not None or _of_a_kind(before) or _KEPT_ELSEWHERE.match(after) is not None
    )


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after the word in its clause."""
    before = _END.split(text[max(0, start - _BREATH) : start])[-1].strip(" ")
    return before, _END.split(text[end : end + _BREATH], maxsplit=1)[0]


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after the word in its sentence."""
    led = _SENTENCE_END.split(text[max(0, start - _SENTENCE) : start])[-1]
    return led, _SENTENCE_END.split(text[end : end + _SENTENCE], maxsplit=1)[0]


def _led_by_others(before: str) -> bool:
    """有人问这颗是不是: who asks, tells or supposes comes before the pointing and takes it away."""
    last = max((m.start() for m in _POINTER.finditer(before)), default=len(before))
    return _ASKED.search(before, max(0, last - _LEADS), last) is not None


def _of_a_kind(before: str) -> bool:
    """便宜的是, 满大街都是, LGD全称就是: the subject is a kind of stones, the trade or a word, and no piece."""
    if _AT_LARGE.search(before) or _NARROWED.search(before):
        return True
    equated = _EQUATED.search(before)
    if equated is None:
        return False
    subject = _ADVERBS.sub("", before[: equated.start(2)])
    if _LATIN.search(subject):
        return True
    return _KIND_OF.search(subject) is not None and _AT_HAND.search(subject) is None


def _takes_back(subject: str, word: str) -> bool:
    """不是, 还是, 才是, and 钻石是钻石, which says nothing."""
    denied = subject.endswith(tuple("还才若便像似该算")) or any(char in subject for char in "不没未非")
    return denied or (bool(subject) and subject in word)
