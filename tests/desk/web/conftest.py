"""A desk over a real database in a temporary folder, with a clock that a test can move."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from alerts.intake import take_in
from alerts.store import Store, open_store
from alerts.users import add_user
from alerts.values import RunFacts
from crawler.health import Health, NotSeen, Scope
from crawler.listing import Listing
from desk.web.access import COOKIE
from desk.web.app import create_app
from desk.web.settings import WebSettings
from nlp.judgement import Finding, Judgement
from tests.reports.briefs import citations, finding

PASSWORD = "correct horse 42"
START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
BASE = "http://desk.test"


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **amount: float) -> None:
        self.time += timedelta(**amount)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def databases(tmp_path_factory) -> dict[str, Path]:
    """Closed databases to copy: one empty, one with the reviewer; making them anew for each test is slow."""
    made = {}
    for name in ("empty", "peopled"):
        made[name] = tmp_path_factory.mktemp("databases") / f"{name}.db"
        with open_store(f"sqlite:///{made[name]}") as opened:
            opened.upgrade()
            if name == "peopled":
                add_user(opened, "wang", PASSWORD, "reviewer", "王敏")
    return made


@pytest.fixture
def users_known() -> bool:
    return True


@pytest.fixture
def store(tmp_path, databases, users_known) -> Iterator[Store]:
    path = tmp_path / "desk.db"
    shutil.copyfile(databases["peopled" if users_known else "empty"], path)
    with open_store(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture
def app(store, clock):
    return create_app(store, WebSettings(sources=lambda: ("sample", "lake"), now=clock, citations=citations))


@pytest.fixture
def stranger(app) -> TestClient:
    """Somebody with a browser that behaves (states its origin) and no session."""
    return TestClient(app, base_url=BASE, headers={"Origin": BASE}, follow_redirects=False)


@pytest.fixture
def reviewer(app, stranger) -> TestClient:
    stranger.cookies.set(COOKIE, app.state.sessions.open("wang", "王敏", "reviewer"), domain="desk.test")
    return stranger


def judged(line: int, listing: Listing, *findings: Finding) -> tuple[int, Listing, Judgement]:
    verdict = "flagged" if findings else "clear"
    judgement = Judgement(
        listing.platform, listing.item_id, line, verdict, "2026-11-22", "sha256:" + "cd" * 32, None, findings
    )
    return line, listing, judgement


@pytest.fixture
def seen(store, clock) -> Callable[..., None]:
    """Take in one run of the source ``sample`` that flagged each given listing (or (listing, finding))."""

    def take(*flagged: Listing | tuple[Listing, Finding], missed: tuple[NotSeen, ...] = (), days: int = 0) -> None:
        at = clock() + timedelta(days=days)
        pairs = [item if isinstance(item, tuple) else (item, finding(item)) for item in flagged]
        health = Health(
            "thin" if missed else "healthy",
            {"pages": 3, "listings": len(pairs), "refused": 0},
            {"title": len(pairs)},
            (Scope(shop="s1", complete=not missed, listings=len(pairs)),),
            missed,
        )
        run = RunFacts(f"{at:%Y%m%dT%H%M%SZ}-sample", "sample", "market", at, at, health, "sha256:" + "ab" * 32)
        take_in(store, run, (judged(n, one, made) for n, (one, made) in enumerate(pairs, start=1)))

    return take
