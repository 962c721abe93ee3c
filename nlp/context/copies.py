"""Copies as a topic: somebody else's copies that a speaker turns away, sends elsewhere, finds fault with or remembers.

高仿的别来问价, “高仿多少钱”出门左转, 高仿的珠边是糊的, 复刻表我们收过一次赔了: the seller speaks of what he does not sell.
"""

from __future__ import annotations

import re

_NOUNS = ("高仿", "精仿", "仿品", "仿货", "假货", "复刻", "a货", "A货")
_DEEDS = ("复刻", "仿制", "开模")
_PIECES = r"(?:的|那种|这种|那些|表|包|款|版|货|品|镯|戒|链|手镯|戒指|手链|项链){0,2}"
_TURNED_AWAY = r"(?:朋友|老板|贩子|商家)?(?:请|麻烦|一律|就)?(?:别来|别问|别加|勿|绕道|绕行|免谈|走开|退散|出门|不收|不卖|不接|不碰|不做|不要来|我不|我们不|本店不|咱不)"
_REMEMBERED = r"(?:我|我们|咱|咱们|店里|当铺)?(?:也)?(?:收过|买过|见过|见多了|吃过亏|上过当|栽过)"
_FAULT = r"[^，。！？；,!?;\n]{0,8}?(?:是|会|都|就|很|发|有|比较)?(?:糊|模糊|粗糙|毛刺|歪|发黑|掉色|不齐|不匀|轻飘|发飘|对不上|过不了)"
_SENT_AWAY = (
    r"(?:的?(?:人|贩子|朋友)?[”\"]?(?:来|找|想|问|要|寄|拿|混|多少钱|有没有)[^。！？;\n]{0,14}?|[^，。！？；,!?;\n]{0,6}[”\"][，,]?)"
    r"(?:退回|退掉|拉黑|出门[左右]转|轰|撵|赶走|不收|不接|不理|举报|拒收|不认识|慢走|不送|踢出)"
)
_TOPIC = re.compile(f"{_PIECES}(?:{_TURNED_AWAY}|{_REMEMBERED}|{_FAULT}|{_SENT_AWAY})")
_ASKED_ELSEWHERE = ("去问", "问问", "去找")
"""你去问N厂: whoever deals in it is somebody else."""
_STARTS = frozenset('，。！？；,!?; \n“"、：:拿卖寄送')
_AHEAD = 24


def topic_of_others(text: str, start: int, end: int) -> bool:
    """Whether the copy word at [start, end) opens a clause that turns copies away, faults or remembers them."""
    if text[max(0, start - 2) : start] in _ASKED_ELSEWHERE:
        return True
    # 不配件、不复刻件: what is not done needs no more words.
    if text[start - 1 : start] in ("不", "没") and text[start:end] in _DEEDS:
        return text[max(0, start - 2) : start - 1] != "无"
    opens = start == 0 or text[start - 1] in _STARTS
    return opens and text[start:end] in _NOUNS and _TOPIC.match(text[end : end + _AHEAD]) is not None
