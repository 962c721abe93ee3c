"""Known: what can be known beside one listing. A plain value; nlp never looks anything up itself."""

from __future__ import annotations

import hashlib

import msgspec
from msgspec import Struct


class Known(Struct, frozen=True):
    """Facts from outside the listing, empty by default.

    ``authorised_brands``: standard names of brands this seller may sell on the day, with proof on file.
    """

    authorised_brands: tuple[str, ...] = ()

    def digest(self) -> str | None:
        """``sha256:…`` over the canonical form, or None when nothing is known."""
        if self == Known():
            return None
        canonical = msgspec.json.encode(Known(authorised_brands=tuple(sorted(set(self.authorised_brands)))))
        return "sha256:" + hashlib.sha256(canonical).hexdigest()
