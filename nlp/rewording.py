"""Rewording: a title that says what the goods are, where words are all that is wrong.

A proposal cures the fact a charge rests on: it names the material that the listing's own evidence shows
(合成钻石（培育钻石）, 合成碳硅石（莫桑石）…) and takes out what the rule's advice says must go. It never
spells a word another way, and it is handed out only when the listing so titled is screened anew and
nothing is found. Where the goods themselves are the trouble, the answer is that no wording helps, and why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from crawler.listing import Listing
from nlp.case import OF_THE_ITEM, Case
from nlp.claim import Claim, ClaimClass, Polarity
from nlp.judgement import Finding, Judgement
from nlp.known import Known
from nlp.screen import NOTHING_KNOWN, Screener

LAB_GROWN = "合成钻石（培育钻石）"
"""GB/T 16552-2017 5.1.3.1 names the synthetic stone; the trade's name stands in brackets."""

_SIMULANTS = {
    "合成碳硅石": "合成碳硅石（莫桑石）",
    "合成立方氧化锆": "合成立方氧化锆",
    "锆石": "合成立方氧化锆",
    "玻璃": "玻璃",
    "水钻": "玻璃（仿水晶）",
}
"""Standard name of the lexicon -> as a title should have it. Names missing here (仿钻) say too little to go by."""

_STONES = frozenset({ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT})
_BRANDED = frozenset({ClaimClass.BRAND, ClaimClass.IMITATION})
_TRUE_OF_LAB_GROWN = frozenset({"admission", "method", "bare", "report"})
"""Words on how a stone was grown say nothing wrong of a lab-grown one, and seldom stand where a name could."""
_SAID_ROUNDABOUT = (Polarity.QUESTION, Polarity.CONDITIONAL, Polarity.TEACH, Polarity.QUOTE)
_ABOUT_THE_STONE = frozenset({"LG-01", "LG-02", "LG-03", "LG-04", "LG-05", "LG-06", "LG-07", "PR-01"})
_ABOUT_THE_BRAND = frozenset({"IP-01", "IP-03", "IP-04"})
_PIECE = re.compile(
    r"(?:对戒|戒指|戒子|戒|项链|手链|脚链|锁骨链|链|吊坠|坠|耳钉|耳环|耳坠|耳饰|手镯|手环|镯|胸针|套装|首饰|饰品|饰)$"
)
_WHOLE_WORD = {"戒": "戒指", "链": "项链", "坠": "吊坠", "镯": "手镯", "饰": "饰品"}

_BEYOND_WORDS = {
    "IP-02": "商品自认为仿品，问题在商品本身而不在用词，改写标题无济于事，应立即下架",
    "IP-05": "问题在款式造型本身，改写标题无济于事，须调整造型或取得授权",
    "IP-10": "问题在外观设计本身，改写标题无济于事，须核对设计来源并停售待查",
}
_ADMITTED = "商品被称为仿制品（{words}），删去这些字只是掩盖，不能改变商品本身，应立即下架"
_AS_GENUINE = "商品以品牌正品名义销售而证据与之不符，删去品牌名称不能改变商品本身；请核实来源与授权，无授权的应停售"
_MATERIAL_UNKNOWN = "从现有文字看不出主石究竟是什么材料，须先凭检测证书确定材质，再谈用词"
_TWO_MATERIALS = "文字中的主石材质有两种以上说法（{names}），须先凭检测证书确定材质，再谈用词"


class Rewording(Struct, frozen=True):
    """``title`` None: no wording helps, or none was found; ``reason`` then says why.

    ``changes`` lists what was changed and ``cautions`` what the seller must see to besides, all in Chinese.
    """

    title: str | None
    reason: str | None = None
    changes: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cut:
    """[start, end) of the title goes; ``to`` comes in its place."""

    start: int
    end: int
    to: str = ""


