# ruff: noqa: N802, S104 - Twisted's names; addresses are read here, nothing is bound
"""No request goes inside: not by address, not by a number in disguise, not by a name that leads there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.limits.address_guard import AddressGuard, check_address
from crawler.limits.addresses import is_public, literal_address
from crawler.limits.not_allowed import NotAllowed
from crawler.limits.resolver import GuardedResolver
from crawler.source import Basis, Source
from tests.crawler.limits.conftest import Crawl
from tests.mock_site.routes import item
from tests.mock_site.site import MockSite

SOURCE = Source(
    name="s", platform="web", start=("https://shop.example/",), basis=Basis(kind="open_page"),
    hosts=("shop.example", "static.example:8443", "127.0.0.1:8000", "10.0.0.8"),
)  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.127.255.255", "100.100.100.200", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
        "fec0::1", "ff02::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "100::1",
        "", "shop.example",
    ],
)  # fmt: skip
def test_inside_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "114.114.114.114", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "169.253.255.255",
     "2400:3200::1", "2606:4700::1111", "::ffff:8.8.8.8"],
)  # fmt: skip
def test_their_neighbours_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.1", "127.0.0.1"), ("2130706433", "127.0.0.1"), ("0x7f000001", "127.0.0.1"), ("0177.0.0.1", "127.0.0.1"),
     ("127.0.0.1.", "127.0.0.1"), ("[::1]", "::1"), ("fe80::1%eth0", "fe80::1"), ("10.1", "10.0.0.1")],
)  # fmt: skip
def test_an_address_in_disguise_is_read_as_the_system_reads_it(host: str, address: str) -> None:
    assert str(literal_address(host)) == address


@pytest.mark.parametrize(
    "host", ["shop.example", "a.b", "", "127.0.0.1.example", "1.2.3.4.5", "0x", "钻石.example", "1 2"]
)
def test_a_name_is_no_address(host: str) -> None:
    assert literal_address(host) is None


@given(st.text())
def test_no_host_however_written_upsets_the_reader(host: str) -> None:
    literal_address(host)
    is_public(host)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://shop.example/a", None),
        ("http://SHOP.example./a", None),
        ("http://shop.example:8080/a", "off_site"),
        ("https://static.example:8443/a.jpg", None),
        ("http://127.0.0.1:8000/", None),
        ("https://static.example/a.jpg", "off_site"),
        ("https://shop.example.evil.example/", "off_site"),
        ("https://evil.example/?shop.example", "off_site"),
        ("https://8.8.8.8/", "off_site"),
        ("http://127.0.0.1:8001/", "private_address"),
        ("http://127.0.0.2:8000/", "private_address"),
        ("http://shop.example@127.0.0.1/", "private_address"),
        ("http://10.0.0.8/", "private_address"),  # named by the source, and still inside
        ("http://2852039166/latest/meta-data/", "private_address"),
        ("http://[fd00:ec2::254]/", "private_address"),
        ("ftp://shop.example/", "off_site"),
        ("file:///etc/passwd", "off_site"),
        ("javascript:alert(1)", "off_site"),
        ("http://shop.example:99999/", "off_site"),
        ("http:///path", "off_site"),
        ("//shop.example/", "off_site"),
    ],
)
def test_which_addresses_a_source_gives_a_basis_for(url: str, kind: str | None) -> None:
    if kind is None:
        check_address(url, SOURCE)
        return
    with pytest.raises(NotAllowed) as refused:
        check_address(url, SOURCE)
    assert refused.value.kind == kind
    assert refused.value.reason


def test_a_request_is_stripped_of_what_would_slip_a_limit() -> None:
    guard = AddressGuard(SOURCE, "Zuanjian/1", timeout=30)
    request = Request(
        "https://shop.example/",
        headers={"User-Agent": "Mozilla", "Cookie": "a=1"},
        meta={"proxy": "http://evil.example", "download_slot": "x", "download_maxsize": 0, "download_timeout": 900},
    )
    guard.process_request(request)
    assert request.meta == {"download_timeout": 30}
    assert request.headers["User-Agent"] == b"Zuanjian/1"
    assert "Cookie" not in request.headers


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "javascript:void(0)", "http://10.0.0.1/", "https://evil.example/"]
)
def test_a_redirect_left_unfollowed_is_named_for_where_it_led(location: str) -> None:
    guard = AddressGuard(SOURCE, "Zuanjian/1", timeout=30)
    response = Response("https://shop.example/", status=302, headers={"Location": location})
    with pytest.raises(NotAllowed):
        guard.process_response(Request("https://shop.example/"), response)


class _Answers:
    """A resolver that answers every name with the same addresses."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    def resolveHostName(self, receiver: Any, host: str, port: int, types: Any = None, transport: str = "TCP") -> None:
        receiver.resolutionBegan(None)
        for address in self.addresses:
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))
        receiver.resolutionComplete()


class _Receiver:
    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complete = False

    def resolutionBegan(self, resolution: Any) -> None:
        assert not self.addresses

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:
        self.complete = True


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        (["8.8.8.8"], ["8.8.8.8"]),
        (["127.0.0.1"], []),
        (["10.0.0.1", "8.8.8.8"], ["8.8.8.8"]),
        (["::1", "fe80::1", "169.254.169.254"], []),
        ([], []),
    ],
)
def test_only_public_addresses_of_a_name_are_connected_to(answers: list[str], kept: list[str]) -> None:
    resolver = GuardedResolver(_Answers(*answers), SOURCE.own_loopback)
    receiver = _Receiver()
    resolver.resolveHostName(receiver, "shop.example", 443)
    assert receiver.complete
    assert receiver.addresses == kept
    assert (resolver.why_refused("SHOP.example", 443) is not None) == (kept != answers)
    assert resolver.why_refused("shop.example", 443) is None, "told once"


def test_a_chinese_name_is_found_again_in_the_form_of_a_url() -> None:
    resolver = GuardedResolver(_Answers("10.0.0.1"), SOURCE.own_loopback)
    resolver.resolveHostName(_Receiver(), "钻石.example", 443)
    assert resolver.why_refused("xn--y7yx72d.example", 443) == "10.0.0.1"


@pytest.mark.parametrize(
    ("answer", "port", "reached"), [("127.0.0.1", 8000, 1), ("127.0.0.1", 8001, 0), ("10.0.0.1", 8000, 0)]
)
def test_the_sources_own_loopback_is_the_one_exception(answer: str, port: int, reached: int) -> None:
    receiver = _Receiver()
    GuardedResolver(_Answers(answer), SOURCE.own_loopback).resolveHostName(receiver, "127.0.0.1", port)
    assert len(receiver.addresses) == reached


def test_a_name_that_leads_inside_is_refused_at_the_moment_of_use(crawled: Crawl, site: MockSite) -> None:
    site.routes["/item"] = item("1")
    port = site.host.rpartition(":")[2]
    run = crawled(
        spider="tests.mock_site.walker:Rebound",
        start=(f"http://shop.example:{port}/item",),
        hosts=(f"shop.example:{port}",),
    )
    assert site.asked == []
    (miss,) = run.health.not_seen
    assert miss.kind == "private_address"
    assert "127.0.0.1" in miss.reason
