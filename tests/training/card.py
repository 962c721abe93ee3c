"""The card beside the weights: prose by hand, figures by ``make train``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nlp.second_reader.model import WEIGHTS

CARD = WEIGHTS.with_name("card.md")
_BEGIN, _END = "<!-- figures: written by make train -->", "<!-- end of figures -->"


def write_card(lines: Iterable[str], digest: str, card: Path = CARD) -> None:
    """Replace what stands between the marks. ``digest``: sha256 of the weights that the figures belong to."""
    before, rest = card.read_text(encoding="utf-8").split(_BEGIN)
    after = rest.split(_END)[1]
    figures = "\n".join((f"Weights sha256: `{digest}`", "", *lines))
    card.write_text(f"{before}{_BEGIN}\n\n{figures}\n\n{_END}{after}", encoding="utf-8")
