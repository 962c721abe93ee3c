"""Every sample payload of every platform that is read through an interface: read as expected, and hard to upset.

``samples/<case>.json`` is what a platform's ``page.item`` is given, ``<case>.json.expected.json`` the Listing it makes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

import crawler.platforms
from crawler.api.spider import Mapped
from crawler.listing import ListingRefused, convert_listing, decode_listing, encode_listing
from tests.mock_site.gateways import platforms

ROOT = Path(crawler.platforms.__file__).parent
SAMPLES = sorted(
    path
    for platform in platforms()
    for path in (ROOT / platform / "samples").glob("*.json")
    if not path.name.endswith(".expected.json")
)
every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")


def deep(levels: int) -> Any:
    value: Any = "底"
    for _ in range(levels):
        value = [value]
    return value


STRANGE: tuple[Any, ...] = (
    None, True, -1, 7, 1.005, 3_600_000_000_000_000_001, 10**30, 1e300, "", "  ", "字", "1.005", "NaN", "-3",
    "9" * 5000, "<img src=x><b", '{"a":[1]}', [], [[]], [None], ["字"], [{}], {}, {"字": "字"}, deep(200),
)  # fmt: skip


def reader(sample: Path) -> Callable[[Any], Mapped]:
    read: Callable[[Any], Mapped] = import_module(f"crawler.platforms.{sample.parent.parent.name}.page").item
    return read


@every_sample
def test_a_sample_reads_exactly_as_expected(sample: Path) -> None:
    mapped = reader(sample)(msgspec.json.decode(sample.read_bytes()))
    expected = json.loads(sample.with_name(f"{sample.name}.expected.json").read_text("utf-8"))
    assert json.loads(encode_listing(mapped.listing)) == expected
    assert mapped.unknown == ()
    convert_listing(expected)


@every_sample
def test_whatever_stands_in_a_field_the_reader_stands_it(sample: Path) -> None:
    """Each field in turn is left out, or holds something strange: nothing is raised, and what is made passes the door
    of listings or is refused there by name.
    """
    read, payload = reader(sample), msgspec.json.decode(sample.read_bytes())
    for path in _paths(payload):
        for changed in _changed(payload, path):
            assert _refused(read(changed)) in (None, "item_id", "title"), path


@every_sample
def test_an_item_id_of_nineteen_digits_keeps_every_digit(sample: Path) -> None:
    read, payload = reader(sample), msgspec.json.decode(sample.read_bytes())
    number = read(payload).listing.item_id
    longer = "3600000000000000001"
    as_text = read(json.loads(sample.read_text("utf-8").replace(number, longer)))
    assert as_text.listing.item_id == longer
    for path in _paths(payload):
        if str(_at(payload, path)) == number:
            changed = deepcopy(payload)
            _put(changed, path, int(longer))
            assert read(changed).listing.item_id in (longer, number)


@pytest.mark.parametrize("platform", sorted({path.parent.parent.name for path in SAMPLES}))
@pytest.mark.parametrize("payload", STRANGE, ids=lambda value: repr(value)[:20])
def test_a_payload_that_is_no_item_is_no_listing(platform: str, payload: Any) -> None:
    mapped = import_module(f"crawler.platforms.{platform}.page").item(payload)
    with pytest.raises(ListingRefused):
        decode_listing(encode_listing(mapped.listing))


def _refused(mapped: Mapped) -> str | None:
    """The field for which the door of listings refuses what was read; None where it lets it in."""
    try:
        decode_listing(encode_listing(mapped.listing))
    except ListingRefused as refused:
        return refused.field
    return None


def _paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*at, key)
        yield from _paths(inner, (*at, key))


def _changed(payload: Any, path: tuple[Any, ...]) -> Iterator[Any]:
    without = deepcopy(payload)
    del _at(without, path[:-1])[path[-1]]
    yield without
    for strange in STRANGE:
        changed = deepcopy(payload)
        _put(changed, path, strange)
        yield changed


def _at(payload: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        payload = payload[key]
    return payload


def _put(payload: Any, path: tuple[Any, ...], value: Any) -> None:
    _at(payload, path[:-1])[path[-1]] = value
