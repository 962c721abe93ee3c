"""Coloured stones, jade, pearl and amber: which gem is named, and which name tells the truth of it.

The counterpart of nlp.material, which speaks of diamonds. A gem named without a word on its making is
taken for the natural one, because that is what the bare name means (GB/T 16552: 合成, 处理, 拼合, 再造
and 仿 belong into the name).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.case import OF_THE_ITEM, Case
from nlp.claim import Claim, ClaimClass, Place
from nlp.context.brought import VERDICT
from nlp.context.else_how import RHETORIC
from nlp.context.reported import REPORT
from nlp.predicate import said_of_other_stones

GROUPS = ("pearl", "jade", "amber", "opal", "turquoise")
"""Tags of the lexicon that gather gems with imitations of their own; every other gem is ``other``."""

_ELSEWHERE = (Place.SHOP, Place.ROOM, Place.CATEGORY)
_OTHER_MATERIAL = {"珍珠": "pearl", "翡翠": "jade", "和田玉": "jade", "玉": "jade", "蜜蜡": "amber"}
_TOUCH = 2
"""Characters between a bare 合成 and the gem whose name it completes: 合成的红宝石, 红宝石（合成）."""


def named_gems(case: Case) -> list[Claim]:
    """Mentions of a gem by its plain name, affirmed of this item, in reading order.

    天然翡翠 is one word of the class of natural claims; it names a gem all the same.
    """
    return [
        claim
        for claim in case.claims((ClaimClass.COLOURED, ClaimClass.NATURAL, ClaimClass.TREATMENT), targets=OF_THE_ITEM)
        if claim.place not in _ELSEWHERE and not _is_colour(claim, case) and _names_gem(claim)
    ]


def group(claim: Claim) -> str:
    """The group of a named gem: one of GROUPS, else ``other``."""
    tagged = next((name for name in GROUPS if name in claim.tags), None)
    if claim.cls is ClaimClass.TREATMENT:
        return "jade"
    if tagged is not None or claim.cls is ClaimClass.COLOURED:
        return tagged or "other"
    return next((name for word, name in _OTHER_MATERIAL.items() if word in claim.term), "other")


def synthetic_words(case: Case) -> Iterator[Claim]:
    """Words that say that this coloured stone was made: 合成红宝石, 水热法, and 合成, 实验室长的 said of one."""
    gems = [claim for claim in named_gems(case) if group(claim) not in ("pearl", "amber")]
    if any(s.place is Place.TITLE and s.kind in ("diamond", "natural", "lab_grown") for s in case.statements):
        # 培育的 in a listing of a diamond speaks of the diamond, whatever gem stands beside it.
        gems = []
    for claim in case.claims((ClaimClass.COLOURED, ClaimClass.LAB_GROWN), targets=OF_THE_ITEM):
        if claim.place in _ELSEWHERE:
            continue
        if claim.cls is ClaimClass.COLOURED:
            if "synthetic" in claim.tags:
                yield claim
        elif gems and "coloured" in claim.tags and _said_of_gem(claim, gems, case):
            yield claim


def names_openly(claims: Iterable[Claim]) -> list[Claim]:
    """Those of synthetic words that tell a buyer: 合成红宝石, 红宝石（合成）, 人造欧泊."""
    return [c for c in claims if "disclosure" in c.tags or (c.cls is ClaimClass.LAB_GROWN and "bare" in c.tags)]


def said_natural(case: Case, places: Iterable[Place] = (Place.TITLE,)) -> list[Claim]:
    """天然 and its like said of a coloured stone of this item."""
    return [
        claim
        for claim in case.claims((ClaimClass.NATURAL,), targets=OF_THE_ITEM, places=tuple(places))
        if ("coloured" in claim.tags and "mined" not in claim.tags) or _is_gem(claim)
    ]


def _is_colour(claim: Claim, case: Case) -> bool:
    """颜色：祖母绿 names a colour, not a stone."""
    if claim.place is not Place.ATTRIBUTE:
        return False
    label = case.listing.attributes[int(claim.span.field.split(".")[1])].name
    return any(word in (label or "") for word in ("颜色", "色系", "色调"))


def _names_gem(claim: Claim) -> bool:
    """A货 grades jadeite and nothing else; whoever writes it has named the gem."""
    if claim.cls is ClaimClass.TREATMENT:
        return "jade_a" in claim.tags
    return "stone" in claim.tags if claim.cls is ClaimClass.COLOURED else _is_gem(claim)


def _is_gem(claim: Claim) -> bool:
    return "other_material" in claim.tags and any(word in claim.term for word in (*_OTHER_MATERIAL, "水晶", "玛瑙"))


def _said_of_gem(claim: Claim, gems: list[Claim], case: Case) -> bool:
    """An admission may stand anywhere; a bare 合成 must touch the gem's name or be the answer itself."""
    text = case.reading.texts[claim.span.field]
    if "bare" not in claim.tags:
        # 人造的在隔壁: a short word with 的 speaks of this stone only where it is asserted of it.
        asserted = any(
            word in text[max(0, claim.span.start - 6) : claim.span.start] for word in ("是", "为", "就", "属", "都")
        )
        # 厂里做的, 实验室长的 tell a deed; 人造的, 培育的 only a kind.
        short = len(claim.term) <= 3 and claim.term.endswith("的") and _DEED_OF_MAKING.isdisjoint(claim.term)
        return claim.tags.isdisjoint({"abbreviation", "method"}) and (asserted or not short)
    if REPORT in claim.tags:
        return True
    if claim.place is Place.TITLE and "合成" in claim.term:
        return True
    if claim.place in (Place.ATTRIBUTE, Place.SKU) and len(text) <= len(claim.term) + _TOUCH:
        return True
    return any(
        0 <= gem.span.start - claim.span.end <= _TOUCH or 0 <= claim.span.start - gem.span.end <= _TOUCH
        for gem in gems
        if gem.span.field == claim.span.field
    )


