"""Chinese numerals as numbers: 八百八十八, 三万五, 一点二, 半. price-parser reads none of them."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000}
CHARACTERS = "".join(DIGITS) + "十百千万点半"


def parse_number(text: str) -> float | None:
    """A numeral in ASCII digits, Chinese, or mixed (1.2万, 3千), or None. At most 12 characters are read."""
    if not text or len(text) > 12:
        return None
    try:
        return float(text)
    except ValueError:
        pass
    for unit, factor in (("万", 10_000), ("千", 1000), ("百", 100)):
        head, mark, tail = text.partition(unit)
        if mark and head.replace(".", "", 1).isascii() and (number := _float(head)) is not None:
            rest = _tail(tail, factor) if tail else 0.0
            return None if rest is None else number * factor + rest
    if text == "半":
        return 0.5
    whole, point, fraction = text.partition("点")
    if point:
        return _with_fraction(whole, fraction)
    high, wan, low = text.partition("万")
    if wan:
        head_value = _below_wan(high)
        rest = _tail(low, 10_000) if low else 0.0
        return None if head_value is None or rest is None else head_value * 10_000 + rest
    return _below_wan(text)


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _with_fraction(whole: str, fraction: str) -> float | None:
    head = _below_wan(whole) if whole else 0.0
    if head is None or not fraction or any(c not in DIGITS for c in fraction):
        return None
    return head + float("0." + "".join(str(DIGITS[c]) for c in fraction))


def _tail(text: str, above: int) -> float | None:
    """What follows a unit: 三万五 is 35,000, 三万零五 is 30,005."""
    if len(text) == 1 and text in DIGITS:
        return DIGITS[text] * above / 10
    return _below_wan(text)


def _below_wan(text: str) -> float | None:
    if not text or any(c not in DIGITS and c not in _UNITS for c in text):
        return None
    if all(c in DIGITS for c in text):
        # 一六八 is read digit by digit; a single digit is itself.
        return float("".join(str(DIGITS[c]) for c in text))
    total, digit, unit = 0, 0, 1
    zero = False
    for char in text:
        if char in DIGITS:
            digit, zero = DIGITS[char], DIGITS[char] == 0 or zero
        else:
            unit = _UNITS[char]
            total += (digit or 1) * unit
            digit, zero = 0, False
    if digit:
        total += digit if unit == 1 or zero or unit == 10 else digit * unit // 10
    return float(total)
