"""Screening against the plain pipeline: spaCy blank zh with stock jieba and a PhraseMatcher over our own terms.

The peer only segments and finds phrases; screening folds, reads in context, judges and proves. Texts are the
sample market's listings, brought to 245 characters; in the mixed market four of five are ordinary listings of
other goods, each different.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from crawler.listing import Listing, decode_listing, text_fields
from crawler.shanghai import local_day
from desk.market.shelves import shelves
from nlp.lexicon.entries import Lexicon
from nlp.reader import Reader
from nlp.screen import Screener
from tests.bench.timing import medians

CHARACTERS = 245
_ABOUT_JEWELLERY = frozenset("DNLSCTBGIJ")
"""Classes of claims (nlp.claim) that make a listing a candidate."""
COUNT = 500
ORDINARY = Path(__file__).parents[1] / "corpus"


def run() -> None:
    on = local_day(datetime.now(UTC))
    jewellery = _jewellery()
    others = _others()
    mixed = [text if i % 5 == 0 else others[i % len(others)] for i, text in enumerate(jewellery)]
    screener = Screener.default()
    peer = _peer()
    for name, texts in (("mixed market", mixed), ("jewellery only", jewellery)):
        listings = [
            Listing(platform="other", item_id=str(i), title=t[:40], description_text=t[40:])
            for i, t in enumerate(texts)
        ]
        ours, theirs = medians(
            lambda listings=listings: [screener.screen(listing, on) for listing in listings],
            lambda texts=texts: [peer(text) for text in texts],
        )
        print(
            f"screening, {name}: {COUNT / ours:,.0f} listings/s; spaCy + jieba + phrases {COUNT / theirs:,.0f}/s; "
            f"ratio {theirs / ours:.1f}"
        )
    print(f"peak memory of both: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _jewellery() -> list[str]:
    texts = []
    for shelf in shelves():
        for goods in shelf.days[1]:
            words = "，".join(filter(None, (goods.title, goods.subtitle, goods.description, *goods.speech)))
            texts.append((words * (CHARACTERS // len(words) + 1))[:CHARACTERS])
    return (texts * (COUNT // len(texts) + 1))[:COUNT]


def _others() -> list[str]:
    """Texts of ordinary listings that name no stone, no brand and no jewellery, brought to the same length."""
    texts = []
    for path in sorted(ORDINARY.glob("ordinary*.jsonl")):
        for line in path.read_bytes().splitlines():
            listing = decode_listing(line)
            if Reader.default().read(listing).mentioned.isdisjoint(_ABOUT_JEWELLERY):
                texts.append("，".join(text for _, text in text_fields(listing)))
    rest = "，".join(texts)
    return [(text + "，" + rest[i : i + CHARACTERS])[:CHARACTERS] for i, text in enumerate(texts)]


def _peer() -> Callable[[str], object]:
    """The pipeline that a newcomer would build from the same parts, over the same words."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    matcher = PhraseMatcher(nlp.vocab)
    forms = {form for entry in Lexicon.default().entries for form in entry.forms}
    matcher.add("term", [nlp.make_doc(form) for form in sorted(forms)])

    def read(text: str) -> object:
        doc = nlp(text)
        return [token.text for token in doc], matcher(doc)

    return read


if __name__ == "__main__":
    run()
