"""Who stands behind a shop: names of firms and credit codes in the one form in which they can be compared."""

from __future__ import annotations

import unicodedata

_USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_LENGTH = 18
_SHORTEST_NAME, _LONGEST_NAME = 6, 64


def credit_code(text: str | None) -> str | None:
    """A unified social credit code, or None where the text is none: 18 places and a check digit (GB 32100-2015, 5.3).

    Shops fill the field with noughts and telephone numbers; only a code that checks can tell one firm.
    """
    if text is None or len(text) > 4 * _USCC_LENGTH:
        return None
    code = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if len(code) != _USCC_LENGTH or any(letter not in _USCC_DIGITS for letter in code) or len(set(code)) < 4:
        return None
    places = [_USCC_DIGITS.index(letter) for letter in code]
    total = sum(place * pow(3, i, 31) for i, place in enumerate(places[:-1]))
    return code if (31 - total % 31) % 31 == places[-1] else None


def company_name(text: str | None) -> str | None:
    """A firm's name without width, case, spaces and marks; None for what is too short to be a registered name."""
    if text is None:
        return None
    folded = unicodedata.normalize("NFKC", text[: 4 * _LONGEST_NAME]).casefold()
    name = "".join(letter for letter in folded if letter.isalnum())[:_LONGEST_NAME]
    return name if len(name) >= _SHORTEST_NAME and not name.isdigit() else None
