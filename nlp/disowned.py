"""A seller of a brand who says himself that the goods or the papers are not the brand's.

The platform calls a shop authorised; 货嘛水贝拿的 挂上牌就是周生生, 牌子是牌子 货是我二舅炉子里出的, 授权书还没批下来 take it back.
An authorisation on file that is for another brand, or has run out, covers nothing either.
"""

from __future__ import annotations

import re
from datetime import date

from nlp.case import Case
from nlp.claim import ClaimClass, Place, place_of
from nlp.judgement import Span

_TOLD = (Place.DETAIL, Place.SPEECH, Place.CERTIFICATE)
_GAP = "[^，。,!！?？；;\\n]"
_ELSEWHERE = r"(?:外头|外面|别处|别家|水贝|义乌|莆田|番禺|批发市场|小厂|作坊|档口|同行)"
_ADMITS = re.compile(
    "|".join(
        (
            rf"货(?:嘛|呢|啊|都|其实|是|从|在){{0,3}}{_ELSEWHERE}{_GAP}{{0,3}}(?:进|拿|收|批|打|出)的",
            rf"货(?:嘛|呢|啊|都|其实){{0,2}}是{_GAP}{{0,6}}(?:炉子|作坊|小厂|车间){_GAP}{{0,4}}(?:出|打|做)的",
            rf"(?:牌子是牌子|挂个名|挂个牌子?)[，,]?{_GAP}{{0,3}}(?:货|东西|金子)",
            rf"(?:加盟|授权|牌子){_GAP}{{0,4}}(?:挂个名|就挂名|只是挂名|是借的|是租的)",
            rf"挂上?{_GAP}{{0,2}}(?:牌|标|吊牌)就(?:是|成){_GAP}",
            rf"(?:吊牌|条码|标签|质保单){_GAP}{{0,4}}(?:是)?(?:我们|我|咱们?)?自己(?:打|印|做|配|挂)的",
            rf"(?:吊牌|标签|质保单|保证单){_GAP}{{0,6}}给[你您]{_GAP}{{0,2}}配",
            rf"装[您你]?(?:在)?(?:外面|别处|别家){_GAP}{{0,4}}(?:打|买|做)的",
            rf"授权书?{_GAP}{{0,10}}(?:还没|没批|未批|没下来|没办下|在办|不对外|不展示|不便展示|涉密|另发截图|过期|已到期|到期不|不再续|已终止)",
            r"授权书[^。！!？?；;\n]{0,16}(?:店名|名字|抬头|品牌名)[^。！!？?；;\n]{0,8}(?:[pP]成|改成|换成|填|写)",
        )
    )
)
_PAPER = re.compile("授权|经销")
_UNTIL = re.compile(r"(20\d\d)\s?[-年./]\s?(\d{1,2})")


def disowned(case: Case) -> Span | None:
    """The words by which the seller of a brand takes the goods' or the papers' genuineness back, or None."""
    for field, text in case.reading.texts.items():
        if place_of(field) in _TOLD and (found := _ADMITS.search(text)):
            return Span(field, found.start(), found.end(), found[0])
    return None


def paper_covers(brand: str, case: Case) -> bool:
    """Whether the authorisations on file leave room for the brand: none names others alone, none has run out."""
    papers = [
        (f"qualifications.{at}.", " ".join(part for part in (paper.name, paper.agency, paper.text) if part))
        for at, paper in enumerate(case.listing.qualifications)
    ]
    papers = [(path, text) for path, text in papers if _PAPER.search(text)]
    if not papers:
        return True
    named = {
        c.name
        for c in case.claims((ClaimClass.BRAND,), places=(Place.CERTIFICATE,), polarity=(), targets=())
        if c.span.field.startswith(tuple(path for path, _ in papers))
    }
    if named and not any(case.brands.same(brand, name) for name in named):
        return False
    return not all(_run_out(text, case.on) for _, text in papers)


def _run_out(text: str, on: date) -> bool:
    dates = [(int(year), int(month)) for year, month in _UNTIL.findall(text)]
    return bool(dates) and max(dates) < (on.year, on.month)
