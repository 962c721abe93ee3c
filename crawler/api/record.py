"""Record: one JSON object of a platform's answer, read field by field, with note taken of what its documents do not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_LARGEST_FEN = 2**63


class Record:
    """A view of a JSON object. Records made from it share its ``unknown``: ``name=value`` of whatever was not understood.

    A field that is absent, null or empty reads as None and is no signal; a value of a kind that was not expected is one.
    """

    def __init__(self, value: Any, unknown: list[str] | None = None) -> None:
        self.value: Mapping[str, Any] = value if isinstance(value, dict) else {}
        self.unknown: list[str] = [] if unknown is None else unknown
        if not isinstance(value, dict) and value is not None:
            self._signal("object", value)

    def raw(self, *names: str) -> Any:
        """The first of these fields that holds anything, as it is."""
        return next((found for name in names if (found := self.value.get(name)) not in (None, "", [], {})), None)

    def text(self, *names: str) -> str | None:
        """The first of these fields that holds words or a whole number, without blanks around it.

        Ids come as numbers here and as text there; what has passed through a fraction is refused, for it has lost digits.
        """
        for name in names:
            value = self.value.get(name)
            if isinstance(value, str) and value.strip():
                return value.strip()
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
            if value not in (None, "", [], {}) and not isinstance(value, str):
                self._signal(name, value)
        return None

    def whole(self, *names: str) -> int | None:
        """The first of these fields that holds a whole number not below zero, also where it is written as text."""
        for name in names:
            value = self.value.get(name)
            if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
                return int(value)
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST_FEN:
                return value
            if value not in (None, "", [], {}):
                self._signal(name, value)
        return None

    def fen(self, *names: str) -> int | None:
        """An amount that the platform states in fen."""
        return self.whole(*names)

    def yuan(self, *names: str) -> int | None:
        """An amount that the platform states in yuan (``"5.00"``, ``5``, ``5.5``), in fen; parts of a fen are refused."""
        for name in names:
            value = self.value.get(name)
            if value in (None, "") or isinstance(value, bool):
                continue
            try:
                fen = Decimal(str(value).strip() if isinstance(value, str | int | float) else "NaN") * 100
                if fen.is_finite() and 0 <= fen < _LARGEST_FEN and fen == fen.to_integral_value():
                    return int(fen)
            except InvalidOperation:
                pass
            self._signal(name, value)
        return None

    def one_of(self, name: str, known: Mapping[str, T], otherwise: T) -> T:
        """What a coded value means; ``otherwise``, and a signal, for a code that the documents do not have."""
        value = self.value.get(name)
        if value is None or value == "":
            return otherwise
        code = shown(value)
        if code not in known:
            self._signal(name, value)
            return otherwise
        return known[code]

    def record(self, name: str) -> Record:
        """The object in a field; an empty one where there is none."""
        return Record(self.value.get(name), self.unknown)

    def records(self, *names: str) -> Iterator[Record]:
        """The objects of a list in one of these fields, in order; what is no object is signalled and passed over."""
        for value in self._list(*names):
            if isinstance(value, dict):
                yield Record(value, self.unknown)
            else:
                self._signal(names[0], value)

    def texts(self, *names: str) -> Iterator[str]:
        """The words of a list in one of these fields, in order."""
        for value in self._list(*names):
            if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
                yield str(value).strip()
            elif value not in (None, ""):
                self._signal(names[0], value)

    def inner(self, name: str) -> Record:
        """The object that a field carries as text of JSON (some platforms pack JSON into JSON)."""
        value = self.value.get(name)
        if isinstance(value, str) and value.strip():
            try:
                return Record(msgspec.json.decode(value), self.unknown)
            except (msgspec.DecodeError, RecursionError):
                self._signal(name, value)
                return Record(None, self.unknown)
        return Record(value or None, self.unknown)

    def _list(self, *names: str) -> Sequence[Any]:
        found = self.raw(*names)
        if found is None:
            return ()
        if isinstance(found, list):
            return found
        self._signal(names[0], found)
        return ()

    def _signal(self, name: str, value: Any) -> None:
        signal = f"{name}={shown(value)}"
        if signal not in self.unknown:
            self.unknown.append(signal)


def shown(value: Any, most: int = 40) -> str:
    """A value for people to see, cut short; what is nested too deep to be written is only named."""
    try:
        return str(value)[:most]
    except RecursionError:
        return f"<{type(value).__name__}>"
