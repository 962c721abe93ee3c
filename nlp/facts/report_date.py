"""The day a report was issued, as sellers write it: 出证日期2026-03-18, 2024年4月出证, 报告 2025/11."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(?<!\d)(20[12]\d)[年./\-](\d{1,2})(?:[月./\-](\d{1,2})(?!\d))?")
_BEFORE = re.compile("出证|出具|签发|证书|报告|日期|issued?|date|report")
_AFTER = re.compile("出证|出具|签发|月出|的?证书|的?报告")
_OTHER = re.compile("生产|发货|上架|活动|截止|到期|预售|入库|购于|购入|开播")


def find_report_date(text: str) -> date | None:
    """The first day in a folded text that its words tie to a report; a month alone counts from its first day."""
    for match in _DATE.finditer(text):
        left, right = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 6]
        if _OTHER.search(left) or not (_BEFORE.search(left) or _AFTER.search(right)):
            continue
        try:
            return date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            continue
    return None
