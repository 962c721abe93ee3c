"""Lots: more pieces than a person owns, counted in words (现货三十枚, 新到40对, 五十套起批)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.facts.numerals import parse_number

_NUMERAL = r"(\d{1,4}|[一二两三四五六七八九十百千]{1,5})"
_COUNTER = r"(?:[条只枚件套对副个箱打]|支)"
_COUNT = rf"(?<![\d.第每满买拍]){_NUMERAL} ?{_COUNTER}"
# 一共做三十枚 is an edition, no stock. A number alone may count years, pearls or followers: the words beside it make it a stock.
_STOCK = re.compile(
    rf"(?:现货|新到|到了|到货|库存|还有|还剩|剩货|剩|一共|总共|共有|整箱|打包|拼单|全新未拆|余货|囤了|攒了|批量)[^。!?;,，\n做制限]{{0,4}}?{_COUNT}"
    rf"|{_COUNT} ?(?:起批|起(?![一-龥])|起订|起发|起售|起拿|现货|库存|打包|到货|一起出|批发|任选|做完即止|以上)"
)
_TITLE = re.compile(_COUNT)
_MOST_COUNTED = 2000
"""A larger number before a counter is a year or a model."""


def find_lots(text: str, more_than: int, *, title: bool = False) -> Iterator[tuple[int, int]]:
    """[start, end) of every count above ``more_than`` pieces in a folded text; a title counts pieces in so many words."""
    for found in (_TITLE if title else _STOCK).finditer(text):
        numeral = next(group for group in found.groups() if group)
        number = parse_number(numeral)
        if number is not None and more_than < number <= _MOST_COUNTED:
            yield found.span()
