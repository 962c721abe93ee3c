"""Health: a verdict, and which shelves may be believed to be whole."""

from __future__ import annotations

import pytest

from crawler.diagnosis import diagnose
from crawler.health import Failure, Health, NotSeen, Scope
from crawler.listing import Listing, Room, Shop
from crawler.source import Expect


def listing(number: int, shop: str | None = "s1", room: str | None = None) -> Listing:
    return Listing(
        "web", str(number), title="银戒指", shop=Shop(shop) if shop else None, room=Room(room) if room else None
    )


def miss(kind: Failure, number: int = 0, shop: str | None = "s1", room: str | None = None) -> NotSeen:
    return NotSeen(f"https://a.example/{number}", kind, "原因", shop, room)


def health(
    found: int = 3, missed: tuple[NotSeen, ...] = (), pages: int = 4, expect: Expect | None = None, **more: bool
) -> Health:
    return diagnose(
        listings=[listing(n) for n in range(found)], walked=[Scope("s1", complete=True)], missed=missed,
        pages=pages, expect=expect or Expect(), **more,
    )  # fmt: skip


@pytest.mark.parametrize(("refused", "verdict"), [(0, "healthy"), (3, "thin"), (4, "thin"), (5, "blocked")])
@pytest.mark.parametrize("kind", ["refused", "captcha", "login_wall", "robots_denied"])
def test_blocked_means_that_most_requests_were_refused(kind: Failure, refused: int, verdict: str) -> None:
    judged = health(missed=tuple(miss(kind, n) for n in range(refused)), pages=4)
    assert (judged.verdict, judged.counts["refused"]) == (verdict, refused)


@pytest.mark.parametrize("kind", ["timeout", "http_error", "parse_failed", "budget_spent", "interrupted"])
def test_other_failures_never_make_a_look_blocked(kind: Failure) -> None:
    assert health(missed=tuple(miss(kind, n) for n in range(9))).verdict == "thin"
    assert health(found=0, pages=0, missed=(miss(kind),)).verdict == "broken"


def test_a_stop_rule_makes_a_look_blocked() -> None:
    assert health(stopped=True).verdict == "blocked"


def test_an_empty_look_with_failures_is_broken_even_where_empty_is_allowed() -> None:
    assert health(found=0, missed=(miss("timeout"),), expect=Expect(empty_allowed=True)).verdict == "broken"
    assert health(found=0, expect=Expect(empty_allowed=True)).verdict == "healthy"


@pytest.mark.parametrize(("wanted", "verdict"), [(2, "healthy"), (3, "healthy"), (4, "thin")])
def test_fewer_listings_than_expected_is_thin(wanted: int, verdict: str) -> None:
    assert health(found=3, expect=Expect(min_listings=wanted)).verdict == verdict


@pytest.mark.parametrize(("share", "met"), [(0.66, True), (0.67, False)])
def test_a_field_that_too_few_listings_carry_is_thin(share: float, met: bool) -> None:
    listings = [listing(1), listing(2), Listing("web", "3", subtitle="无题", shop=Shop("s1"))]
    judged = diagnose(
        listings=listings, walked=(), missed=(), pages=3, expect=Expect(min_fields={"title": share})
    )  # fmt: skip
    assert judged.fields == {"item_id": 3, "platform": 3, "shop": 3, "subtitle": 1, "title": 2}
    assert judged.expectations[1].met is met
    assert judged.verdict == ("healthy" if met else "thin")


SHOP, ROOM, WHOLE = Scope("s1", complete=True), Scope("s1", "r1", complete=True), Scope(complete=True)


@pytest.mark.parametrize(
    ("scope", "missed", "complete"),
    [
        (SHOP, miss("timeout", shop="s1"), False),
        (SHOP, miss("timeout", shop="s2"), True),
        (SHOP, miss("timeout", shop="s1", room="r1"), True),
        (SHOP, miss("timeout", shop=None), False),
        (SHOP, miss("robots_denied", shop=None), True),
        (SHOP, miss("robots_denied", shop="s1"), False),
        (ROOM, miss("timeout", shop="s1", room="r1"), False),
        (ROOM, miss("timeout", shop=None, room="r1"), False),
        (ROOM, miss("timeout", shop="s2", room="r1"), True),
        (ROOM, miss("timeout", shop="s1", room="r2"), True),
        (ROOM, miss("timeout", shop="s1"), True),
        (ROOM, miss("budget_spent", shop=None), False),
        (WHOLE, miss("timeout", shop="s1"), False),
        (WHOLE, miss("robots_denied", shop=None), False),
    ],
)
def test_a_shelf_is_whole_only_if_nothing_of_it_was_missed(scope: Scope, missed: NotSeen, complete: bool) -> None:
    judged = diagnose(listings=[listing(1)], walked=[scope], missed=[missed], pages=1, expect=Expect())
    assert [looked.complete for looked in judged.looked] == [complete]


def test_two_walks_over_a_shelf_are_one_shelf() -> None:
    judged = diagnose(
        listings=[listing(1), listing(2, room="r1"), listing(3, shop="s2")],
        walked=[SHOP, Scope("s1", complete=False), ROOM], missed=[], pages=3, expect=Expect(),
    )  # fmt: skip
    assert judged.looked == (Scope("s1", complete=False, listings=2), Scope("s1", "r1", complete=True, listings=1))


def test_the_same_miss_is_named_once() -> None:
    assert health(missed=(miss("timeout"), miss("timeout"))).counts["not_seen"] == 1


def test_an_item_that_has_vanished_hides_nothing_else() -> None:
    judged = health(missed=(miss("vanished"),))
    assert judged.verdict == "healthy"
    assert [scope.complete for scope in judged.looked] == [True]
    assert [m.kind for m in judged.not_seen] == ["vanished"]
