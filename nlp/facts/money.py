"""Amounts of money named in text: 元, ¥, 万, 块, 千, the slang 米, and Chinese numerals in full."""

from __future__ import annotations

import re

from nlp.facts.found import Found, after, before
from nlp.facts.numerals import parse_number

_ASCII = r"\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?"
_SIGNED = re.compile(rf"[¥￥][ ]?({_ASCII})(?:[ ]?(万|千|w|k))?")
_SPOKEN = re.compile(rf"({_ASCII})[ ]?(万元|万块|千元|千块|万|千|元|块钱|块|米|rmb|w)")
_CHINESE = re.compile(r"([零一二两三四五六七八九十百千万]{1,11})(元|块钱|块|米)?")
# 三块八, 9米9: one digit after the unit is a tenth of it.
_TENTH = re.compile(r"[一二三四五六七八九\d](?![\d.一二三四五六七八九十百千万])")
# 现价2999: a word of price makes an amount of a number without a unit, if nothing else claims the number.
_NAMED = re.compile(
    r"(?:原价|现价|到手价?|直播价|专柜价|市场价|吊牌价|全款|全价|一口价|成交价|落槌价|落锤价|起拍价?|团购价|活动价|福利价|折后价?|实付|刷卡价|秒杀价?|特价|券后价?|售价|定金|订金|尾款|补差价?)[ :]?(\d{2,8})()(?![\d%]|[.,]\d|ct|克|分|mm|cm|年|月|号|折|件|款|元|块|万|千|米|k|w)"
)
# Most texts name no amount: without one of the characters that every match holds, none is looked for.
_PATTERNS = (
    (_SIGNED, "¥￥"), (_SPOKEN, "万千元块米bw"), (_CHINESE, "元块米百千万"), (_NAMED, "价全秒定订尾款手"),
)  # fmt: skip
_FACTOR = {"万": 10_000, "千": 1000, "w": 10_000, "k": 1000}
_COUNTED = tuple("人粉条单件颗粒个次位家只种台名年")
_LARGE = frozenset("百千万")
_MAX_FEN = 10**13

_ROLES = (
    ("deposit", ("定金", "订金", "预付", "首付", "意向金")),
    ("difference", ("补差", "差价", "补款", "尾款")),
    ("postage", ("邮费", "运费", "快递费")),
    (
        "market",
        ("原价", "专柜价", "专柜", "吊牌价", "市场价", "划线价", "官方价", "官网", "门店价", "指导价", "零售价"),
    ),
    (
        "price",
        (
            "到手",
            "现价",
            "只要",
            "仅需",
            "仅",
            "售价",
            "秒杀",
            "直播价",
            "特价",
            "价",
            "只需",
            "才",
            "卖",
            "报",
            "直播间",
        ),
    ),
)


def find_money(text: str) -> list[Found]:
    """Amounts in fen of a folded text, with their role."""
    matches = [
        m
        for pattern, marks in _PATTERNS
        if any(mark in text for mark in marks)
        for m in pattern.finditer(text)
        if pattern is not _CHINESE or _may_be_amount(m)
    ]
    if not matches:
        return []
    matches.sort(key=lambda m: (m.start(), -m.end()))
    found: list[Found] = []
    covered = 0
    for match in matches:
        if match.start() < covered:
            continue
        fen = _fen(text, match)
        if fen is None:
            continue
        start, end = match.start() if match.re is _SIGNED else match.start(1), match.end()
        if match[2] in ("块", "米") and (tenth := _TENTH.match(text, end)):
            fen, end = fen + round(10 * (parse_number(tenth[0]) or 0)), tenth.end()
        covered = end
        found.append(Found(start, end, fen, _role(text, start, end)))
    return found


def _may_be_amount(match: re.Match[str]) -> bool:
    """A Chinese numeral with a unit, or one large enough to be a price: 一批, 三档 and 四十 are counts."""
    return match[2] is not None or (match.end() - match.start() >= 2 and not _LARGE.isdisjoint(match[1]))


def _fen(text: str, match: re.Match[str]) -> int | None:
    number = parse_number(match[1].replace(",", ""))
    unit = match[2] or ""
    certain = match.re is _SIGNED or match.re is _NAMED
    if number is None or not (certain or _is_money(text, match, unit)):
        return None
    factor = next((f for mark, f in _FACTOR.items() if unit.startswith(mark)), 1)
    fen = round(number * factor * 100)
    return fen if 0 <= fen <= _MAX_FEN else None


def _is_money(text: str, match: re.Match[str], unit: str) -> bool:
    """块 counts stones too, 米 measures, 万 counts people: these need a hint of price."""
    previous = text[match.start() - 1 : match.start()]
    if match[1][0].isdigit() and previous.isascii() and (previous.isalnum() or previous == "."):
        return False
    following = text[match.end() : match.end() + 1]
    if unit == "元":
        return following not in tuple("素旦宝宵")
    if unit in ("万元", "万块", "千元", "千块", "块钱", "rmb"):
        return True
    tenth = _TENTH.match(text, match.end()) if unit in ("块", "米") else None
    hinted = _role(text, match.start(), tenth.end() if tenth else match.end()) != "unknown"
    if not unit:
        # 三万五 without a unit is a price where the words beside it say so, and not a count.
        return hinted and not _LARGE.isdisjoint(match[1]) and len(match[1]) >= 2 and following not in _COUNTED
    if unit == "块":
        large = len(match[1]) >= 2 and following not in tuple("石玉料钻原")
        return large or hinted
    if unit == "米":
        return hinted and following not in tuple("长宽高粒珠白")
    return hinted and following not in _COUNTED


def _role(text: str, start: int, end: int) -> str:
    left, right = before(text, start, 6), after(text, end, 4)
    if not left and not right:
        return "unknown"
    for role, words in _ROLES:
        if any(w in left for w in words) or (role != "price" and right.startswith(words)):
            return role
    return "price" if right.startswith(("包邮", "拿下", "带走", "到手", "秒")) else "unknown"