def reword(
    judgement: Judgement, listing: Listing, screener: Screener, on: date, known: Known = NOTHING_KNOWN
) -> Rewording | None:
    """A lawful title for a flagged listing, or why there is none; None when nothing was found or there is no title.

    ``judgement`` is the screener's own of this listing on the day ``on`` with the same ``known``.
    """
    title = listing.title
    if not judgement.findings or not title:
        return None
    case = Case(screener.read(listing), on, known)
    if (reason := _beyond_words(judgement.findings, case)) is not None:
        return Rewording(None, reason)
    rules = {finding.rule for finding in judgement.findings}
    cuts: list[_Cut] = []
    cautions: list[str] = []
    if rules & _ABOUT_THE_STONE:
        named = _material(case)
        if len(named) != 1:
            why = _TWO_MATERIALS.format(names="、".join(named)) if named else _MATERIAL_UNKNOWN
            return Rewording(None, why)
        if any(c.polarity in _SAID_ROUNDABOUT for c in _in_title(case, _STONES)):
            return Rewording(None, f"标题以设问、假设或引述谈材质，无法逐字改写；请直接写明{named[0]}")
        cuts += _stone_cuts(case, named[0])
        cautions.append(f"改写以主石确为{named[0]}为前提，请以检测证书结论为准，属性、详情、首图和口播写同一名称")
    if rules & _ABOUT_THE_BRAND:
        cuts += _brand_cuts(case)
        cautions.append("删去品牌字样不等于取得授权；商品、包装上带有他人标识的，仍须停售")
    cuts += _boasts(case, judgement.findings)
    if not cuts:
        first = judgement.findings[0]
        return Rewording(None, f"{first.rule} 涉及事实，不是改几个字能解决的：{first.advice}")
    reworded = _tidy(_applied(title, _merged(cuts)))
    if reworded == title or not any(char.isalnum() for char in reworded):
        return Rewording(None, "删去有问题的字词后标题不再成文，请按各条建议自行拟写")
    again = screener.screen(replace(listing, title=reworded), on, known)
    if again.findings:
        left = "；".join(f"{f.rule} {f.title}" for f in again.findings)
        return Rewording(None, f"只改标题不够，改后复查仍有：{left}。请按各条建议处理标题以外的内容或商品本身")
    return Rewording(reworded, None, tuple(_told(title, _merged(cuts))), tuple(cautions))


def _beyond_words(findings: tuple[Finding, ...], case: Case) -> str | None:
    """Why no wording could help, if the goods themselves are what is charged."""
    rules = {finding.rule for finding in findings}
    for rule, why in _BEYOND_WORDS.items():
        if rule in rules:
            return why
    if not rules & _ABOUT_THE_BRAND:
        return None
    copies = list(case.claims((ClaimClass.IMITATION,), tags=("strong",), targets=(*OF_THE_ITEM, "packaging")))
    if copies:
        return _ADMITTED.format(words="、".join(dict.fromkeys(c.span.text for c in copies)))
    likened = any(True for _ in case.claims((ClaimClass.IMITATION,), tags=("medium",), without=("packaging_cue",)))
    named = any(True for _ in case.claims((ClaimClass.BRAND,), without=("code", "generic"), targets=OF_THE_ITEM))
    return _AS_GENUINE if named and not likened else None


def _material(case: Case) -> list[str]:
    """What the main stone is by the listing's own words against itself: simulant or lab-grown, as a title has it."""
    simulants = dict.fromkeys(
        _SIMULANTS[claim.name]
        for claim in case.claims((ClaimClass.SIMULANT,), targets=OF_THE_ITEM)
        if claim.name in _SIMULANTS
    )
    grown = any(s.kind == "lab_grown" for s in case.statements)
    papers = {paper.kind for paper in case.reading.certificates if paper.polarity is Polarity.AFFIRM}
    if "moissanite" in papers:
        simulants.setdefault(_SIMULANTS["合成碳硅石"])
    # Under a simulant's name 培育 is only what it was passed off as, unless a certificate says otherwise.
    return [*simulants, *([LAB_GROWN] if grown and (not simulants or "lab_grown" in papers) else [])]


