"""Listings told in a line each, for tests of what is charged and what is not."""

from __future__ import annotations

from datetime import date

from crawler.listing import Listing, Price, Sku, Spec, Utterance
from nlp.evaluate import scored_as
from nlp.screen import Screener

ON = date(2026, 11, 22)


def charged(
    title: str,
    description: str = "",
    yuan: float | None = None,
    speech: str = "",
    skus: tuple[tuple[str, int], ...] = (),
) -> frozenset[str]:
    """The rules of the families LG and IP that flag the listing. ``speech``: utterances parted by "/"; ``skus``: (choice, yuan)."""
    listing = Listing(
        platform="other",
        item_id="1",
        title=title,
        description_text=description or None,
        price=Price(sale_fen=round(yuan * 100)) if yuan is not None else None,
        speech=tuple(Utterance(text=text) for text in speech.split("/") if text),
        skus=tuple(
            Sku(sku_id=str(i), spec=(Spec(name="款式", value=choice),), price_fen=price * 100)
            for i, (choice, price) in enumerate(skus)
        ),
    )
    found = Screener.default().screen(listing, ON).findings
    return frozenset(finding.rule for finding in found if scored_as(finding.rule))
