"""What a live room says beside one item: the last link, the next one, what buyers ask for, charts that hang beside every link.

A room speaks of a whole shelf while one listing is looked at, and its pictures carry the same posters under
every link. What is said of another piece, of what somebody wishes for, or in a chart of several kinds
is moved to the target ``other``; what a list of refusals names is denied.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from nlp.claim import Claim, ClaimClass, Place, Polarity, Target
from nlp.context.aside import aside, refused_by
from nlp.context.at_large import at_large
from nlp.context.charts import charts
from nlp.context.kinds import GEM
from nlp.context.sides import set_beside
from nlp.judgement import Span

_MOVED = GEM | {ClaimClass.BRAND, ClaimClass.IMITATION, ClaimClass.DESIGN, ClaimClass.JEWELLERY}
_LEANED_ON = frozenset({ClaimClass.BRAND, ClaimClass.IMITATION, ClaimClass.DESIGN})
_SAID_IN = frozenset({Place.DETAIL, Place.SPEECH, Place.IMAGE})
_ITEM = frozenset({Target.MAIN, Target.WHOLE})
_TALK = (Place.DETAIL, Place.SPEECH)

_PIECE = r"(?:个|条|款|件|只|枚|颗|对|单|波|轮|手|串|块|支|套|批|位|号|格|盘|课|场|张|片|朵|包|袋|盒|家|期|拨|粒|根|把)"
_STOP = "，。！？；,!?;\n"
_START = rf"(?:^|(?<=[{_STOP}\s]))"
_THEN = r"(?:刚才|刚刚|刚|方才|之前|先前|早先|前面|后面|上面|下面|前头|后头|昨天|昨晚|前天|前两天|上周|上回|上次|那天)"
_SOON = r"(?:等一?下|等会儿?|待会儿?|一会儿?|晚点|晚些|稍后|过会儿?|回头|下播[前后]?|(?:\d{1,2}|[一二三四五六七八九十]{1,2})点半?|明天|明晚|后天|下场)"
_OPENERS = "上下前后刚方之先早昨那等待一晚稍过回明二三四五六七八九十主模摄有客顾粉购小橱同"
"""What every pointer begins with, beside figures: most characters of a text are none of these, and asked no more."""
_OFFERED = r"(?:上|讲|开|放|播|拆|返场|有|安排|过|镶|修|拍|看|聊|说|抽|送|做|介绍)"
_POINTER = re.compile(
    rf"(?=[{_OPENERS}\d])(?:"
    # 上一条, 下一颗, 上个链接; after 给大家 or 再 the same 上 means to put on show
    rf"(?:{_START}|(?<=[跟和与同比像较是刚才在等]))[上下前后](?:一|两|几)?{_PIECE}(?!月|星期|礼拜|周|世纪|年|步|档)"
    rf"|下(?:一|两|几){_PIECE}(?<!单)(?!步|档)"
    # 前面那颗, 刚才卖的那条, 昨天讲过的
    rf"|{_THEN}[^{_STOP}\s这]{{0,5}}?那{_PIECE}?"
    rf"|{_THEN}(?:卖|秒|抢|拍|下架|讲|上)(?:完|掉|走|光|过|架)?的"
    # 待会儿八点上, 等下返场
    rf"|{_SOON}[^{_STOP}\s这]{{0,6}}?{_OFFERED}"
    r"|(?:主播|模特|摄影师?)(?:身上|手上|脖子上|耳朵上|自己)?(?:戴|佩戴)的"
    # 有个客人寄来的, 粉丝那枚: whose piece it is
    r"|有(?:一?个|一?位|些)?(?:客人|顾客|粉丝|姐妹|大哥|大姐|朋友|新娘|先生|阿姨)[^，。！？；,!?;\n\s这]{0,6}?(?:寄|带|拿|买|戴|送|收|拍)(?:来|到|过|着|了|的)+"
    r"|(?:客人|顾客|粉丝)(?:自己|手上|手里)?的那?"
    # 购物车第五个是, 一起挂的还有
    r"|(?:购物车|小黄车|橱窗)(?:里)?(?:第?[\d一二三四五六七八九十]{1,2}(?:个|号|款|件|条)|还有|另有|里那)"
    r"|(?:一起|一块|同场|同时)(?:挂|卖|上|播)(?:的|着)(?:还有|另有)?)"
)
_THAT = re.compile(
    # 那种, 那是: but 四千六那个 is one of this link's own sizes, 中间那颗 a part of this piece
    rf"那(?:(?<![\d.元块一二三四五六七八九十零两百千万分寸号圈拉间上下边面旁左右大小头主副后里中心戒圈内外宜贵价]那)(?<![大小粗细圆方长短深浅宽窄]的那)(?:种|类|颗|条|枚|只|款|对|批|串|家)"
    rf"|(?:(?<=^那)|(?<=[{_STOP}\s]那))(?:(?:个|些)?(?:都|可)?是|些(?!白|小|碎|圆))"
    # 那边是钻，咱这边是锆
    rf"|(?:(?<=^那)|(?<=[{_STOP}：:、\s]那))(?:边|头|堆|位)(?:的|摆的|放的|都|可|才)?(?:是|叫|为|躺))"
)
_MEASURED = frozenset("跟和与同比像较")
"""跟上一条不同: what is measured against another piece speaks of it up to the next comma only."""
_BACK = re.compile(
    r"[，,](?:而|就|都|全|可|其实)?是|这|咱(?:家|边|们)?的|本款|本品|本链接|今天|今晚|我们|咱|现在|一样|也是|都是|也一?样|同样|同一|其实|换成"
)
_LED = 8
"""Characters before a pointer in which it is measured against something: 跟我老婆|那只."""
_CLAUSE = re.compile(r"[，。！？；,!?;\n\s]")
_CARRIES = 60
"""Characters after which a pointer is forgotten, whatever stands between."""
_SENTENCE = re.compile(r"[。！？；!?;\n]")


def of_other_items(claims: list[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """``claims`` with those moved that speak of another item of the room, or of none. Order and number stay."""
    pictured = any(claim.place is Place.IMAGE for claim in claims)
    shown = charts(claims, texts) if pictured else {}
    beside = set_beside(claims, texts) if pictured else {}
    pointed: dict[tuple[str, bool], Sequence[tuple[int, int, int]]] = {}
    moved = []
    listed: tuple[str, int, Span] | None = None
    for claim in claims:
        if listed is not None and claim.span.field == listed[0] and claim.span.start < listed[1]:
            if claim.affirmed and claim.cls in _LEANED_ON:
                claim = replace(claim, polarity=Polarity.NEGATE, cue=listed[2])
        elif claim.cls in _MOVED and claim.target in _ITEM and claim.place in _SAID_IN:
            text = texts[claim.span.field]
            cue = shown.get(claim.span.field) or beside.get((claim.span.field, claim.span.start))
            if cue is not None:
                claim = replace(claim, target=Target.OTHER, cue=cue)
            elif claim.affirmed and (refused := refused_by(text, claim)) is not None:
                claim = replace(claim, polarity=Polarity.NEGATE, cue=refused)
                listed = _listed_after(text, claim, refused)
            else:
                # 照着法国那家做: what is copied always points elsewhere.
                key = (claim.span.field, claim.cls in GEM)
                if key not in pointed:
                    pointed[key] = sorted(_pointed(text, that=key[1]))
                cue = _elsewhere(text, claim, pointed[key])
                if cue is None and claim.affirmed:
                    cue = aside(text, claim)
                if cue is not None:
                    claim = replace(claim, target=Target.OTHER, cue=cue)
        if claim.affirmed and claim.target is not Target.OTHER and claim.place in _TALK and claim.cls in GEM:
            # 有的群镶副石用锆石: what is said of side stones in general is of none of these either.
            cue = at_large(texts[claim.span.field], claim, texts.get("title", ""))
            claim = replace(claim, target=Target.OTHER, cue=cue) if cue is not None else claim
        moved.append(claim)
    return moved


_LIST = re.compile(
    r"[，,:：]?(?:像|比如|例如|包括|什么)?[^，。！？；,!?;\n不没可能做打刻接]{1,12}(?:、[^，。！？；,!?;\n、不没可能做打刻接]{1,12}){1,8}"
)


def _listed_after(text: str, claim: Claim, refused: Span) -> tuple[str, int, Span] | None:
    """大牌图案一律不接，双C、小蓝盒、四叶带珠边的: the field, the end of the list that tells what is refused, and the refusal."""
    found = _LIST.match(text, refused.end) if claim.cls in _LEANED_ON else None
    return None if found is None else (refused.field, found.end(), refused)


def _pointed(text: str, *, that: bool) -> Iterator[tuple[int, int, int]]:
    """(start of the pointer, its end, where what it points at is no longer spoken of). ``that``: 那颗 points too."""
    for found in (*_POINTER.finditer(text), *(_THAT.finditer(text) if that else ())):
        led = _CLAUSE.split(text[max(0, found.start() - _LED) : found.start()])[-1]
        measured = bool(led) and (led[-1] in _MEASURED or led[0] in _MEASURED)
        ends = _CLAUSE if measured else _SENTENCE
        far = min(len(text), found.end() + _CARRIES)
        stop = ends.search(text, found.end(), far)
        back = _BACK.search(text, found.end(), far)
        yield found.start(), found.end(), min(m.start() if m else far for m in (stop, back))


def _elsewhere(text: str, claim: Claim, pointed: Sequence[tuple[int, int, int]]) -> Span | None:
    at = bisect_right(pointed, (claim.span.start, len(text) + 1)) - 1
    for first, last, stop in reversed(pointed[max(0, at - 3) : at + 1]):
        # 造出来的这种 points at the piece by itself.
        if last <= claim.span.start < stop and "这" not in claim.span.text:
            return Span(claim.span.field, first, last, text[first:last])
    return None
