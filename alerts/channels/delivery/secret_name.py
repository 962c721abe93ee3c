"""The name of a secret, as it stands in ``notify.yml`` in place of the secret itself."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

SecretName = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9_]{0,63}$")]
"""Capitals, digits, ``_``: an address or a token pasted here by mistake does not fit."""
