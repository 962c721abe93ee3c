"""Source files: what the operator writes, and the one line that says what is wrong with it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.shanghai import local_day
from crawler.source import (
    Basis,
    Expect,
    Pace,
    Shop,
    Source,
    SourceRefused,
    addressable,
    decode_source,
    encode_source,
    load_source,
    load_sources,
)

MINIMAL = "platform: web\nstart: https://yinjiang.example/\nbasis: open_page\n"


def written(folder: Path, text: str, name: str = "yinjiang.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_platform_start_and_basis_suffice(tmp_path: Path) -> None:
    source = load_source(written(tmp_path, MINIMAL))
    assert source == Source(
        "yinjiang", "web", ("https://yinjiang.example/",), Basis("open_page"), hosts=("yinjiang.example",)
    )
    assert (source.pace.delay_seconds, source.daily_budget("yinjiang.example", 443)) == (3.0, 2000)


def test_everything_that_can_be_written_is_read(tmp_path: Path) -> None:
    source = load_source(written(tmp_path, """
platform: web
start: [https://yinjiang.example/all, https://m.yinjiang.example:8443/]
hosts: [yinjiang.example, "m.yinjiang.example:8443"]
basis: {kind: grant, grant_id: 授权-7, note: 联盟成员, valid_until: 2026-12-31}
shop: {id: s1, name: 银匠铺, kind: flagship}
pace: {delay_seconds: 5, daily_budget: 300, hours: [22:00, "6:30"]}
expect: {min_listings: 20, min_fields: {title: 1, price: 0.8}, empty_allowed: true}
contact: https://alliance.example/contact
options: {max_pages: 30, item_pattern: "/p/", deep: false, tags: [a, b]}
"""))  # fmt: skip
    assert source.basis == Basis("grant", "联盟成员", "授权-7", date(2026, 12, 31))
    assert source.shop == Shop("s1", "银匠铺", "flagship")
    assert source.pace == Pace(5, 300, (time(22, 0), time(6, 30)))
    assert source.expect == Expect(20, {"title": 1, "price": 0.8}, empty_allowed=True)
    assert source.options == {"max_pages": 30, "item_pattern": "/p/", "deep": False, "tags": ["a", "b"]}
    assert decode_source(encode_source(source)) == source


@pytest.mark.parametrize(
    ("text", "field", "word"),
    [
        (MINIMAL + "budjet: 3\n", "budjet", "未知的键"),
        (MINIMAL + "pace: {delay: 9}\n", "pace.delay", "未知的键"),
        (MINIMAL + "name: other\n", "name", "文件名"),
        (MINIMAL + "pace: {delay_seconds: 2.99}\n", "pace.delay_seconds", "不得少于 3 秒"),
        (MINIMAL + "pace: {delay_seconds: 快}\n", "pace.delay_seconds", "应为数值"),
        (MINIMAL + "pace: {daily_budget: 0}\n", "pace.daily_budget", "超出"),
        (MINIMAL + 'pace: {hours: ["24:00", "06:00"]}\n', "pace.hours", "HH:MM"),
        (MINIMAL + "expect: {min_fields: {titel: 1}}\n", "expect.min_fields.titel", "不是 Listing 的字段"),
        (MINIMAL + "expect: {min_fields: {title: 1.1}}\n", "expect.min_fields", "超出"),
        (MINIMAL + "hosts: [other.example]\n", "start.0", "不在 hosts 之内"),
        (MINIMAL + 'hosts: ["https://yinjiang.example"]\n', "hosts.0", "host:port"),
        ("start: https://a.example/\nbasis: open_page\n", "platform", "缺少必填项"),
        ("platform: web\nbasis: open_page\n", "start", "缺少必填项"),
        ("platform: web\nstart: https://a.example/\n", "basis", "缺少必填项"),
        ("platform: web\nstart: []\nbasis: open_page\n", "start", "至少要有一个"),
        ("platform: web\nstart: ftp://a.example/\nbasis: open_page\n", "start.0", "http"),
        ("platform: web\nstart: 'http://[::1'\nbasis: open_page\n", "start.0", "http"),
        ("platform: web\nstart: https://a.example/\nbasis: because\n", "basis.kind", "because"),
        ("platform: web\nstart: https://a.example/\nbasis: grant\n", "basis.grant_id", "授权编号"),
        ("platform: web\nstart: [https://a.example/\nbasis: open_page\n", "第 3 行", "YAML"),
        ("- web\n", "", "platform"),
        ("", "", "platform"),
        ("platform: !!python/object/apply:os.getcwd []\n", "第 1 行", "YAML"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, field: str, word: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SourceRefused) as refused:
        load_source(path)
    assert (refused.value.file, refused.value.field) == (path, field)
    assert word in refused.value.reason
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("delay", ["0", "0.5", "2.9"])
def test_an_own_loopback_may_be_asked_faster(tmp_path: Path, delay: str) -> None:
    text = f"platform: web\nstart: http://127.0.0.1:8000/\nbasis: open_page\npace: {{delay_seconds: {delay}}}\n"
    assert load_source(written(tmp_path, text)).wholly_loopback


def test_a_folder_gives_its_sources_and_what_was_refused(tmp_path: Path) -> None:
    written(tmp_path, MINIMAL, "b.yml")
    written(tmp_path, MINIMAL, "a.yml")
    written(tmp_path, "x", "c.yml")
    (tmp_path / "d.yml").write_bytes(b"platform: \xff\xfe")
    (tmp_path / "notes.txt").write_text("no source")
    good, bad = load_sources(tmp_path)
    assert [source.name for source in good] == ["a", "b"]
    assert [refused.file.name for refused in bad] == ["c.yml", "d.yml"]
    assert "UTF-8" in bad[1].reason


@pytest.mark.parametrize("name", ["../x.yml", "a b.yml", ".yml", "-a.yml"])
def test_a_name_that_cannot_name_a_run_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "y").mkdir()
    with pytest.raises(SourceRefused):
        load_source(tmp_path / "y" / name)


@pytest.mark.parametrize(
    ("hosts", "host", "port", "covered", "own"),
    [
        (("a.example",), "a.example", 443, True, False),
        (("a.example",), "A.example.", 80, True, False),
        (("a.example",), "a.example", 8443, False, False),
        (("a.example",), "b.a.example", 443, False, False),
        (("a.example:8443",), "a.example", 8443, True, False),
        (("127.0.0.1:8000",), "127.0.0.1", 8000, True, True),
        (("127.0.0.1:8000",), "127.0.0.1", 8001, False, False),
        (("127.0.0.1",), "127.0.0.1", 80, True, False),
        (("127.0.0.1:8000",), "127.0.0.2", 8000, False, False),
        (("钻石.example",), "xn--y7yx72d.example", 443, True, False),
        (("[::1]:8000",), "::1", 8000, True, True),
        (("localhost:8000",), "localhost", 8000, True, True),
        (("10.0.0.1:8000",), "10.0.0.1", 8000, True, False),
        (("127.0.0.1.evil.example:8000",), "127.0.0.1.evil.example", 8000, True, False),
    ],
)
def test_what_belongs_to_a_source(hosts: tuple[str, ...], host: str, port: int, covered: bool, own: bool) -> None:
    source = Source("x", "web", (), Basis("open_page"), hosts=hosts)
    assert (source.covers(host, port), source.own_loopback(host, port)) == (covered, own)


@pytest.mark.parametrize(("day", "expired"), [(30, False), (31, False), (32, True)])
def test_a_basis_holds_to_the_end_of_its_last_day(day: int, expired: bool) -> None:
    on = date(2026, 12, 31).replace(day=day) if day < 32 else date(2027, 1, 1)
    assert Basis("open_page", valid_until=date(2026, 12, 31)).expired(on) is expired


def test_days_are_counted_in_shanghai() -> None:
    assert local_day(datetime(2026, 11, 21, 15, 59, tzinfo=UTC)) == date(2026, 11, 21)
    assert local_day(datetime(2026, 11, 21, 16, 0, tzinfo=UTC)) == date(2026, 11, 22)


@pytest.mark.parametrize(("length", "usable"), [(2082, True), (2083, True), (2084, False)])
def test_an_address_may_be_2083_characters_long(length: int, usable: bool) -> None:
    assert addressable("https://a.example/".ljust(length, "x")) is usable


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["platform", "start", "hosts", "basis", "shop", "pace", "expect", "contact", "options", "kind", "x"]
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.dictionaries(KEYS, VALUES, max_size=6))
def test_whatever_is_written_is_read_or_refused(tmp_path: Path, value: dict[str, object]) -> None:
    path = written(tmp_path, yaml.safe_dump(value, allow_unicode=True))
    with suppress(SourceRefused):
        assert load_source(path).platform
