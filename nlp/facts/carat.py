"""Weights of stones: 1克拉, 1.01ct, 半克拉, 50分 (1 分 = 0.01 carat)."""

from __future__ import annotations

import re

from nlp.facts.found import Found, after, before
from nlp.facts.numerals import parse_number

_NUMBER = r"\d{1,4}(?:\.\d{1,3})?|[零一二两三四五六七八九十百半]{1,5}(?:点[零一二三四五六七八九]{1,2})?|点[零一二三四五六七八九]{1,2}"
_CARAT = re.compile(rf"({_NUMBER})[ ]?(克拉|卡拉|ct|cts|carats|carat)(半)?")
_POINT = re.compile(
    r"(\d{1,3}(?:\.\d)?|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])[ ]?(分|pts|points)"
)
# On reports the unit comes first: carat weight: 0.52, 克拉重量0.52.
_REPORTED = re.compile(
    r"(?:carat(?: ?weight)?|克拉重量?|克拉数)[ :]{0,3}(\d{1,2}\.\d{2,3})(?![\d.]|[ ]?(?:ct|克拉|carat|g|克))"
)
# A numeral that touches a unit: what most texts lack, found at the speed of a search for characters.
_WEIGHED = re.compile(r"[\d零一二两三四五六七八九十百半][ ]?(?:克拉|卡拉|ct|carat|分|pts|points)")

WORDS = ("克拉", "卡拉", "ct", "carat", "分", "pts", "points", "石重", "钻重")
"""One of these stands in the texts of every listing that gives a weight in carat."""

# 分 is also a minute, a mark, a share and half of many words; it weighs only where a stone or nothing follows.
_NOT_WEIGHT_AFTER = tuple("期钟之析类享别公量店销辨解手数装体寸组明散布批部级款好评红成贝秒币辩")
_NOT_WEIGHT_BEFORE = tuple("点时評评得积满打加减扣总高低考第百万几十比約学计")
_EFFECT_BEFORE = (
    "效果",
    "显",
    "视觉",
    "看起来",
    "看着像",
    "看着",
    "像",
    "仿",
    "媲美",
    "堪比",
    "似",
    "相当于",
    "拍出",
    "变成",
    "秒变",
    "撑到",
    "撑出",
    "撑成",
    "戴出",
    "顶得上",
    "抵得上",
    "赛过",
    "看成",
    "看齐",
    "放大到",
    "做出",
)
_EFFECT_AFTER = (
    "效果",
    "视觉",
    "视感",
    "的效果",
    "既视感",
    "大小的效果",
    "的视觉",
    "观感",
    "的既视感",
    "钻戒效果",
    "钻石效果",
    "钻效果",
    "级效果",
    "那么大",
    "一样大",
    "的大小",
    "的气场",
    "的排场",
    "的感觉",
)
_MAIN = (
    "正中",
    "当中",
    "居中",
    "中央",
    "最大的",
    "大的那颗",
    "最大一颗",
    "最大的一颗",
    "最大颗",
    "最大那颗",
    "主石",
    "主钻",
    "单颗",
    "单粒",
    "净重",
    "单石",
    "中间",
    "中心",
    "裸石",
    "裸钻",
    "实重",
    "主体",
)
_SIDE = ("副石", "围石", "侧石", "配石", "小钻", "围镶", "配钻", "副钻", "碎钻", "辅石", "边钻", "伴石")
_TOTAL = ("共", "总重", "总", "合计", "群镶", "排镶", "总计", "加起来", "拼", "合起来")


def find_carats(text: str, label: str = "") -> list[Found]:
    """Weights in carat of a folded text. ``label`` is the name of the attribute that holds the text."""
    found: list[Found] = []
    if _WEIGHED.search(text):
        found += [f for m in _CARAT.finditer(text) if (f := _carat(text, m, label))]
        found += [f for m in _POINT.finditer(text) if (f := _points(text, m, label))]
    if "克拉" in text or "carat" in text:
        found += [
            Found(m.start(1), m.end(1), float(m[1]), _role(text, m.start(1), m.end(1), label))
            for m in _REPORTED.finditer(text)
        ]
    if not found and label and (bare := _labelled(text, label)):
        found.append(bare)
    return sorted(found, key=lambda f: f.start)


def _carat(text: str, match: re.Match[str], label: str) -> Found | None:
    end = match.end()
    latin = match[2].isascii()
    if latin and text[end : end + 1].isascii() and text[end : end + 1].isalpha():
        return None
    if _cut_number(text, match.start()):
        return None
    number = parse_number(match[1])
    if number is None and match[1].startswith("点"):
        number = parse_number("零" + match[1])
    if number is None or not 0 < number < 10_000:
        return None
    return Found(match.start(), end, number + (0.5 if match[3] else 0.0), _role(text, match.start(), end, label))


def _points(text: str, match: re.Match[str], label: str) -> Found | None:
    start, end = match.start(), match.end()
    number = parse_number(match[1])
    if number is None or not 0 < number <= 300 or _cut_number(text, start):
        return None
    if text[end : end + 1] in _NOT_WEIGHT_AFTER or text[start - 1 : start] in _NOT_WEIGHT_BEFORE:
        return None
    # 十分 is "very" unless a stone follows.
    if match[1] == "十" and text[end : end + 1] not in ("钻", "裸"):
        return None
    return Found(start, end, number / 100, _role(text, start, end, label))


def _labelled(text: str, label: str) -> Found | None:
    """主石重量: 1.01 with the unit in the label or left out."""
    value = text.strip()
    if not any(word in label for word in ("克拉", "主石重", "钻石重", "钻重", "石重", "carat", "ct", "分数")):
        return None
    if not re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?", value):
        return None
    number = float(value) / (100 if "分数" in label else 1)
    start = text.index(value)
    return Found(start, start + len(value), number, _role(text, start, start + len(value), label)) if number else None


def _cut_number(text: str, start: int) -> bool:
    """Whether the match began inside a longer number, such as the 01 of LG601."""
    previous = text[start - 1 : start]
    return previous.isascii() and (previous.isdigit() or previous == "." or previous.isalpha())


def _role(text: str, start: int, end: int, label: str) -> str:
    left, right = before(text, start, 8), after(text, end, 6)
    if any(w in left[-5:] for w in _EFFECT_BEFORE) or right.startswith(_EFFECT_AFTER):
        return "effect"
    around = left + " " + label
    for role, words in (("side", _SIDE), ("total", _TOTAL), ("main", _MAIN)):
        if any(w in around for w in words) or (role != "total" and right.startswith(words)):
            return role
    return "unknown"
