"""Currency names, signs and abbreviations on shop pages, read into ISO 4217 codes."""

from __future__ import annotations

import re
from functools import lru_cache

WITHOUT_CENTS = frozenset({"CLP", "JPY", "KRW", "VND", "PYG", "ISK", "IDR", "COP", "HUF"})
"""Currencies whose prices carry no cents in shops: a point before three digits groups thousands."""

_CODES = frozenset(
    [
        "AED",
        "ARS",
        "AUD",
        "BDT",
        "BGN",
        "BHD",
        "BRL",
        "BYN",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "GBP",
        "GEL",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JPY",
        "KES",
        "KRW",
        "KWD",
        "KZT",
        "LKR",
        "MAD",
        "MOP",
        "MXN",
        "MYR",
        "NGN",
        "NOK",
        "NZD",
        "OMR",
        "PEN",
        "PHP",
        "PKR",
        "PLN",
        "PYG",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TND",
        "TRY",
        "TWD",
        "UAH",
        "USD",
        "UYU",
        "VND",
        "ZAR",
    ]
)
_FORMER = {"RUR": "RUB", "BYR": "BYN", "RMB": "CNY", "CNH": "CNY", "NTD": "TWD"}

# Longest sign first: "HK$" must be seen before "$".
_SIGNS: tuple[tuple[str, str], ...] = (
    ("人民币", "CNY"), ("US$", "USD"), ("HK$", "HKD"), ("NT$", "TWD"), ("MOP$", "MOP"), ("AU$", "AUD"), ("CA$", "CAD"),
    ("C$", "CAD"), ("A$", "AUD"), ("NZ$", "NZD"), ("R$", "BRL"), ("S$", "SGD"), ("MX$", "MXN"), ("美元", "USD"),
    ("港币", "HKD"), ("港元", "HKD"), ("欧元", "EUR"), ("英镑", "GBP"), ("日元", "JPY"), ("円", "JPY"), ("韩元", "KRW"),
    ("€", "EUR"), ("£", "GBP"), ("₽", "RUB"), ("руб", "RUB"), ("б.р", "BYN"), ("₸", "KZT"), ("тг", "KZT"), ("₴", "UAH"),
    ("грн", "UAH"), ("zł", "PLN"), ("Kč", "CZK"), ("лв", "BGN"), ("₩", "KRW"), ("원", "KRW"), ("₹", "INR"), ("₺", "TRY"),
    ("₫", "VND"), ("฿", "THB"), ("₪", "ILS"), ("₱", "PHP"), ("ر.س", "SAR"), ("د.إ", "AED"), ("元", "CNY"), ("块", "CNY"),
)  # fmt: skip
_ALONE: tuple[tuple[str, str], ...] = (
    (r"Ft", "HUF"), (r"lei", "RON"), (r"TL", "TRY"), (r"RM", "MYR"), (r"Rp", "IDR"), (r"Fr", "CHF"), (r"EURO?S?", "EUR"),
)  # fmt: skip

# What an ambiguous sign means is settled by the country a host names.
_DOLLAR = {
    "ar": "ARS", "au": "AUD", "ca": "CAD", "cl": "CLP", "co": "COP", "hk": "HKD", "mx": "MXN", "nz": "NZD", "sg": "SGD",
    "tw": "TWD", "uy": "UYU", "mo": "MOP",
}  # fmt: skip
_CROWN = {"se": "SEK", "no": "NOK", "dk": "DKK", "is": "ISK"}
_RUPEE = {"pk": "PKR", "lk": "LKR", "in": "INR"}
_COUNTRY: dict[str, str] = _DOLLAR | _CROWN | _RUPEE | {
    "at": "EUR", "be": "EUR", "de": "EUR", "ee": "EUR", "es": "EUR", "fi": "EUR", "fr": "EUR", "gr": "EUR", "ie": "EUR",
    "it": "EUR", "lt": "EUR", "lv": "EUR", "nl": "EUR", "pt": "EUR", "si": "EUR", "sk": "EUR", "eu": "EUR", "uk": "GBP",
    "br": "BRL", "by": "BYN", "ch": "CHF", "cn": "CNY", "cz": "CZK", "hu": "HUF", "jp": "JPY", "kr": "KRW", "kz": "KZT",
    "pl": "PLN", "ro": "RON", "ru": "RUB", "tr": "TRY", "ua": "UAH", "vn": "VND", "za": "ZAR", "th": "THB", "sa": "SAR",
    "ae": "AED", "ph": "PHP", "my": "MYR", "id": "IDR", "il": "ILS",
}  # fmt: skip


def currency_code(text: object) -> str | None:
    """An ISO code from a field that should hold one ("cny", "RUR", "€"); None when it is none."""
    if not isinstance(text, str) or not text.strip():
        return None
    code = text.strip().upper()
    code = str(_FORMER.get(code, code))
    if re.fullmatch(r"[A-Z]{3}", code):
        return code
    return currency_in(text)


@lru_cache(maxsize=4096)
def currency_in(text: str, host: str = "") -> str | None:
    """The currency a price text names; ``host`` decides between the dollars, crowns, rupees and yen."""
    country = host.rsplit(":", 1)[0].rsplit(".", 1)[-1].lower()
    for sign, code in _SIGNS:
        if sign in text:
            return code
    for word in map(str, re.findall(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])", text)):
        code = _FORMER.get(word.upper(), word.upper())
        if code in _CODES and word.isupper():
            return code
    if "¥" in text or "￥" in text:
        return "JPY" if country == "jp" else "CNY"
    if "$" in text:
        return _DOLLAR.get(country, "USD")
    if re.search(r"(?<![A-Za-z])[Rr]s\.?(?![A-Za-z])", text):
        return _RUPEE.get(country, "INR")
    if re.search(r"(?<![A-Za-z])kr\.?(?![A-Za-z])", text, re.IGNORECASE):
        return _CROWN.get(country, "SEK")
    return next((str(code) for word, code in _ALONE if re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", text)), None)


def currency_of_host(host: str) -> str | None:
    """The currency of the country a host name ends in; None for .com and addresses."""
    return _COUNTRY.get(host.rsplit(":", 1)[0].rsplit(".", 1)[-1].lower())
