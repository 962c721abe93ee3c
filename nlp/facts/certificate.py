"""Certificates named in text: laboratory, number, and what the report says the stone is.

Number shapes are hints, not proof: IGI prefixes laboratory-grown reports with LG; GIA uses ten
digits for natural and laboratory-grown alike, so there only the words of the report decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LABORATORIES = {
    "gia": "GIA",
    "igi": "IGI",
    "hrd": "HRD",
    "gra": "GRA",
    "ags": "AGS",
    "grs": "GRS",
    "guild": "GUILD",
    "ssef": "SSEF",
    "ngtc": "NGTC",
    "国检": "NGTC",
    "国家珠宝玉石": "NGTC",
    "gtc": "GTC",
    "省检": "GTC",
    "njqsic": "NJQSIC",
    "首检": "NJQSIC",
    "地大": "CUG",
    "中检": "CCIC",
    "gic": "GIC",
    "cgl": "CGL",
}
_NAME = re.compile("(?<![a-z])(?:" + "|".join(sorted(_LABORATORIES, key=len, reverse=True)) + ")(?![a-z])")
_LG_NUMBER = re.compile(r"(?<![a-z])lg[ :\-#]{0,2}(\d{8,10}|\d{3}(?: \d{2,4}){2,3})(?![\d])")
_NUMBER = re.compile(r"(?<![\d.a-z])([a-z]{0,3}\d{7,15})(?![\d.])")
_CALLED_NUMBER = re.compile(
    r"(?:证书|鉴定证|报告|检测|鉴定)(?:编?号码?|编码)?[ :：是为#no.]{0,3}([a-z]{0,4}-?\d{6,15})(?![\d.])"
)
_LAB_GROWN = re.compile(
    r"laboratory[- ]?grown|lab[- ]?grown|labgrown|lab[- ]?created|lg report|实验室培育|培育钻石|合成钻石|人工培育"
)
_NATURAL = re.compile(r"natural diamond|earth[- ]mined|天然钻石分级|天然钻石报告|natural origin")
_SYNTHETIC = re.compile(
    r"合成(?:红宝石|蓝宝石|祖母绿|变石|尖晶石|刚玉|金绿宝石|欧泊|绿松石|水晶)|synthetic (?:ruby|sapphire|emerald|spinel|alexandrite)"
)
_MOISSANITE = re.compile(r"moissanite|莫桑石|合成碳硅石|碳硅石")
_SAYS = re.compile(
    r"(?:证书|报告|鉴定|结论|吊牌|检测|国检|腰码|腰棱)(?:上|结论|结果|里|卡|单)?(?:写着|写的|写|为|是|显示|标注|注明|标|印|[:：])(?:的是|的|了|着)?"
)
# Cheap to search for, since no look-behind hides which characters a match can begin with.
_ANY_NAME = re.compile("|".join(sorted(_LABORATORIES, key=len, reverse=True)))
_PAPERS = ("lg", "证书", "报告", "鉴定", "结论", "吊牌", "检测", "腰码", "腰棱")
_SPEAKS_OF_PAPER = re.compile("|".join([_ANY_NAME.pattern, *_PAPERS, _LAB_GROWN.pattern, _NATURAL.pattern]))
WORDS = (
    *_LABORATORIES, *_PAPERS, "laboratory", "lab-grown", "lab grown", "labgrown", "lab-created", "lab created",
    "实验室培育", "培育钻石", "合成钻石", "人工培育", "natural", "mined",
)  # fmt: skip
"""One of these stands in the texts of every listing that names a certificate."""
_SHOP_NUMBERS = ("货号", "款号", "电话", "微信", "qq", "手机", "加v", "专利", "订单")
_SUPPOSES = (
    "如",
    "若",
    "要是",
    "如果",
    "假如",
    "倘若",
    "万一",
    "一旦",
    "只要",
    "但凡",
    "凡",
    "如经",
    "若经",
    "哪家",
    "任何",
)
_NEGATORS = ("无", "没有", "不带", "不含", "不送", "不附", "无需", "没")


@dataclass(frozen=True, slots=True)
class FoundCertificate:
    start: int
    end: int
    laboratory: str | None
    number: str | None
    kind: str
    negated: bool = False


def find_certificates(text: str, *, paper: bool = False, hint: str | None = None) -> list[FoundCertificate]:
    """Certificates of a folded text in order of place.

    ``paper``: the text is itself read from a certificate or a picture, so its words speak of the report;
    ``hint``: the laboratory named beside it (the attribute 证书类型 next to 证书编号).
    """
    if hint is None and _SPEAKS_OF_PAPER.search(text) is None:
        return []
    found = [
        FoundCertificate(m.start(), m.end(), _near_name(text, m.start()) or hint or "IGI", f"LG{digits}", "lab_grown")
        for m in _LG_NUMBER.finditer(text)
        if 8 <= len(digits := m[1].replace(" ", "")) <= 10
    ]
    taken = [(f.start, f.end) for f in found]
    for match in _NAME.finditer(text):
        if any(a - 16 <= match.start() < b for a, b in taken):
            continue
        number = next(
            (n for n in _NUMBER.finditer(text, match.end(), match.end() + 40) if not _shop_number(text, n)), None
        )
        end = number.end(1) if number else match.end()
        laboratory = _LABORATORIES[match[0]]
        kind = "moissanite" if laboratory == "GRA" else _kind(text, match.start(), end, paper=paper)
        negated = text[: match.start()].endswith(_NEGATORS)
        found.append(
            FoundCertificate(match.start(), end, laboratory, number[1].upper() if number else None, kind, negated)
        )
    if not found and hint and (number := _NUMBER.search(text)):
        found.append(FoundCertificate(number.start(1), number.end(1), hint, number[1].upper(), "unknown"))
    if not found:
        # 证书号GD2603771582: a number that is called a report's, whoever issued it.
        found += [
            FoundCertificate(m.start(1), m.end(1), None, m[1].upper(), "unknown") for m in _CALLED_NUMBER.finditer(text)
        ]
    found += _statements(text, found, paper=paper)
    return sorted(found, key=lambda f: f.start)


def speaks_of_paper(text: str) -> bool:
    """Whether a text, folded or not, can name a report at all; cheap."""
    return _SPEAKS_OF_PAPER.search(text.lower()) is not None


def laboratory_in(text: str) -> str | None:
    """The first laboratory named in a folded text, for the text beside it."""
    match = _NAME.search(text) if _ANY_NAME.search(text) else None
    return _LABORATORIES[match[0]] if match else None


def _near_name(text: str, start: int) -> str | None:
    names = [m[0] for m in _NAME.finditer(text, max(0, start - 16), start)]
    return _LABORATORIES[names[-1]] if names else None


def _shop_number(text: str, number: re.Match[str]) -> bool:
    return any(word in text[max(0, number.start() - 6) : number.start()] for word in _SHOP_NUMBERS)


def _kind(text: str, start: int, end: int, *, paper: bool) -> str:
    """A report's own words decide: all of a paper's, otherwise those that touch the mention."""
    window = text[max(0, start - 60) : end + 60] if paper else text[start : end + 40]
    if not paper:
        window = re.split(r"[，。；;！!\n]", window, maxsplit=1)[0]
    if _LAB_GROWN.search(window):
        return "lab_grown" if paper or _reports(window) else "unknown"
    if _NATURAL.search(window):
        return "natural"
    if _MOISSANITE.search(window) and (paper or _reports(window)):
        return "moissanite"
    # 国检证书合成蓝宝石: no verb between the paper and what it says, and no other reading either.
    if (found := _SYNTHETIC.search(window)) and (paper or _reports(window) or "证书" in window[: found.start()]):
        return "synthetic"
    return "unknown"


def _reports(window: str) -> bool:
    """Whether the words are said of the report: IGI证书 beside 培育钻石 is not yet a lab-grown report."""
    return bool(_SAYS.search(window)) or "report" in window or "laboratory" in window or "报告" in window


def _statements(text: str, found: list[FoundCertificate], *, paper: bool) -> list[FoundCertificate]:
    """证书写合成钻石: a certificate without a name, but with a conclusion."""
    more: list[FoundCertificate] = []
    for match in _SAYS.finditer(text):
        if text[max(0, match.start() - 4) : match.start()].endswith(_SUPPOSES):
            continue  # 如检测为莫桑石假一赔十: a promise, not a report
        window = text[match.end() : match.end() + 10]
        window = re.split(r"[，。；;！!\n]", window, maxsplit=1)[0]
        kind = "lab_grown" if _LAB_GROWN.search(window) else "moissanite" if _MOISSANITE.search(window) else None
        if kind and not any(f.start <= match.start() <= f.end + 24 and f.kind == kind for f in found):
            more.append(FoundCertificate(match.start(), match.end(), None, None, kind))
    if paper and not found and not more:
        for pattern, kind in ((_LAB_GROWN, "lab_grown"), (_NATURAL, "natural")):
            report = pattern.search(text)
            if report and ("report" in text or "证书" in text or "报告" in text or kind == "lab_grown"):
                more.append(FoundCertificate(report.start(), report.end(), None, None, kind))
                break
    return more
