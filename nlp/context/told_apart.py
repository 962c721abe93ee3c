"""Kinds told of in passing beside goods that are none of them: how a fake looks, what hangs in the other row, what other
links are called, what is here on other days.

A seller of the real thing warns of the fake by name and says how one tells: 染色南红泡一下就掉. The kind opens its clause
and what follows is a mark to know it by; a seller who admits says it of 这个, of 本款, or as a deed.
"""

from __future__ import annotations

import re

from nlp.claim import Claim, ClaimClass
from nlp.judgement import Span

_STOP = "，。！？；,!?;\n"
_IN = rf"[^{_STOP}\s这]"
_CLAUSE = re.compile(rf"[{_STOP}\s]")
_SENTENCE = re.compile(r"[。！？!?\n]")
_END = rf"(?=$|[{_STOP}\s])"

_MARKS = (
    r"(?:死板|呆板|发[飘贼闷蓝假腻木干浮糊白灰暗黄乌]|干净得|均匀得|完美得|太(?:干净|均匀|完美|规整|亮|匀)|气泡|重影|轻飘|手感轻|刺鼻|有股?味|掉色|褪色|"
    r"起皮|浮在|像(?:塑料|玻璃|果冻|糖|紫药水|颜料|油漆)|一(?:泡|擦|烧|烤|刮|划|照|摸|看|敲|晒|洗|闻|掂)[^，。！？；,!?;\n\s]{0,5}?就?(?:掉|褪|化|糊|断|知道|能看|看得|出来|露馅|现形|冒)|"
    r"(?:泡|擦|烧|刮|照|晒|洗|涂|蹭|敲)(?:一下|两下|几下|久了|多了)?就?(?:会)?(?:掉|褪|化|糊|裂|露|冒|变)|声音[闷哑脆]|蜘蛛网|指甲油|卸甲水|洗甲水|酒精|丙酮|热针|放大镜|紫光灯|"
    r"看[^，。！？；,!?;\n\s]{0,6}(?:线|纹|气泡|裂隙)|(?:里面|里头|内部|孔口|裂隙里?|表面|底下)[^，。！？；,!?;\n\s]{0,3}有[^，。！？；,!?;\n\s]{0,6}(?:纹|线|泡|点|圈|光|丝)|分得(?:出|清)|看得出|能分|好分|认得出|一眼假|骗不了|经不起|差得远|差远了|没法比|不能比|比不了|不是一回事|两回事|两码事)"
)
_TOLD = re.compile(rf"^(?!的?{_END}){_IN}{{0,16}}?{_MARKS}")
_UNLIKE = re.compile(
    rf"^{_IN}{{0,10}}?[，,](?:跟|和|与|同)(?:这|咱|我|它|本)[^{_STOP}\s]{{0,8}}?(?:不同|不一样|两样|没得比|没法比|比不了|差远)"
)
"""玻璃仿的绿得发蓝，跟这不同."""
_SORTED_OUT = re.compile(
    rf"^{_IN}{{0,10}}?[，,]?(?:我们?|咱们?|师傅|店里)?(?:都|全|早就|一颗颗|一粒粒){{0,2}}(?:挑|筛|剔|拣|拿|捡|退)(?:出|走|掉|回)去?(?:了|来)?{_END}"
)
_NOT_HERE = re.compile(
    rf"^{_IN}{{0,8}}?[，,](?:我们?|咱们?|本|小)(?:这|家|店|铺|里|儿|屋|摊){{0,3}}(?:里|头)?(?:可|是)?(?:没有|没货|不卖|不做|没卖过|不进|没进过|从不卖|从来不卖|不收)"
    rf"(?:的|这种|这个|这东西|这玩意儿?|它){{0,2}}{_END}"
)
"""马来玉是染色石英，我店没有."""
_NAMED_SO = re.compile(
    rf"^{_IN}{{0,8}}?[，,]?{_IN}{{0,6}}?(?:名字|标题|链接名|品名|商品名|链接)(?:里|上|就|都|也)*(?:写|带|标|叫|注明|有)(?!错|漏)"
)
"""有烧的在名字里写了: those have links of their own."""
_NAMES = re.compile(
    r"(?:名字|标题|链接名|品名|商品名)(?:里|上)?(?:都|也|就|全)*(?:写|带|标|叫|注明)(?:了|着|明|的是)?[“”\"'「《]?$"
)
_ROW = re.compile(
    rf"(?:^|[{_STOP}\s])(?:想{_IN}{{0,6}}?)?(?:看|去|在|到|摆|放|挂)?(?:第?[一二三四五六七八九\d]{{1,2}}(?:号?柜|排|层|盘|号桌)|隔壁{_IN}{{0,4}}?|那边|对面|另外?一(?:排|边|盘|柜|层))"
    rf"(?:全|都|那边|上|里|就|才)*(?:是|卖|放|摆|挂|有|叫)?(?:的)?$"
)
"""便宜的看二排，二排全是培育钻石."""
_LINK = re.compile(
    rf"^{_IN}{{0,3}}?(?:链接|款)(?:还|也|都|已经|早就|暂时)*(?:没上|未上|没挂|没开|卖完|下架|下了|关了|抢完|没了|在[后下前上]面|在[二三四]排)"
)
_SEPARATE = re.compile(
    rf"^{_IN}{{0,3}}?(?:款|的)?(?:我们?家?|本店|店里|咱家?)?(?:也有|有|另有)?[，,]?(?:都)?(?:在)?(?:单独|分开|另外)(?:的)?(?:一个)?(?:货架|柜|放|挂|摆|链接|橱窗|专区|一排|一页)"
)
_OTHER_DAYS = re.compile(rf"(?:平时|平常|往常|通常|一般|以前|从前|往日)[^{_STOP}这]{{0,10}}?$")
_TODAY = re.compile(
    r"^[^。！？!?\n]{0,8}?[，,](?:只有|就)?(?:今天|今晚|今儿|这[个条颗款只件枚次回]|本款)[^。！？!?\n]{0,8}?(?:破例|例外|不是|头一[回次]|难得|特殊|不一样|才)"
)
"""平时我们店全是培育，今天破例."""
_WHENCE = re.compile(rf"(?:哪来|哪有|哪里有|上哪找|去哪找|哪儿来)[^{_STOP}]{{0,8}}?$")
_BOTH = re.compile(
    rf"^的?(?:和|跟|与|同)[^{_STOP}\s这]{{1,10}}?的?[，,]?[^{_STOP}\s这]{{0,8}}?(?:一样|不同|差别|区别|差不多|两样|分不)"
)
"""实验室里长的和地底下长的，成分一样."""
_PASSED_ON = re.compile(r"(?:不要|别|勿|不许|不准|禁止|不能)(?:再)?(?:买|拿|用|把|收)了?[^，。！？；,!?;\n]{0,4}$")
_MIXED_IN = re.compile(rf"^{_IN}{{0,4}}?(?:去|来)?(?:混|冒充|充|当|掺|骗)")
_FAKE = re.compile(r"(?:^|[，。！？；,!?;\n\s])假$")
_THIS = re.compile(r"这|本款|本品|本链接|我们?手|它|主石|石头是|料子是|材质")
_TOPICS = frozenset({ClaimClass.SIMULANT, ClaimClass.TREATMENT, ClaimClass.LAB_GROWN, ClaimClass.COLOURED})
_SAID_OF_KINDS = (_LINK, _SEPARATE, _NAMED_SO, _BOTH, _NOT_HERE, _SORTED_OUT, _UNLIKE)
_MADE = frozenset({"合成的", "人造的", "人工的", "那种", "水热的", "便宜的"})
_REACH = 36


