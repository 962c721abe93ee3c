"""Source: one place we may look at, with the basis for looking, its pace and what it is expected to yield.

A platform is code; a source is data, the operator's: one file ``<home>/sources/<name>.yml``. The file's
name is the source's name. Unknown keys are refused by name, so that a misspelt limit never means "no limit".
"""

from __future__ import annotations

import ipaddress
import re
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from crawler.listing import Id, PlatformName, ShopKind
from crawler.source_reading import SourceRefused, read_mapping, refuse, refused_field

__all__ = [
    "MIN_DELAY_SECONDS",
    "Basis",
    "Expect",
    "Pace",
    "Shop",
    "Source",
    "SourceRefused",
    "load_source",
    "load_sources",
]

MIN_DELAY_SECONDS = 3.0
"""Seconds between two requests to somebody else's host; a source may be slower, never faster."""

DAILY_BUDGET = 2000
"""Requests per day to somebody else's host where the source states no budget of its own."""

BasisKind = Literal["open_page", "grant", "delivered_file"]


class _Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every part of a source file: closed, so that a misspelt key is refused."""


class Basis(_Part, frozen=True):
    """Why we may look. ``open_page``: a public page that robots.txt allows; ``grant``: somebody entitled
    allowed it (``grant_id`` names the paper); ``delivered_file``: nothing is fetched, files come in.
    ``valid_until`` is the last day, in Asia/Shanghai, on which the basis holds.
    """

    kind: BasisKind
    note: str | None = None
    grant_id: Id | None = None
    valid_until: date | None = None

    def expired(self, on: date) -> bool:
        """Whether the basis no longer holds on that day."""
        return self.valid_until is not None and on > self.valid_until


class Shop(_Part, frozen=True):
    """Defaults for ``Listing.shop`` where the page itself does not name its shop."""

    id: Id
    name: str | None = None
    kind: ShopKind = "unknown"


class Pace(_Part, frozen=True):
    """How fast we may look. ``delay_seconds`` between requests to one host, ``daily_budget`` requests per
    host and day (Asia/Shanghai; where None, ``Source.daily_budget`` has the figure), ``hours`` the window of
    the day (from, to) in Asia/Shanghai, which may run over midnight; None means any time.
    """

    delay_seconds: Annotated[float, Meta(ge=0, le=3600)] = MIN_DELAY_SECONDS
    daily_budget: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    hours: tuple[time, time] | None = None


class Expect(_Part, frozen=True):
    """What a good look yields. ``min_fields``: Listing field -> least share (0 to 1) of listings that carry it.

    ``empty_allowed``: a shelf without any listing is a normal state of this source, not a fault.
    ``drop``: by what share (0 to 1) a look may stay below this source's own earlier looks before it is flagged; a fall of
    just that share is flagged. ``history``: whether it is compared with them at all; a day (Asia/Shanghai) says that only looks
    from then on count, for a shop that has really become smaller.
    """

    min_listings: Annotated[int, Meta(ge=0)] = 1
    min_fields: dict[str, Annotated[float, Meta(ge=0, le=1)]] = {}
    empty_allowed: bool = False
    drop: Annotated[float, Meta(gt=0, le=1)] = 0.3
    history: bool | date = True


class Source(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One source. ``hosts`` are ``host`` or ``host:port``; empty in the file means the hosts of ``start``.

    ``pictures``: how many pictures of each listing are fetched, after all pages and under the same limits; where they
    lie on a host of their own, ``hosts`` must name it.
    """

    name: str
    platform: PlatformName
    start: tuple[str, ...]
    basis: Basis
    hosts: tuple[str, ...] = ()
    shop: Shop | None = None
    pace: Pace = Pace()
    expect: Expect = Expect()
    contact: str | None = None
    pictures: Annotated[int, Meta(ge=0, le=20)] = 0
    options: dict[str, str | int | bool | list[str]] = {}

    def covers(self, host: str, port: int | None) -> bool:
        """Whether an address belongs to this source; an entry without a port means the ports of http and https."""
        wanted = _ascii_name(host)
        return any(
            name == wanted and (own == port or (own is None and port in (None, 80, 443)))
            for name, own in map(_host_and_port, self.hosts)
        )

    def own_loopback(self, host: str, port: int | None) -> bool:
        """Whether ``host:port`` is a literal loopback address that this source names as its own.

        Only then may a private address be fetched, and only then is the pace robots.txt's alone.
        """
        if port is None or not is_literal_loopback(host):
            return False
        wanted = _ascii_name(host)
        return any(name == wanted and own == port for name, own in map(_host_and_port, self.hosts))

    def daily_budget(self, host: str, port: int | None) -> int | None:
        """Requests this host gets in one day. None: as many as it takes, for an own loopback without a stated budget."""
        if self.pace.daily_budget is not None or self.own_loopback(host, port):
            return self.pace.daily_budget
        return DAILY_BUDGET

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Every host of this source with its port; an entry without a port stands for those of http and https."""
        named = map(_host_and_port, self.hosts)
        return tuple((name, port) for name, own in named for port in ((80, 443) if own is None else (own,)))

    @property
    def wholly_loopback(self) -> bool:
        """Whether every host of this source is its own loopback address."""
        return bool(self.hosts) and all(self.own_loopback(*_host_and_port(host)) for host in self.hosts)


def is_literal_loopback(host: str) -> bool:
    """Whether a host is written as a loopback address (``127.0.0.0/8``, ``::1``) or as ``localhost``."""
    name = host.lower().strip("[]")
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def load_source(path: Path) -> Source:
    """Read and check one source file. Raises SourceRefused(file, field, reason) with a Chinese reason."""
    name = path.stem
    if not re.fullmatch(r"\w[\w-]{0,63}", name):
        refuse(path, "文件名", "来源名称只能由文字、数字、“-”和“_”组成，不超过 64 个字符")
    fields = read_mapping(path)
    if "name" in fields and fields.pop("name") != name:
        refuse(path, "name", f"与文件名不一致，应为“{name}”，也可以不写")
    try:
        source = msgspec.convert({"name": name, **fields}, Source)
    except msgspec.ValidationError as error:
        raise SourceRefused(path, *refused_field(str(error))) from None
    source = msgspec.structs.replace(source, hosts=source.hosts or _hosts_of(source.start))
    _check(path, source)
    return source


def load_sources(folder: Path) -> tuple[tuple[Source, ...], tuple[SourceRefused, ...]]:
    """Every ``*.yml`` of a folder in the order of names: the sources, and the files that were refused."""
    good: list[Source] = []
    bad: list[SourceRefused] = []
    for path in sorted((*folder.glob("*.yml"), *folder.glob("*.yaml"))):
        try:
            good.append(load_source(path))
        except SourceRefused as refused:
            bad.append(refused)
    return tuple(good), tuple(bad)


def _check(path: Path, source: Source) -> None:
    for i, url in enumerate(source.start):
        host, _ = _address(url)
        if not host:
            refuse(path, f"start.{i}", f"不是 http 或 https 地址：{url}")
    if source.basis.kind != "delivered_file" and not source.start:
        refuse(path, "start", "至少要有一个起始地址")
    if source.basis.kind == "grant" and not source.basis.grant_id:
        refuse(path, "basis.grant_id", "依据为授权（grant）时须写明授权编号")
    for i, host in enumerate(source.hosts):
        if not _HOST.fullmatch(host):
            refuse(path, f"hosts.{i}", f"应写成 host 或 host:port：{host}")
    for i, url in enumerate(source.start):
        if not source.covers(*_address(url)):
            refuse(path, f"start.{i}", f"起始地址不在 hosts 之内：{url}")
    if not source.wholly_loopback and source.pace.delay_seconds < MIN_DELAY_SECONDS:
        refuse(path, "pace.delay_seconds", f"两次请求之间不得少于 {MIN_DELAY_SECONDS:g} 秒")
    unknown = sorted(set(source.expect.min_fields) - _listing_fields())
    if unknown:
        refuse(path, f"expect.min_fields.{unknown[0]}", "不是 Listing 的字段")


_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d{1,5})?")


def _listing_fields() -> set[str]:
    from crawler.listing import Listing

    return set(Listing.__struct_fields__)


def _hosts_of(start: tuple[str, ...]) -> tuple[str, ...]:
    """The hosts of addresses, ports kept where written: a port that was not named is not ours to visit."""
    netlocs = (urlsplit(url).netloc.rpartition("@")[2].lower() for url in start if _address(url)[0])
    return tuple(dict.fromkeys(netlocs))


def _address(url: str) -> tuple[str, int | None]:
    """Host and effective port of an http(s) URL; ("", None) for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "", None
    return parts.hostname, port or (443 if parts.scheme == "https" else 80)


def addressable(url: str) -> bool:
    """Whether a string is an http(s) address that a request can be made of (at most 2083 characters)."""
    try:
        url.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return len(url) <= 2083 and bool(_address(url)[0])


def _host_and_port(entry: str) -> tuple[str, int | None]:
    host, colon, port = entry.lower().rpartition(":")
    if not colon or port.endswith("]") or not port.isdigit():
        return _ascii_name(entry), None
    return _ascii_name(host), int(port)


def _ascii_name(host: str) -> str:
    """A host as it goes over the wire: a Chinese name written in a source is punycode in every request."""
    name = host.lower().strip("[]").rstrip(".")
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def encode_source(source: Source) -> bytes:
    """A source as JSON, for the child process that crawls it; ``decode_source`` gives back an equal value."""
    return msgspec.json.encode(source)


def decode_source(data: bytes) -> Source:
    """The inverse of ``encode_source``."""
    source: Any = msgspec.json.decode(data, type=Source)
    assert isinstance(source, Source)  # noqa: S101 - for the type checker; decode has already checked it
    return source
