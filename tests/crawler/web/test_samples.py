"""Every sample page, read whole: each field must come out as expected and no other may."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.listing import convert_listing
from tests.crawler.web.samples import FOLDER, PAYLOADS, expectation, read, spread


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda p: p.name)
def test_a_sample_reads_exactly_as_expected(payload: Path) -> None:
    expected = expectation(payload)
    reading = read(payload, expected.get("url", ""), expected.get("content_type"))
    assert spread(reading) == expected["reads"]


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda p: p.name)
def test_what_is_read_passes_the_door_of_listings(payload: Path) -> None:
    for listing in spread(read(payload)).get("listings", []):
        convert_listing(listing)


def test_every_expectation_has_its_payload() -> None:
    named = {p.name.removesuffix(".expected.json") for p in FOLDER.glob("*.expected.json")}
    assert named == {p.name for p in PAYLOADS}