def told_apart(text: str, claim: Claim) -> Span | None:
    """The words that show that an affirmed mention in talk only tells of a kind, if any do."""
    start, end, field = claim.span.start, claim.span.end, claim.span.field
    near = text[max(0, start - _REACH) : start]
    before = _CLAUSE.split(near)[-1]
    sentence = _SENTENCE.split(near)[-1]
    after = text[end : end + _REACH]
    if _THIS.search(before):
        return None
    for led in (_NAMES, _WHENCE, _FAKE):
        if found := led.search(sentence):
            return _before(text, field, start - len(sentence) + found.start(), start)
    if found := _ROW.search(sentence):
        return _before(text, field, start - len(sentence) + found.start(), start)
    if (found := _OTHER_DAYS.search(before)) and _TODAY.match(after):
        return _before(text, field, start - len(before) + found.start(), start)
    if (found := _PASSED_ON.search(before)) and _MIXED_IN.match(after):
        return _before(text, field, start - len(before) + found.start(), start)
    for pattern in _SAID_OF_KINDS:
        if found := pattern.match(after):
            return Span(field, end, end + found.end(), found[0])
    opens = claim.cls in _TOPICS and (len(before) <= 1 or before in _MADE)
    if opens and (found := _TOLD.match(after)):
        return Span(field, end, end + found.end(), found[0])
    return None


def _before(text: str, field: str, first: int, start: int) -> Span:
    return Span(field, first, start, text[first:start])
