"""Two places name different gems as the main stone: 海蓝宝石 in the title, 托帕石 in the report.

The counterpart of clash, which compares kinds of diamonds. A wide name agrees with the narrow ones inside it
(珍珠 with akoya); a sheet or a report that names the title's gem besides another agrees with the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.answer import NOT_MET, Answer, met_by
from nlp.books.species import SpeciesBook, species_book
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Place, place_of
from nlp.gem import named_gems, said_natural
from nlp.judgement import Span
from nlp.marks import at
from nlp.predicate import said_of_other_stones, said_of_this_item

SLOTS: tuple[str, ...] = ()

_STONE_LABEL = re.compile(
    r"主石|主珠|珠子|珠种|珍珠|宝石|石料|石头|玉料|玉种|料子|材质|材料|品种|种类|名称|品名|镶嵌|矿物|material|stone"
)
_OTHER_LABEL = re.compile(
    r"副|配|伴|辅|链|扣|托|金属|针|绳|盒|包装|颜色|色系|产地|工艺|等级|款式|隔珠|间珠|规格|数量|方式"
)
_ITS_OWN = re.compile(r"主石|主珠|珠子|珠种|珍珠|宝石|石料|石头|玉料|玉种|料子|品种")
"""Labels of the stone alone; 材质 may list what holds it, 镶嵌 what surrounds it."""
_METAL = re.compile(r"金|银|铜|钢|铂|镀|锌|铁|铝|钛|pt\d|s925|18k|14k|绳|皮|木|布|棉线|尼龙")
_BASE_METALS = ("合金", "铜", "锌", "钢", "铁", "铝")
_CONCLUSION = re.compile(
    r"(?:结论|样品名称|主要矿物|宝石名称|鉴定结果|检测结果|检验结果|species|conclusion)[^：:；;，,。]{0,4}[：:]"
)
_SEGMENT = re.compile(r"[；;。\n]")
_DENIED = re.compile(r"(?:非|不是|无|没有|未见|不含|排除|区别于?|仿|拟|似|像|胜似|媲美|堪比|平替|替代)$")
_LIKE = re.compile(
    r"级|光泽|光感|质感|色(?!石|宝)|感|风|切|同款|般|平替|表|镜|盒|蓝色|绿色|红色|形|型|纹|粉末?|托(?!帕)"
)
_SIDE = re.compile(r"(?:副石|配石|辅石|伴石|围镶|伴镶|配镶|点缀|搭配|配|搭|镶|间|隔珠|小珠)[^，,；;、 ]{0,3}$")
_TALK = (Place.SPEECH, Place.DETAIL)
# 其实是, 证书上写的是, 拿去测的话是: what the goods turn out to be; then a few characters to the name (染色|石英岩).
_TURNS_OUT = re.compile(
    r"(?:其实|说白了|实际上?|实话|老实说|不瞒|测|检|鉴定|证书|报告|结论|本质|料子|材质|石头)"
    r"[^，。！？；!?;,\n不没未非]{0,8}?(?:是|为|写|系)(?:的是)?[^，。！？；!?;,\n不没未非]{0,4}?$"
)
# 岫玉|料, 海竹|染的, 大理石|磨的: a clause that opens with the name of the stuff and what was made of it.
_STUFF_OPENS = re.compile(r"(?:^|[，。！？；!?;,\n])(?:(?:就|都|全|其实|说白了|这|它|我们)?(?:是|用的?|拿))?$")
_STUFF = re.compile(
    r"(?:的?(?:石料|料子?|质地?|原料|材质)(?:的|做的|磨的|雕的)?(?=[，。！；!;,\n嘛哈啊]|$)|(?:料|石)?(?:染|磨|车|雕|压|仿|冒充|充|浇|拼|做)(?:圆|成|色)?(?:了|出来)?的)"
)
_PART = re.compile(r"扣|隔|配|坠|流苏|底座|链|盒|垫|背云|佛头|腰珠|顶珠|副|围|镶|边|赠|送")
_ASKED = ("吗", "么", "？", "?", "还是", "的多", "的不少", "的也", "的都")
"""测是大理石的|多了 counts others, 是大理石|吗 asks."""
_LEAD = 18


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (
        frozenset({ClaimClass.COLOURED, ClaimClass.NATURAL, ClaimClass.SIMULANT}),
        at(Place.ATTRIBUTE, Place.CERTIFICATE, Place.IMAGE, Place.SPEECH, Place.DETAIL),
    )


def answer(params: Params, case: Case) -> Answer:
    """Met by the name in the title and the first one that cannot be said of the same stone."""
    book = species_book()
    titled = _titled(case, book)
    if not titled or any(claim.place is Place.SKU for claim in named_gems(case)):
        return NOT_MET
    names = {species for species, _ in titled}
    plain = names <= book.wide
    for source in (_sheet(case, book, plain=plain), _papers(case, book), _told(case, book), _turns_out(case, book)):
        found = list(source)
        others = {species for species, _ in found}
        if others and book.apart(names, others):
            return met_by((titled[0][1], found[0][1]))
    return NOT_MET


def _titled(case: Case, book: SpeciesBook) -> list[tuple[str, Span]]:
    """What the title calls the goods; names that only describe (akoya级光泽, 祖母绿切) are none."""
    found = []
    text = case.folded_text("title")
    zircon = case.claims((ClaimClass.SIMULANT,), places=(Place.TITLE,), tags=("natural_ok",))
    if not any(gem.place is Place.TITLE for gem in named_gems(case)) and not any(True for _ in zircon):
        return []
    for species, start, end in book.find(text):
        if not _spoken_away(text, start, end):
            found.append((species, _span(case, "title", start, end)))
    return found


def _sheet(case: Case, book: SpeciesBook, *, plain: bool) -> Iterator[tuple[str, Span]]:
    """The species that the attributes give for the main stone, of all such attributes together."""
    costume = plain and _costume(case)
    for i in range(len(case.listing.attributes)):
        label = case.folded_text(f"attributes.{i}.name")
        if not _STONE_LABEL.search(label) or _OTHER_LABEL.search(label):
            continue
        field = f"attributes.{i}.value"
        value = case.folded_text(field)
        own = _ITS_OWN.search(label) is not None
        for species, start, end in book.find(value):
            if _spoken_away(value, start, end):
                continue
            if book.made(species) and (costume or (not own and _METAL.search(value))):
                continue
            yield species, _span(case, field, start, end)


def _papers(case: Case, book: SpeciesBook) -> Iterator[tuple[str, Span]]:
    """What the conclusions of reports name; a report without one names nothing."""
    for path in case.reading.texts:
        place = place_of(path)
        if place not in (Place.CERTIFICATE, Place.IMAGE):
            continue
        text = case.folded_text(path)
        for match in _CONCLUSION.finditer(text):
            segment = _SEGMENT.split(text[match.end() : match.end() + 24], maxsplit=1)[0]
            for species, start, end in book.find(segment):
                if not _spoken_away(segment, start, end):
                    yield species, _span(case, path, match.end() + start, match.end() + end)


def _told(case: Case, book: SpeciesBook) -> Iterator[tuple[str, Span]]:
    """珠子是淡水的: a pearl's water, told of this item below a title that names another."""
    for claim in case.claims((ClaimClass.COLOURED,), tags=("pearl",), targets=OF_THE_ITEM):
        if claim.place not in (Place.SPEECH, Place.DETAIL):
            continue
        text = case.reading.texts[claim.span.field]
        if said_of_this_item(text, claim.span.start, claim.span.end):
            for species, _, _ in book.find(claim.term.lower()):
                yield species, claim.span


