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
_RIGHT = r"(?<!专利)(?<!肖像)(?:授权|代理|经销|加盟|特许)(?:合同|协议|证书?|资格|手续|函|牌照|那张纸|关系|费|权)?书?"
_LAPSED = (
    r"(?:(?:还|都|也|压根|一直)?[没未](?:批|下来|办下|签下?|续|审|拿到|盖章|落实)|(?:还|正)?在(?:走流程|走手续|申请|办理?|谈|审批?|补)|断了|停了|黄了"
    r"|(?:早就|已经|已|前年|去年|上个?月|年初|年底|刚)*就?(?<![没未不])(?:过期|到期)(?!日|时间|前|至|[:：])|(?<![没未不])被?(?:取消|终止|撤销|收回|吊销|解约|摘牌)(?!的权)|续不上|不再?续"
    r"|口头(?:答应|同意|说好)|点了?头|后补|补办|不对外|不展示|不便展示|涉密|另发截图)"
)
_SLIP = r"(?:吊牌|条码|标签|质保[单卡]|保证[单卡]|保修?[卡册]|证书卡|合格证|价签|身份卡|编号卡)"
_SELF = r"(?:我们?|咱们?|店里|本店|用的)?(?:自己|自家)(?:后来|后|补|另|重新){0,2}(?:打|印|做|配|挂|补|刻|贴)的?"
_MARK = r"(?:牌子|品牌标|牌标|logo|商标|吊牌|标(?!签|价|准|题|注))"
_ADMITS = re.compile(
    "|".join(
        (
            rf"货(?:嘛|呢|啊|都|其实|是|从|在){{0,3}}{_ELSEWHERE}{_GAP}{{0,3}}(?:进|拿|收|批|打|出)的",
            rf"货(?:嘛|呢|啊|都|其实){{0,2}}是{_GAP}{{0,6}}(?:炉子|作坊|小厂|车间){_GAP}{{0,4}}(?:出|打|做)的",
            rf"货(?:嘛|呢|啊|都|其实|是|走|从){{0,3}}(?:另外|别的|其[他它])(?:的)?(?:渠道|路子|门路|货源|厂){_GAP}{{0,3}}(?:补|进|拿|来|收|调|走)",
            rf"(?:牌子是牌子|挂个名|挂个牌子?)[，,]?{_GAP}{{0,3}}(?:货|东西|金子)",
            rf"(?:加盟|授权|牌子){_GAP}{{0,4}}(?:挂个名|就挂名|只是挂名|是借的|是租的)",
            rf"(?:招牌|门头|店招|灯箱){_GAP}{{0,4}}(?:还挂着|先挂着|没拆|没摘|没换|借的|租的|沿用|留着没)",
            rf"挂上?{_GAP}{{0,2}}(?:牌|标|吊牌)就(?:是|成){_GAP}",
            rf"{_SLIP}{_GAP}{{0,6}}{_SELF}",
            rf"{_SLIP}{_GAP}{{0,4}}(?:打印|复印|手写|临时)的{_GAP}{{0,3}}(?:顶|代|凑|替|用着)",
            rf"{_SLIP}{_GAP}{{0,6}}给[你您]{_GAP}{{0,2}}配",
            rf"{_MARK}{_GAP}{{0,3}}(?:要不要|打不打|贴不贴|挂不挂|敲不敲|刻不刻|上不上)(?!剪|拆|留)[^。！!？?；;\n]{{0,10}}(?:备注|留言|说一声|选|看[您你]|随[您你])",
            rf"装[您你]?(?:在)?(?:外面|别处|别家){_GAP}{{0,4}}(?:打|买|做)的",
            rf"{_RIGHT}{_GAP}{{0,10}}{_LAPSED}",
            rf"总部{_GAP}{{0,4}}(?:不认|没备案|没签|不供货)|没(?:经过|走|报)总部|窜货|串货(?!链)",
            r"先卖(?:着)?[，,]?后补(?:授权|手续|证|$)|授权书[^。！!？?；;\n]{0,16}(?:店名|名字|抬头|品牌名)[^。！!？?；;\n]{0,8}(?:[pP]成|改成|换成|填|写)",
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