def _stone_cuts(case: Case, material: str) -> list[_Cut]:
    """The first stone word of the title becomes the material's name, the others go; without one it stands in front."""
    title = case.listing.title or ""
    cuts: list[_Cut] = []
    placed = False
    for claim in _in_title(case, _STONES):
        if "coloured" in claim.tags or (claim.affirmed and claim.target not in OF_THE_ITEM):
            continue
        if claim.affirmed and material == LAB_GROWN and claim.tags & _TRUE_OF_LAB_GROWN:
            continue
        start, end = _with_cue(claim)
        tail = _piece_left(claim, title)
        if claim.affirmed and not placed and claim.cls is not ClaimClass.NATURAL:
            cuts.append(_Cut(start, end, material + tail))
            placed = True
        else:
            cuts.append(_Cut(start, end, tail if claim.affirmed else ""))
    return cuts if placed else [_Cut(0, 0, material), *cuts]


def _piece_left(claim: Claim, title: str) -> str:
    """What kind of piece the words also said: 钻戒 leaves 戒指 behind, 钻戒指 only 戒, 钻石 nothing."""
    piece = _PIECE.search(claim.span.text)
    if piece is None:
        return ""
    word = _WHOLE_WORD.get(piece[0], piece[0])
    following = title[claim.span.end : claim.span.end + 1]
    return piece[0] if following and following == word[-1] else word


def _brand_cuts(case: Case) -> list[_Cut]:
    title = case.listing.title or ""
    cuts = [_Cut(*_with_cue(claim)) for claim in _in_title(case, _BRANDED) if "person" not in claim.tags]
    for claim in _in_title(case, frozenset({ClaimClass.DESIGN})):
        # A maison's names of its lines are marks too (LOVE手镯); what merely describes a shape may stay.
        if "feature:name" in claim.tags or claim.span.text[:1].isascii():
            cuts.append(_Cut(claim.span.start, claim.span.end, _piece_left(claim, title)))
    return cuts


def _boasts(case: Case, findings: tuple[Finding, ...]) -> list[_Cut]:
    """Advertising words that prove an AD charge. To take out any other proof would hide it, not cure it."""
    proven = {s for f in findings if f.family == "AD" for e in f.elements if e.state == "met" for s in e.spans}
    boasts = _in_title(case, frozenset({ClaimClass.ADVERTISING}))
    return [_Cut(claim.span.start, claim.span.end) for claim in boasts if claim.span in proven]


def _in_title(case: Case, classes: frozenset[ClaimClass]) -> list[Claim]:
    return [c for c in case.reading.claims if c.cls in classes and c.span.field == "title"]


def _with_cue(claim: Claim) -> tuple[int, int]:
    """The words of a claim, with what denies or compares it: 不是莫桑石 goes as a whole."""
    start, end = claim.span.start, claim.span.end
    if claim.cue is not None and claim.cue.field == "title" and not claim.affirmed:
        start, end = min(start, claim.cue.start), max(end, claim.cue.end)
    return start, end


def _merged(cuts: list[_Cut]) -> list[_Cut]:
    """Cuts in order of place; those that share characters become one, with all that any of them puts in."""
    merged: list[_Cut] = []
    for cut in sorted(cuts, key=lambda c: (c.start, c.end)):
        if merged and cut.start < merged[-1].end:
            last = merged.pop()
            to = last.to if cut.to in last.to else last.to + cut.to
            cut = _Cut(last.start, max(last.end, cut.end), to)
        merged.append(cut)
    return merged


def _applied(title: str, cuts: list[_Cut]) -> str:
    parts, at = [], 0
    for cut in cuts:
        parts += [title[at : cut.start], cut.to]
        at = cut.end
    return "".join([*parts, title[at:]])


def _tidy(title: str) -> str:
    """No blanks or marks left over where words went out."""
    title = re.sub(r"\s+", " ", title)
    title = re.sub(r"([，、；,;/|·])(?:\s*[，、；,;/|·])+", r"\1", title)
    title = re.sub(r"（\s*）|\(\s*\)|【\s*】|\[\s*\]", "", title)
    return title.strip(" ，、；,;/|·")


def _told(title: str, cuts: list[_Cut]) -> list[str]:
    told = []
    for cut in cuts:
        words = title[cut.start : cut.end]
        if not words:
            told.append(f"在最前面写明“{cut.to}”")
        elif cut.to != words:
            told.append(f"“{words}”改为“{cut.to}”" if cut.to else f"删除“{words}”")
    return told
