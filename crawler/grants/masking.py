"""Masking: takes the secrets of a grant out of what a platform says, however it spells them. Shows none of them itself.

Platforms repeat a refused token in the words of an error, and some send a request's parameters back. What is kept of an
answer (evidence, reasons, logs) must be of no use to whoever reads it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, quote_plus

import msgspec

MASK = "****"
LEAST = 5
"""Characters; shorter words are no secrets and would be found inside ordinary ones."""
_NUMBER = 12
"""Digits below which a number is some shop's id and part of other ids, but nothing that opens a door."""
_LARGEST = 8 * 1024 * 1024
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class Mask:
    """Knows secrets and replaces each by four asterisks."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self._spellings: tuple[str, ...] = ()
        self.learn(secrets)

    def __repr__(self) -> str:
        return "Mask(…)"

    def learn(self, secrets: Iterable[str]) -> None:
        """Mask these as well from now on: a renewed grant has new tokens, and the old ones stay secret."""
        new = {secret for secret in secrets if _is_secret(secret)} - self._known
        if new:
            self._known |= new
            told = {spelling for secret in self._known for spelling in _spelt(secret)}
            # The longest first: one secret may begin another.
            self._spellings = tuple(sorted(told, key=lambda spelling: (-len(spelling), spelling)))

    def text(self, text: str) -> str:
        """The text without any of the secrets."""
        for spelling in self._spellings:
            text = text.replace(spelling, MASK)
        return text

    def body(self, body: bytes, encoding: bytes = b"") -> bytes | None:
        """A body without its content encoding and without the secrets; None where it holds none and may stay as it is.

        ``encoding``: its Content-Encoding. A body whose encoding cannot be undone is emptied if there are secrets at all:
        nobody could say what it holds. JSON may spell any character as an escape; it is then written anew.
        """
        if not self._spellings or not body:
            return None
        plain = _undone(body, encoding)
        if plain is None:
            return b""
        masked = plain
        for spelling in self._spellings:
            masked = masked.replace(spelling.encode(), MASK.encode())
        anew = self._json(masked) if b"\\" in masked else None
        return anew or (masked if masked != plain else None)

    def _json(self, body: bytes) -> bytes | None:
        try:
            said = msgspec.json.decode(body)
            masked = self._within(said)
            return msgspec.json.encode(masked) if masked != said else None
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None

    def _within(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._within(inner) for inner in value]
        if isinstance(value, dict):
            return {self.text(name): self._within(inner) for name, inner in value.items()}
        return value


def _is_secret(word: str) -> bool:
    return len(word) >= LEAST and not (word.isdecimal() and len(word) < _NUMBER)


def _spelt(secret: str) -> set[str]:
    """A secret as it is, in an address and in JSON."""
    return {secret, quote(secret, safe=""), quote_plus(secret), msgspec.json.encode(secret).decode()[1:-1]}


def _undone(body: bytes, encoding: bytes) -> bytes | None:
    encoding = encoding.strip().lower()
    if encoding in (b"", b"identity"):
        return body
    if encoding not in (b"gzip", b"x-gzip", b"deflate"):
        return None
    # Servers send deflate with and without zlib's frame (RFC 9110 §8.4.1.2).
    for bits in (_GZIP_OR_ZLIB, -zlib.MAX_WBITS) if encoding == b"deflate" else (_GZIP_OR_ZLIB,):
        unpacker = zlib.decompressobj(bits)
        try:
            plain = unpacker.decompress(body, _LARGEST)
        except zlib.error:
            continue
        # What lies beyond has not been looked at.
        return None if unpacker.unconsumed_tail or unpacker.unused_data else plain
    return None
