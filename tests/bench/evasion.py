"""Evasion: how often a flagged listing stays flagged when its decisive words are disguised, class by class.

    python -m tests.bench.evasion [--seed N] [--each N] [--only CLASS] [--wrong]

Flagged listings: proof hits of the rules, the sample market, tests/corpus/labelled. The words disguised
are the lexicon's words that the findings rest on, every one of them, by tables of the bench's own (see
disguises/). Clean listings (tests/corpus/ordinary*) are treated alike twice: in every word for a stone, and
in a few words that are no charge at all ("slips"); to disguise a brand is itself a charge. One seed gives one table.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson

from crawler.listing import Listing, convert_listing, decode_listing, encode_listing
from desk.market.shelves import shelves
from nlp.claim import Claim, ClaimClass
from nlp.context import scope
from nlp.evaluate import families_of
from nlp.judgement import Span
from nlp.proof import PROOF_DAY, build_item
from nlp.reader import Reader
from nlp.rulebook import Rulebook
from nlp.screen import Screener
from nlp.segment import pipeline
from tests.bench.disguises.spelling import BESIDE, CLASSES, Spell

CUES = Path(scope.__file__).with_name("cues.yml")
CORPUS = Path(__file__).parents[1] / "corpus"
STONES = (ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.COLOURED)
SLIPS = 3
"""Words of a clean listing that are disguised though they are no charge."""


def flagged() -> Iterator[Listing]:
    """Listings that some rule flags as they are, each wording once."""
    for rule in Rulebook.default().rules:
        proof = rule.proof
        for item in [*proof.get("hits", []), *(pair["fires"] for pair in proof.get("near", []))]:
            yield build_item(item).listing
    for shelf in shelves():
        for goods in shelf.days[1]:
            words = (goods.title, goods.subtitle, goods.description, *goods.speech)
            yield Listing(
                platform="other",
                item_id=goods.id,
                title=goods.title,
                description_text="。".join(filter(None, words[1:])),
            )
    for path in sorted((CORPUS / "labelled").glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            yield convert_listing(orjson.loads(line)["listing"])


def clean() -> Iterator[Listing]:
    for path in sorted(CORPUS.glob("ordinary*.jsonl")):
        yield from (decode_listing(line) for line in path.read_bytes().splitlines())


def respelt(listing: Listing, spans: list[Span], spell: Spell, rng: random.Random) -> Listing:
    """The listing with every one of the spans written anew."""
    record = orjson.loads(encode_listing(listing))
    for span in sorted(spans, key=lambda s: (s.field, -s.start)):
        *path, last = [int(p) if p.isdigit() else p for p in span.field.split(".")]
        holder = record
        for step in path:
            holder = holder[step]
        text = holder[last]
        if text[span.start : span.end] == span.text:
            holder[last] = text[: span.start] + spell(span.text, rng) + text[span.end :]
    return convert_listing(record)


def decisive(listing: Listing, screener: Screener) -> list[Span]:
    """The lexicon's words that the findings on a listing rest on."""
    reading = Reader.default().read(listing)
    spans = {
        (span.field, span.start, span.end)
        for finding in screener.judge(reading, PROOF_DAY).findings
        for element in finding.elements
        if element.state == "met"
        for span in element.spans
    }
    hideable = frozenset("DNLSBI")
    found = [
        c
        for c in reading.claims
        if c.cls in hideable
        and not c.evasion
        and len(c.span.text) > 1
        and any(c.span.field == f and c.span.start < e and s < c.span.end for f, s, e in spans)
    ]
    return _apart(found)


def _apart(claims: list[Claim]) -> list[Span]:
    """Of claims that overlap, the longest: 天然钻石 is one word to hide."""
    kept: list[Span] = []
    for claim in sorted(claims, key=lambda c: c.span.start - c.span.end):
        s = claim.span
        if not any(k.field == s.field and k.start < s.end and s.start < k.end for k in kept):
            kept.append(s)
    return kept


def stones(listing: Listing) -> list[Span]:
    """Every plain word for a stone."""
    return _apart([c for c in Reader.default().read(listing).claims if c.cls in STONES and not c.evasion])


