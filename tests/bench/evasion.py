"""Evasion: how often a flagged listing stays flagged when its decisive words are disguised, class by class.

    python -m tests.bench.evasion [--seed N] [--each N] [--wrong]

Flagged listings: proof hits of the rules, the sample market, tests/corpus/labelled. The words disguised
are the lexicon's words that the findings rest on, every one of them. Clean listings
(tests/corpus/ordinary*) are treated alike, in every word for a stone; to disguise a brand is itself a charge. One seed gives one table.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import orjson

from crawler.listing import Listing, convert_listing, decode_listing, encode_listing
from desk.market.shelves import shelves
from nlp.claim import Claim, ClaimClass
from nlp.disguise.seen import shapes
from nlp.disguise.sounds import syllables
from nlp.evaluate import families_of
from nlp.proof import PROOF_DAY, build_item
from nlp.reader import Reader
from nlp.rulebook import Rulebook
from nlp.screen import Screener

CORPUS = Path(__file__).parents[1] / "corpus"
STONES = (ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.COLOURED)
Spell = Callable[[str, random.Random], str]


def _each(word: str, rng: random.Random, share: float, anew: Callable[[str], str]) -> str:
    """The word with about ``share`` of the characters that can be exchanged exchanged, at least one of them."""
    able = [i for i, char in enumerate(word) if anew(char) != char]
    chosen = set(rng.sample(able, max(1, int(len(able) * share)))) if able else set()
    return "".join(anew(char) if i in chosen else char for i, char in enumerate(word))


def separators(word: str, rng: random.Random) -> str:
    mark = rng.choice(["·", ".", "*", "-", "_", "/", "|", "~", "+", " ", "丶", "•"])
    return mark.join(word)


def zero_width(word: str, rng: random.Random) -> str:
    return rng.choice(["\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u202e"]).join(word)


def wide_or_fancy(word: str, rng: random.Random) -> str:
    bases = rng.choice([(0xFF21, 0xFF41), (0x1D400, 0x1D41A), (0x24B6, 0x24D0), (0x1D5D4, 0x1D5EE), (0x1F130, 0x1F130)])
    spelt = "".join(
        chr(bases[not c.isupper()] + ord(c.lower()) - 97) if c.isascii() and c.isalpha() else c for c in word
    )
    return spelt if spelt != word else "\ufe0e".join(word)


@cache
def _traditional() -> dict[str, str]:
    from importlib.resources import files

    table = files("opencc").joinpath("dictionary/STCharacters.txt").read_text(encoding="utf-8")
    return {line[0]: line.split("\t")[1].split(" ")[-1] for line in table.splitlines() if len(line.split("\t")[0]) == 1}


def traditional(word: str, rng: random.Random) -> str:
    return _each(word, rng, 1, lambda c: _traditional().get(c, c))


@cache
def _line_of() -> dict[str, tuple[str, str]]:
    return {char: (name, chars) for name, chars in syllables().items() for char in chars}


def homophones(word: str, rng: random.Random) -> str:
    def anew(char: str) -> str:
        _, chars = _line_of().get(char, ("", char))
        others = chars.replace(char, "")
        return rng.choice(others) if others else char

    return _each(word, rng, 0.34, anew)


def pinyin(word: str, rng: random.Random) -> str:
    names = [_line_of()[c][0] if c in _line_of() else c for c in word]
    if names == list(word):
        return word
    way = rng.choice(["full", "mixed", "initials"] if len(word) > 2 else ["full", "mixed"])
    if way == "full":
        return "".join(names)
    at = rng.randrange(len(word))
    return word[:at] + (names[at] if way == "mixed" else names[at][0]) + word[at + 1 :]


def split_or_alike(word: str, rng: random.Random) -> str:
    digits = {"o": "0", "l": "1", "i": "1", "e": "3", "a": "@", "O": "0", "I": "1"}
    alike = {c: group for group in shapes()["alike"] for c in group}

    def anew(char: str) -> str:
        if char in digits:
            return digits[char]
        ways = shapes()["parts"].get(char, [])
        others = alike.get(char, "").replace(char, "")
        return rng.choice([*ways, *others]) if ways or others else char

    return _each(word, rng, 0.34, anew)


def emoji(word: str, rng: random.Random) -> str:
    stand_for = {v: k for k, v in shapes()["pictures"].items()}
    if rng.random() < 0.5 and any(c in stand_for for c in word[1:]):
        return word[0] + _each(word[1:], rng, 0.5, lambda c: stand_for.get(c, c))
    return rng.choice("💎✨🌸❤🔥⭐").join(word)


CLASSES: dict[str, Spell] = {
    "separators": separators,
    "zero-width": zero_width,
    "full-width, fancy": wide_or_fancy,
    "traditional": traditional,
    "homophones": homophones,
    "pinyin": pinyin,
    "split, look-alike": split_or_alike,
    "emoji": emoji,
}


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


def respelt(listing: Listing, claims: list[Claim], spell: Spell, rng: random.Random) -> Listing:
    """The listing with every one of the claims' spans written anew."""
    record = orjson.loads(encode_listing(listing))
    for claim in sorted(claims, key=lambda c: (c.span.field, -c.span.start)):
        *path, last = [int(p) if p.isdigit() else p for p in claim.span.field.split(".")]
        holder = record
        for step in path:
            holder = holder[step]
        text = holder[last]
        if text[claim.span.start : claim.span.end] == claim.span.text:
            holder[last] = text[: claim.span.start] + spell(claim.span.text, rng) + text[claim.span.end :]
    return convert_listing(record)