_DEED_OF_MAKING = frozenset("长种做拉烧炼")
_DENIES = frozenset("不未没沒无無免非")
_MUST = re.compile(
    r"[^，。！？,;\n]{0,6}?(?:不可|不行|不成)(?![^。！？\n]{0,20}(?:没[灌注充填泡染做动有]|未|省了|免了))"
)
"""非灌一遍胶|不可 says that it was done, unless this piece is told to have gone without."""
_STOPS = " ，。；！？、,;!?…|｜~）)"
_EXPLAINS = frozenset("嘛呗呀啊啦")
_DONE = frozenset("过了着")
"""注过胶的，灯底下看不出来: a deed that was done, at the end of its clause."""
_MIXED = re.compile(r"(?:也|都|跟着|一起)?(?:混|掺)(?![进入])")
"""天然料和漂白充填的|混在一个筐里发: what is mixed into the lot is sold with it."""
_MADE_SO = re.compile(r"颜色|色|珠光|光泽|皮[色子]|效果|底子|[红绿蓝紫黄粉黑金白](?=[，。！；,\s]|$)")
"""银盐泡的|颜色, 磨圆了喷的|珠光: what the deed gave to the goods."""
_WORD = 3
"""Characters of a word such as 注胶的; what is longer tells who did what."""


_ITS_PAST = re.compile(r"(?:^|[，。；！？,;!?\s])(?:以前|早年|当年|原先|之前|早先|从前|老早)(?:就|也|都|被|给|做)?$")
"""以前充过点胶 tells what became of this stone; 以前卖过染色的 tells of others."""
_CANNOT = re.compile(
    r"^(?:料|的|货|石|过的)?(?:没有|没|哪有|哪来|不会有|可没|做不出|出不来|不可能有?)(?:这么|这种|这样|那么)"
)
_AWAY = re.compile(
    r"(?:证书|报告|国检|检测|鉴定)[^。！？]{0,8}?(?:排除|均无|都没有|没有的|没检出|检不出)|排除|均未检出|未检出|一概没有|统统没有"
)
_SENTENCE = re.compile(r"[。！？!?\n]")
_AFTER = 18


def _talked_of(claim: Claim, text: str) -> bool:
    """B货长啥样, 贝珠是什么, 隔壁那个染过色: talk of goods that lie elsewhere; and 扩散、充填，证书上一样样排除的."""
    if claim.place not in (Place.DETAIL, Place.SPEECH):
        return False
    after = _SENTENCE.split(text[claim.span.end : claim.span.end + _AFTER], maxsplit=1)[0]
    if _CANNOT.match(after) or _AWAY.search(after):
        return True
    if _ITS_PAST.search(text[max(0, claim.span.start - 6) : claim.span.start]):
        return False
    return said_of_other_stones(text, claim.span.start, claim.span.end)


def just_denied(claim: Claim, case: Case) -> bool:
    """Whether a process is denied by the character before it (未压制, 不灌胶), or only the class of such goods named.

    "你要不裂去买注胶的" speaks of other goods; "这批是注胶的" does not.
    """
    if not claim.tags.isdisjoint({RHETORIC, VERDICT}):
        return False
    text = case.reading.texts[claim.span.field]
    before, after = text[max(0, claim.span.start - 6) : claim.span.start], text[claim.span.end : claim.span.end + 1]
    denied = before[-1:] in _DENIES and not (before[-1:] == "非" and _MUST.match(text, claim.span.end))
    if denied or _talked_of(claim, text):
        return True
    if after != "的" or any(word in before + claim.term for word in ("是", "为", "都", "全", "做")):
        return False
    # 石粉掺胶压成的，硬度够: at the end of its clause, a phrase that tells a deed tells it of this item.
    # So does 热压的嘛, with the particle of somebody who explains himself.
    following = text[claim.span.end + 1 : claim.span.end + 2]
    told = following in _EXPLAINS if following else False
    # 里头填过胶的，戴着好看就行: a deed that is done, at the end of its clause, was done to the goods.
    # 碎料压的，不是整块: who did what with what is a deed however short it is said.
    told_of = not claim.tags.isdisjoint({"process", "treated"}) and "slang" not in claim.tags
    least = _WORD - 1 if told_of else _WORD
    deed = len(claim.term) > least or not _DONE.isdisjoint(claim.term)
    closed = not following.strip(_STOPS) or _MADE_SO.match(text, claim.span.end + 1) is not None
    mixed = _MIXED.match(text, claim.span.end + 1) is not None
    return not (told or mixed or (deed and closed))
