"""Small homes with real runs: WARC, pictures and delivered files made by hand, taken in with made-up judgements."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from alerts.intake import take_in
from alerts.store import Store, open_store
from crawler.deliveries.importing import import_file
from crawler.evidence import Archive, Exchange, new_record_id
from crawler.health import Health, Scope
from crawler.listing import Image, Listing, Provenance
from crawler.pictures.keeping import keep
from crawler.robots_text import RobotsText
from crawler.run_file import PAGES, Run, RunWriter, run_id
from desk.compose import run_facts
from reports.evidence_pack.gathering import Request
from reports.evidence_pack.making import Made, make
from tests.alerts.scenes import Ware, at

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@dataclass
class Place:
    """A home: where runs and kept bytes lie, and its open memory."""

    path: Path
    store: Store

    @property
    def runs(self) -> Path:
        return self.path / "runs"

    @property
    def evidence(self) -> Path:
        return self.path / "evidence"

    def alerts(self) -> list[str]:
        from alerts.queries import queue

        return [alert.id for alert in queue(self.store, limit=1000, muted="with")]

    def case(self) -> str:
        from alerts.cases.queries import cases

        return cases(self.store)[0].id

    def pack(
        self, *alerts: str, subject: str | None = None, name: str = "包.zip", day: float = 9, **given: object
    ) -> Made:
        chosen = alerts or (self.alerts()[0],)
        request = Request(subject or chosen[0], "涉嫌未标明培育钻石", chosen, "李明", at(day))
        return make(self.store, request, self.path / name, runs=self.runs, evidence=self.evidence, **given)  # type: ignore[arg-type]


def place(path: Path) -> Place:
    path.mkdir(parents=True, exist_ok=True)
    store = open_store(f"sqlite:///{path / 'zuanjian.db'}")
    store.upgrade()
    return Place(path, store)


def crawl(
    home: Place, day: float, *wares: Ware, route: str = "page", picture: bytes | None = PICTURE, source: str = "nanwan",
    filler: bytes = b"",
) -> Run:  # fmt: skip
    """A crawled run with robots.txt, one page and one picture for each ware, taken in."""
    robots = exchange("https://shop.example/robots.txt", day, b"User-agent: *\nAllow: /\n")
    writer = RunWriter.create(
        home.runs, run_id(source, at(day)), kind="crawl", source=source, platform=wares[0].platform, started_at=at(day),
        robots=(RobotsText.of(robots),), grant="公开网页",
    )  # fmt: skip
    archive = Archive(writer.folder / PAGES, "zuanjian/test")
    archive.write(robots)
    listings = []
    for ware in wares:
        page = exchange(f"https://shop.example/items/{ware.item_id}", day, f"<html>{ware.title}".encode() + filler)
        archive.write(page)
        listing = replace(
            ware.listing(), url=page.url, observed_at=at(day),
            source=Provenance(route=route, connector=ware.platform, warc=page.record_id),  # type: ignore[arg-type]
        )  # fmt: skip
        if picture is not None:
            data = picture + ware.item_id.encode()
            sha256 = hashlib.sha256(data).hexdigest()
            keep(home.evidence, sha256, data)
            url = f"https://shop.example/{ware.item_id}.png"
            archive.write(replace(exchange(url, day, b""), kept=sha256))
            listing = replace(listing, images=(Image(url=url, role="main", sha256=sha256),))
        writer.add(listing)
        listings.append(listing)
    archive.close()
    run = writer.seal(
        Health("healthy", {"pages": len(wares)}, {}, (Scope("s1", None, True, 1),), ()), finished_at=at(day)
    )
    take(home.store, run, wares, listings)
    return run


def deliver(home: Place, day: float, name: str, text: str, *wares: Ware) -> Run:
    """A delivered file, imported and taken in; ``wares`` judge its listings in order."""
    path = home.path / name
    path.write_text(text, "utf-8")
    run = import_file(path, home.runs, home.evidence, now=at(day)).run
    take(home.store, run, wares, [listing for _, listing in run.listings()])
    return run


def take(store: Store, run: Run, wares: Sequence[Ware], listings: Sequence[Listing]) -> None:
    judged = [
        (n, listing, replace(ware.judgement(n), platform=listing.platform))
        for n, (ware, listing) in enumerate(zip(wares, listings, strict=True), 1)
    ]
    take_in(store, run_facts(run), judged)


def exchange(url: str, day: float, body: bytes) -> Exchange:
    return Exchange(
        record_id=new_record_id(), url=url, at=at(day), method="GET", request_headers=(("Host", "shop.example"),),
        request_body=b"", status=200, protocol="HTTP/1.1", headers=(("Content-Type", "text/html"),), body=body,
    )  # fmt: skip
