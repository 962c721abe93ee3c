"""Report numbers of a listing with the weights given for its stone, found without reading the rest."""

from __future__ import annotations

from crawler.listing import Listing, text_fields
from nlp.claim import Polarity
from nlp.facts.certificate import speaks_of_paper
from nlp.reader import Reader


def numbered(listing: Listing) -> dict[str, frozenset[float]]:
    """Report number (``LG612345678``) -> weights in carat of the main stone; of a choice of sizes, of that size.

    Most listings name no report and cost one look at their texts.
    """
    if not any(speaks_of_paper(text) for _, text in text_fields(listing)):
        return {}
    reading = Reader.default().read(listing)
    found: dict[str, frozenset[float]] = {}
    for paper in reading.certificates:
        if paper.number is None or paper.polarity is not Polarity.AFFIRM:
            continue
        prefix = ".".join(paper.span.field.split(".")[:2]) + "." if paper.span.field.startswith("skus.") else ""
        carats = {
            carat.carat
            for carat in reading.carats
            if carat.role in ("main", "unknown") and carat.span.field.startswith(prefix)
        }
        found[paper.number] = found.get(paper.number, frozenset()) | carats
    return found