def _turns_out(case: Case, book: SpeciesBook) -> Iterator[tuple[str, Span]]:
    """其实是大理石, 岫玉料，飘花一样漂亮: the stuff the goods are said to be of, below a title that names another."""
    for path, text in case.reading.texts.items():
        if place_of(path) not in _TALK or len(text) != len(folded := case.folded_text(path)):
            continue
        for species, start, end in book.find(folded):
            before = folded[max(0, start - _LEAD) : start]
            told = _TURNS_OUT.search(before) or (_STUFF_OPENS.search(before) and _STUFF.match(folded, end))
            clause = _SEGMENT.split(before.replace("，", "。").replace(",", "。"))[-1]
            if not told or _PART.search(clause) or _spoken_away(folded, start, end):
                continue
            # Glass and resin under a gem's name are what gem_passed_off asks for.
            if book.made(species) or folded.startswith(_ASKED, end) or said_of_other_stones(text, start, end):
                continue
            yield species, _span(case, path, start, end)


def _spoken_away(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 8) : start]
    return _DENIED.search(before) is not None or _LIKE.match(text, end) is not None or _SIDE.search(before) is not None


def _costume(case: Case) -> bool:
    """珍珠 on a brooch of alloy is a word of fashion; what is set in base metal is taken for no gem unless praised."""
    sheet = " ".join(attribute.value or "" for attribute in case.listing.attributes)
    return any(metal in sheet for metal in _BASE_METALS) and not said_natural(case)


def _span(case: Case, path: str, start: int, end: int) -> Span:
    """The name where it stands; of a text that folding has changed in length, the whole text."""
    text = case.reading.texts[path]
    if len(text) != len(case.folded_text(path)):
        return Span(path, 0, len(text), text)
    return Span(path, start, end, text[start:end])