def decisive(listing: Listing, screener: Screener) -> list[Claim]:
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


def _apart(claims: list[Claim]) -> list[Claim]:
    """Of claims that overlap, the longest: 天然钻石 is one word to hide."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: c.span.start - c.span.end):
        s = claim.span
        if not any(k.span.field == s.field and k.span.start < s.end and s.start < k.span.end for k in kept):
            kept.append(claim)
    return kept


def run(seed: int = 22, limit: int = 10_000, *, wrong: bool = False) -> dict[str, float]:
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
    words_of = [
        _apart([c for c in Reader.default().read(x).claims if c.cls in STONES and not c.evasion]) for x in quiet
    ]
    shares: dict[str, float] = {}
    print(f"{'class':20} flagged still   share   clean alarms")
    for name, spell in CLASSES.items():
        still = tried = alarms = 0
        rules: Counter[str] = Counter()
        for listing, families, words in cases:
            able = [w for w in words if spell(w.span.text, random.Random(0)) != w.span.text]
            if not able:
                continue
            anew = respelt(listing, able, spell, rng)
            tried += 1
            if families <= families_of(judged := screener.screen(anew, PROOF_DAY)):
                still += 1
            elif wrong:
                print(
                    "  missed",
                    name,
                    sorted(families),
                    anew.title,
                    (anew.description_text or "")[:40],
                    len(judged.findings),
                )
        for listing, words in zip(quiet, words_of, strict=True):
            anew = respelt(listing, words, spell, rng)
            if findings := screener.screen(anew, PROOF_DAY).findings:
                alarms += 1
                rules.update(finding.rule for finding in findings)
                if wrong:
                    print("  alarm", name, findings[0].rule, anew.title, findings[0].message[:60])
        shares[name] = still / tried
        print(f"{name:20} {tried:7} {still:5}   {shares[name]:.3f}   {alarms}/{len(quiet)} {dict(rules) or ''}")
    print(f"average {sum(shares.values()) / len(shares):.3f}, worst {min(shares.values()):.3f}")
    return shares


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=22)
    parser.add_argument("--each", type=int, default=10_000)
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    run(asked.seed, asked.each, wrong=asked.wrong)
