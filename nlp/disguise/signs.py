"""Signs: every character exchanged for the sign of its group, several times as fast as str.translate."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

_CODES = 0x110000
_ENCODING = "utf-32-le"


class Signs:
    """A table of character -> sign; a character that it does not name is its own sign.

    Looked up by numpy: a dictionary is asked once a character, which shows on every listing.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = dict(table)
        self._codes = np.arange(_CODES, dtype=np.uint32)
        for char, sign in self._table.items():
            self._codes[ord(char)] = ord(sign)

    def __contains__(self, char: str) -> bool:
        return char in self._table

    def of(self, text: str) -> str:
        """The text sign by sign: as long as it was. Lone surrogates stay what they are."""
        codes = np.frombuffer(text.encode(_ENCODING, "surrogatepass"), dtype=np.uint32)
        return self._codes[codes].tobytes().decode(_ENCODING, "surrogatepass")
