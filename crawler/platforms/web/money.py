"""Prices as shop pages write them, read into hundredths of a currency.

Grouping and decimal marks follow what the number itself shows ("1.299,00", "1,299.00", "24.990"),
Chinese amounts (1.2万元, 3580元起, 八百八十八元) are ours, and price-parser is the second opinion
for everything that is written in a way this file does not know.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from crawler.platforms.web.currencies import WITHOUT_CENTS, currency_in

MAX_TEXT = 200
"""Characters looked at: a price is a short text, and a long one is a paragraph that happens to hold figures."""
LARGEST = 2**63 - 1

_NUMBER = re.compile(r"\d(?:[\d.,'’  ]{0,24}\d)?")
_TEN_THOUSANDS = re.compile(r"(?P<head>\d[\d.,]{0,14})\s?(?P<unit>[万萬])\s?(?P<tail>\d{1,4})?")
_HANZI_AMOUNT = re.compile(r"[零〇一二两三四五六七八九十百千万亿]{1,20}(?=\s?(?:元|块|圆))")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_RANGE = re.compile(r"\d\s?(?P<mark>[–—~～]|-(?=\s?\D{0,4}\d)|至|到|\bto\b)")


@dataclass(frozen=True, slots=True)
class Amount:
    """``hundredths`` of ``currency`` (None when the text names none)."""

    hundredths: int
    currency: str | None = None


def read_amount(text: str, *, currency: str | None = None, host: str = "") -> Amount | None:
    """The first price in a visible text, or None. ``host`` settles what "$" or "kr" means there."""
    folded = _fold(text)
    found = currency_in(folded, host) or currency
    value = _chinese(folded)
    if value is None:
        number = _priced_number(folded, host)
        value = decimal_of(number, found) if number else None
    if value is None:
        value = _second_opinion(folded)
    return _amount(value, found)


def read_range(text: str, *, currency: str | None = None, host: str = "") -> tuple[Amount, Amount] | None:
    """ "502,20 – 558,00 б.р." as its two ends; None when the text is not a range of two prices."""
    folded = _fold(text)
    mark = _RANGE.search(folded)
    if mark is None:
        return None
    found = currency_in(folded, host) or currency
    low = read_amount(folded[: mark.start("mark")], currency=found, host=host)
    high = read_amount(folded[mark.end("mark") :], currency=found, host=host)
    if low is None or high is None or low.hundredths > high.hundredths:
        return None
    return Amount(low.hundredths, found), Amount(high.hundredths, found)


def read_stated(value: object, currency: str | None = None, host: str = "") -> Amount | None:
    """A price from markup meant for machines: a JSON number, or a text whose mark is a point by convention.

    "24.990" is 24.99 by that convention, but 24 990 in a currency that has no cents.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _amount(_decimal(str(value)), currency)
    text = _fold(str(value)).strip()
    if re.fullmatch(r"\d{1,15}(?:\.\d{1,12})?", text):
        if currency in WITHOUT_CENTS and re.fullmatch(r"\d{1,3}\.\d{3}", text):
            return _amount(_decimal(text.replace(".", "")), currency)
        return _amount(_decimal(text), currency)
    return read_amount(text, currency=currency, host=host)


def _priced_number(text: str, host: str) -> str | None:
    """The number beside a currency sign ("(25 Reviews) 26,00 €"), else the first one."""
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) > 1:
        for match in numbers:
            before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 5]
            if currency_in(before.rstrip()[-3:], host) or currency_in(after, host):
                return match[0]
    return numbers[0][0] if numbers else None


def decimal_of(number: str, currency: str | None = None) -> Decimal | None:
    """A written number with its grouping resolved: the last mark is a decimal point unless three digits follow it."""
    compact = re.sub(r"[\s'’]", "", number)
    marks = re.findall(r"[.,]", compact)
    if not marks:
        return _decimal(compact)
    last = marks[-1]
    head, _, tail = compact.rpartition(last)
    groups_only = len(tail) == 3 and len(re.sub(r"[.,]", "", head)) <= 12 and re.sub(r"[.,]", "", head) != "0"
    mixed = len(set(marks)) == 2
    if mixed and not (groups_only and currency in WITHOUT_CENTS):
        return _decimal(re.sub(r"[.,]", "", head) + "." + tail)
    if marks.count(last) > 1 or groups_only:
        return _decimal(re.sub(r"[.,]", "", compact))
    return _decimal(re.sub(r"[.,]", "", head) + "." + tail)


def _chinese(text: str) -> Decimal | None:
    match = _TEN_THOUSANDS.search(text)
    if match:
        head = _decimal(match["head"].replace(",", ""))
        if head is None:
            return None
        tail = match["tail"] or ""
        # "3万5" is 35 000: the figure counts the next lower unit, "3万5000" says it in full.
        rest = Decimal(tail) * (Decimal(10) ** (4 - len(tail))) if len(tail) == 1 else Decimal(tail or 0)
        return head * 10000 + rest
    match = _HANZI_AMOUNT.search(text)
    return _hanzi(match[0]) if match else None


def _hanzi(text: str) -> Decimal | None:
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total = (total + section + digit) * (10_000 if char == "万" else 100_000_000)
            section = digit = 0
    value = total + section + digit
    return Decimal(value) if value else None


def _second_opinion(text: str) -> Decimal | None:
    from price_parser import Price

    return Price.fromstring(text).amount


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:MAX_TEXT])


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _amount(value: Decimal | None, currency: str | None) -> Amount | None:
    if value is None or value < 0 or value * 100 > LARGEST:
        return None
    return Amount(int((value * 100).to_integral_value()), currency)
