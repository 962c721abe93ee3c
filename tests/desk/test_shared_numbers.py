"""One report number on several stones of a run is a lead; one stone under several links is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawler.health import Health
from crawler.listing import Listing, convert_listing
from desk.compose import judged

NUMBER = "GIA 2487193306"


class Shelf:
    """A run as far as judging reads it."""

    health = Health("healthy", {}, {}, (), ())

    def __init__(self, *listings: Listing) -> None:
        self._listings = listings

    def listings(self) -> Iterator[tuple[int, Listing]]:
        return iter(enumerate(self._listings, 1))


def ring(item: str, points: int, seller: str, number: str = NUMBER) -> Listing:
    return convert_listing(
        {
            "platform": "market", "item_id": item, "title": f"天然钻石戒指 {points}分 18K金", "price": {"sale_fen": 68800 * points},
            "description_text": f"附{number}证书，支持复检。", "shop": {"name": seller, "kind": "member"},
            "observed_at": "2026-11-20T12:00:00Z",
        }
    )  # fmt: skip


def flagged(*listings: Listing) -> list[str]:
    run = Shelf(*listings)
    return [j.item_id for _, _, j in judged(run) if any(f.rule == "LG-11" for f in j.findings)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("listings", "expected"),
    [
        pytest.param([ring("1", 50, "甲"), ring("2", 70, "甲")], ["1", "2"], id="two weights"),
        pytest.param([ring("1", 50, "甲"), ring("2", 53, "甲")], [], id="one weight, rounded"),
        pytest.param([ring("1", 50, "甲"), ring("2", 50, "甲")], [], id="one stone under two links"),
        pytest.param([ring("1", 50, "甲"), ring("2", 50, "乙")], [], id="two sellers"),
        pytest.param([ring("1", 50, "甲"), ring("2", 50, "乙"), ring("3", 50, "丙")], ["1", "2", "3"], id="three sellers"),
        pytest.param([ring("1", 50, "甲"), ring("2", 70, "甲", "GIA 2487193307")], [], id="two numbers"),
        pytest.param([ring("1", 50, "甲"), ring("2", 70, "甲", "没有 GIA")], [], id="no number"),
    ],
)  # fmt: skip
def test_a_number_on_several_stones(listings: list[Listing], expected: list[str]) -> None:
    assert flagged(*listings) == expected
