"""Small worlds built by hand: listings, judgements and runs on made-up days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from alerts.intake import take_in
from alerts.moves import MOVES
from alerts.review import decide
from alerts.store import Store
from alerts.values import Alert, IntakeSummary, RunFacts
from crawler.health import Health, NotSeen, Scope, Verdict
from crawler.listing import Image, Listing, Price, Qualification, Room, Shop, Utterance
from nlp.judgement import Element, Finding, Judgement, Note, Severity, Span

START = datetime(2026, 11, 2, 4, tzinfo=UTC)  # a Monday, noon in Shanghai
WORD = "钻戒"
BACKENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def at(day: float) -> datetime:
    """Noon in Shanghai, ``day`` days after the first."""
    return START + timedelta(days=day)


@dataclass
class Ware:
    """One listing as a test speaks of it. ``rules``: the charges it is flagged with; words of ``proof`` stand in ``field``."""

    item_id: str
    title: str = "18K金钻戒女款"
    rules: tuple[str, ...] = ("LG-01",)
    shop: str | None = "s1"
    shop_name: str | None = "南湾珠宝"
    room: str | None = None
    anchor: str | None = None
    sale_fen: int | None = 358000
    severity: Severity = "high"
    confidence: float = 0.9
    proof: str = WORD
    field: str = "title"
    speech: tuple[str, ...] = ()
    ocr: tuple[str, ...] = ()
    description: str | None = None
    version: str = "1"
    rulebook: str = "sha256:0"
    verdict: str | None = None
    notes: tuple[Note, ...] = ()
    seen_at: datetime | None = None
    url: str | None = None
    platform: str = "douyin"
    company: str | None = None
    uscc: str | None = None
    certificates: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()

    def listing(self) -> Listing:
        return Listing(
            platform=self.platform,
            item_id=self.item_id,
            url=self.url,
            observed_at=self.seen_at,
            title=self.title,
            description_text=self.description,
            price=Price(sale_fen=self.sale_fen) if self.sale_fen is not None else None,
            shop=Shop(id=self.shop, name=self.shop_name, company=self.company, uscc=self.uscc)
            if self.shop or self.shop_name
            else None,
            room=Room(id=self.room, anchor=self.anchor) if self.room or self.anchor else None,
            qualifications=tuple(Qualification(cert_no=number) for number in self.certificates),
            images=(
                *((Image(ocr_text=self.ocr),) if self.ocr else ()),
                *(Image(sha256=picture) for picture in self.pictures),
                *(Image(phash=hash) for hash in self.likeness),
            ),
            speech=tuple(Utterance(text=words) for words in self.speech),
        )

    def judgement(self, line: int) -> Judgement:
        verdict = self.verdict or ("flagged" if self.rules else "clear")
        findings = tuple(self.finding(rule) for rule in self.rules) if verdict == "flagged" else ()
        return Judgement(
            platform=self.platform, item_id=self.item_id, line=line, verdict=verdict, on="2026-11-02",  # type: ignore[arg-type]
            rulebook=self.rulebook, known=None, findings=findings, notes=self.notes,
        )  # fmt: skip

    def finding(self, rule: str) -> Finding:
        words = {"title": self.title, "speech.0.text": (*self.speech, "")[0], "images.0.ocr_text.0": (*self.ocr, "")[0]}
        start = words[self.field].find(self.proof)
        span = Span(self.field, start, start + len(self.proof), self.proof)
        return Finding(
            rule=rule, version=self.version, family=rule[:2], severity=self.severity, tier="E1",  # type: ignore[arg-type]
            confidence=self.confidence, title="涉嫌未标明培育钻石", message="疑似未标明", advice="请标明", laws=("ZB-34",),
            elements=(Element("sold_as_diamond", "是否按钻石销售？", "met", (span,)),),
        )  # fmt: skip

    def but(self, **changes: object) -> Ware:
        return Ware(**{**self.__dict__, **changes})  # type: ignore[arg-type]


def facts(
    run_id: str,
    day: float,
    *,
    scopes: Iterable[Scope] = (),
    not_seen: tuple[NotSeen, ...] = (),
    verdict: Verdict = "healthy",
    source: str = "nanwan",
    platform: str = "douyin",
) -> RunFacts:
    health = Health(verdict, {"pages": 3}, {}, tuple(scopes), not_seen)
    return RunFacts(run_id, source, platform, at(day) - timedelta(minutes=5), at(day), health, "ab" * 32)


def whole(shop: str | None = "s1", room: str | None = None) -> Scope:
    return Scope(shop, room, True, 1)


def partly(shop: str | None = "s1", room: str | None = None) -> Scope:
    return Scope(shop, room, False, 1)


def judged(wares: Iterable[Ware], when: datetime | None = None) -> list[tuple[int, Listing, Judgement]]:
    """Judged lines, seen at ``when`` unless the ware says otherwise."""
    return [
        (line, replace(ware.listing(), observed_at=ware.seen_at or when), ware.judgement(line))
        for line, ware in enumerate(wares, 1)
    ]


def take(store: Store, day: float, *wares: Ware, run_id: str | None = None, **health: object) -> IntakeSummary:
    """Take in a run that finished on ``day``; without a word about scopes, shop s1 was read whole."""
    health.setdefault("scopes", (whole(),))
    run = facts(run_id or f"run-{day:06.2f}", day, **health)  # type: ignore[arg-type]
    return take_in(store, run, judged(wares, run.finished_at))


SAID = {"reason": "核查", "unit": "市局稽查处", "number": "市监移〔2026〕12号", "due": date(2026, 12, 1)}
"""Something to say for every field that a move may need."""


def move(store: Store, alert_id: str, name: str, day: float, actor: str = "李明", **given: object) -> Alert:
    """A decision with whatever it needs, taken by somebody who may take any."""
    needs = {field: SAID[field] for field in MOVES[name].needs} | given
    reason = str(needs.pop("reason", ""))
    return decide(store, alert_id, name, actor, reason, at(day), role="supervisor", **needs)  # type: ignore[arg-type]
