"""Screening against the plain pipeline: spaCy blank zh with stock jieba and a PhraseMatcher over our own terms.

The peer only segments and finds phrases; screening folds, reads in context, judges and proves. Texts are the
sample market's listings, brought to 245 characters; "mixed" has four listings without any term for each of them.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from datetime import UTC, datetime

from crawler.listing import Listing
from crawler.shanghai import local_day
from desk.market.shelves import shelves
from nlp.lexicon.entries import Lexicon
from nlp.screen import Screener
from tests.bench.timing import medians

CHARACTERS = 245
COUNT = 500
FILLER = (
    "新到一批家居日用品，纯棉毛巾吸水不掉毛，厨房收纳盒分格清楚，桌面台灯三档调光，儿童书包减负护脊，"
    "下单后四十八小时内从本地仓库发出，七天无理由退换，客服早九点到晚十点在线，运费由本店承担，偏远地区除外。"
)


def run() -> None:
    on = local_day(datetime.now(UTC))
    jewellery = _jewellery()
    mixed = [text if i % 5 == 0 else (FILLER * 3)[:CHARACTERS] for i, text in enumerate(jewellery)]
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