def slips(listing: Listing, rng: random.Random) -> list[Span]:
    """A few words of the title and the description that neither the lexicon nor the reader's grammar knows."""
    grammar = CUES.read_text(encoding="utf-8")
    known = [c.span for c in Reader.default().read(listing).claims]
    found = []
    for field, text in (("title", listing.title or ""), ("description_text", listing.description_text or "")):
        for token in pipeline().tokenizer(text):
            start, end = token.idx, token.idx + len(token.text)
            if len(token.text) > 1 and token.text not in grammar and all("\u4e00" <= c <= "\u9fff" for c in token.text):
                found.append(Span(field, start, end, token.text))
    free = [s for s in found if not any(k.field == s.field and k.start < s.end and s.start < k.end for k in known)]
    return rng.sample(free, min(SLIPS, len(free)))


def run(seed: int = 22, limit: int = 10_000, *, only: str = "", wrong: bool = False) -> dict[str, float]:
    """Prints the table; returns the share still flagged (in the same family) by class."""
    rng = random.Random(seed)
    screener = Screener.default()
    cases = []
    for listing in flagged():
        families = families_of(screener.screen(listing, PROOF_DAY))
        if families and (words := decisive(listing, screener)):
            cases.append((listing, families, words))
    rng.shuffle(cases)
    cases = cases[:limit]
    quiet = [x for x in clean() if not screener.screen(x, PROOF_DAY).findings]
    rng.shuffle(quiet)
    quiet = quiet[:limit]
    shares: dict[str, float] = {}
    print(f"{'class':18} flagged still  share  clean alarms   slips   rules lost most")
    for name, spell in (CLASSES | BESIDE).items():
        if only not in name:
            continue
        dice = random.Random(f"{seed} {name}")
        still = tried = 0
        lost: Counter[str] = Counter()
        for listing, families, words in cases:
            anew = respelt(listing, words, spell, dice)
            if anew == listing:
                continue
            tried += 1
            judged = screener.screen(anew, PROOF_DAY)
            if families <= families_of(judged):
                still += 1
                continue
            before = {f.rule for f in screener.screen(listing, PROOF_DAY).findings}
            lost.update(before - {f.rule for f in judged.findings})
            if wrong:
                print("  missed", name, sorted(before), _changed(listing, anew, words))
        alarms = []
        for spans_of in (stones, lambda x, dice=dice: slips(x, dice)):
            treated = [respelt(x, spans_of(x), spell, dice) for x in quiet]
            found = [(x, f) for x in treated if (f := screener.screen(x, PROOF_DAY).findings)]
            alarms.append(len(found))
            for x, findings in found if wrong else ():
                print("  alarm", name, [f.rule for f in findings], x.title, [e.spans for e in findings[0].elements][:2])
        shares[name] = still / max(1, tried)
        most = " ".join(f"{rule}:{n}" for rule, n in lost.most_common(6))
        print(
            f"{name:18} {tried:7} {still:5}  {shares[name]:.3f}"
            f"  {alarms[0]:5}/{len(quiet)} {alarms[1]:5}/{len(quiet)}   {most}"
        )
    counted = [share for name, share in shares.items() if name in CLASSES]
    if counted:
        print(f"average {sum(counted) / len(counted):.3f}, worst {min(counted):.3f}")
    return shares


def _changed(old: Listing, new: Listing, spans: list[Span]) -> str:
    """What became of the words, for a person to read."""
    texts = {"title": new.title, "description_text": new.description_text}
    words = " ".join(f"{s.text}" for s in spans)
    return f"{words} -> " + " | ".join((texts.get(f) or "")[:70] for f in sorted({s.field for s in spans}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=22)
    parser.add_argument("--each", type=int, default=10_000, help="at most so many flagged and so many clean listings")
    parser.add_argument("--only", default="", help="classes with this in their name")
    parser.add_argument("--wrong", action="store_true", help="print every miss and every false alarm")
    asked = parser.parse_args()
    run(asked.seed, asked.each, only=asked.only, wrong=asked.wrong)
