"""Numbers that name a person: mobile telephones, identity cards, bank cards.

Identity numbers: GB 11643 (region, birthday, sequence, check digit by ISO 7064 MOD 11-2). Bank cards: ISO/IEC 7812
(Luhn); UnionPay's begin with 62. Mobile numbers of the mainland: eleven digits from 13 to 19 (YD/T 2583 plan).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from alerts.persons.cues import is_bank, is_other
from alerts.persons.plain import Plain
from alerts.persons.values import Personal

_GAP = r"[ \t\-–—_.·•/、,，~～]{1,2}"
_GROUPS = ((3, 4, 4), (4, 3, 4), (4, 4, 3), (3, 8), (7, 4), (3, 3, 5), (5, 6))


def _grouped(groups: tuple[int, ...]) -> str:
    first = rf"1[3-9]\d{{{groups[0] - 2}}}"
    return _GAP.join((first, *(rf"\d{{{n}}}" for n in groups[1:])))


_PHONE = re.compile(
    r"(?<![\d])(?:(?:\+|00)?86[ \-]?)?(?P<own>"
    + "|".join((r"1[3-9]\d{9}", *map(_grouped, _GROUPS), rf"1{_GAP}[3-9](?:{_GAP}\d){{9}}"))
    + r")(?!\d)"
)
_LETTERS_BEFORE = re.compile(r"([a-z]+)[ ]?$")
_CALLED = frozenset({"tel", "phone", "mobile", "call", "v", "vx", "wx", "wechat", "weixin", "qq", "mob", "m", "t"})
_MEASURE = re.compile(r"[ ]?(?:元|块|ct|克拉|克|g(?![a-z])|mm|cm|kg|%|颗|粒|件|分)|\.\d|[a-z]")
_CARD = re.compile(r"(?<![0-9a-z])[1-9]\d{5}(?P<gap>[ \-]?)\d{4}[ \-]?\d{4}(?P=gap)\d{3}[\dx](?![0-9a-z])")
_BANK = re.compile(r"(?<![0-9a-z])(?:\d{16,19}|\d{4}(?:[ \-]\d{4}){3}(?:[ \-]\d{1,3})?)(?![0-9a-z])")
_REGIONS = {"1": "12345", "2": "123", "3": "1234567", "4": "123456", "5": "01234", "6": "12345", "7": "1", "8": "123"}
_PROVINCES = frozenset(first + second for first, seconds in _REGIONS.items() for second in seconds)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def numbers(plain: Plain) -> Iterator[Personal]:
    """Every such number of a text. What the words beside it call a report, an item or a price is none."""
    text = plain.text
    for match in _PHONE.finditer(text):
        start, end = match.span("own")
        if _is_phone(text, match.start(), end):
            yield Personal(*plain.bounds(start, end), "phone")
    for match in _CARD.finditer(text):
        if is_identity(_digits(match[0])) and not is_other(text, *match.span()):
            yield Personal(*plain.bounds(*match.span()), "id_card")
    for match in _BANK.finditer(text):
        number, said = _digits(match[0]), is_bank(text, match.start())
        known = said or (number.startswith("62") and not is_other(text, *match.span()))
        if 16 <= len(number) <= 19 and known and luhn(number):
            yield Personal(*plain.bounds(*match.span()), "bank_card")


def is_identity(number: str) -> bool:
    """Whether eighteen characters are an identity number: a province, a day of birth, the right check digit."""
    if number[:2] not in _PROVINCES:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return 1900 <= born.year <= 2100 and "10x98765432"[total % 11] == number[17]


def luhn(number: str) -> bool:
    """The check of ISO/IEC 7812."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_phone(text: str, start: int, end: int) -> bool:
    letters = _LETTERS_BEFORE.search(text, max(0, start - 12), start)
    if letters is not None and letters[1] not in _CALLED and text[start - 1] != " ":
        return False
    if text[max(0, start - 2) : start].endswith(".") and text[max(0, start - 2) : start - 1].isdigit():
        return False
    return not _MEASURE.match(text, end) and not is_other(text, start, end)


def _digits(text: str) -> str:
    return text.replace(" ", "").replace("-", "")
