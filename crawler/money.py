"""Amounts in yuan as sheets and plain pages write them, read as fen. Strict: a text is one amount, or nothing is read."""

from __future__ import annotations

import re
from decimal import Decimal

_AMOUNT = re.compile(
    r"\s*(?:[¥￥]|(?:RMB|CNY|人民币)\s*)?\s*(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>万|千|元|块|分)?\s*(?P<tail>元|块)?(?:起|整)?\s*",
    re.IGNORECASE,
)
_FEN = {"万": 1_000_000, "千": 100_000, "元": 100, "块": 100, "分": 1}


def parse_fen(text: str, unit: str = "元") -> int | None:
    """``"¥3,580.00"``, ``"1.2万"``, ``"3580元"`` as fen; a bare number counts in ``unit`` (元 or 分).

    None when the text is not one amount in yuan ("面议", "10-20"): nothing is guessed.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    number = Decimal(match["number"].replace(",", "").replace("，", ""))
    fen = number * _FEN[match["unit"] or unit]
    return int(fen.to_integral_value()) if fen < 2**63 else None
