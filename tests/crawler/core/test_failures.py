"""Failures by name: the kind that health.json gives to what Scrapy raises."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import HtmlResponse, Response

from crawler.failures import name_exception, name_parse_error, name_response
from crawler.limits.not_allowed import NotAllowed

TEXT = ("text/",)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DownloadTimeoutError(), "timeout"),
        (DownloadCancelledError(), "too_large"),
        (ResponseDataLossError(), "truncated"),
        (CannotResolveHostError(), "unreachable"),
        (DownloadConnectionRefusedError(), "unreachable"),
        (UnsupportedURLSchemeError(), "off_site"),
        (IgnoreRequest("Forbidden by robots.txt"), "robots_denied"),
        (IgnoreRequest("max redirections reached"), "redirect_loop"),
        (IgnoreRequest(), "unreachable"),
        (NotAllowed("budget_spent", "预算已用完"), "budget_spent"),
        (OSError("x"), "unreachable"),
        (None, "unreachable"),
    ],
)
def test_an_exception_has_a_name_and_a_chinese_reason(error: BaseException | None, kind: str) -> None:
    named, reason = name_exception(error)
    assert named == kind
    assert any("\u4e00" <= character <= "\u9fff" for character in reason)


def page(body: bytes, charset: str | None = None, **more: str) -> HtmlResponse:
    headers = {"Content-Type": f"text/html; charset={charset}" if charset else "text/html", **more}
    return HtmlResponse("https://a.example/", headers=headers, body=body)


CHINESE = "天然钻石女戒，足金镶嵌，附证书。"


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (page(CHINESE.encode(), "utf-8"), None),
        (page(CHINESE.encode("gb18030"), "gb18030"), None),
        (page(CHINESE.encode("gb18030"), "gb2312"), None),
        (page(CHINESE.encode("gb18030"), "utf-8"), "wrong_encoding"),
        (page(CHINESE.encode("gb18030")), None),
        (page(CHINESE.encode() * 5 + b"\xff\xfe", "utf-8"), None),
        (page(f"<p>{CHINESE}\ufffd\ufffd\ufffd</p>".encode(), "utf-8"), None),
        (page(CHINESE.encode(), "no-such-charset"), None),
        (Response("https://a.example/", headers={"Content-Type": "image/png"}, body=b"x"), "wrong_type"),
        (Response("https://a.example/", body=b"x"), None),
        (Response("https://a.example/", body=b""), "empty"),
        (Response("https://a.example/", body=b"x", flags=["dataloss"]), "truncated"),
        (Response("https://a.example/", body=b"x", flags=["partial"]), None),
        *((Response("https://a.example/", status, body=b"x"), "refused") for status in (401, 403, 429, 451)),
        *((Response("https://a.example/", status, body=b"x"), "http_error") for status in (304, 404, 410, 500, 503)),
    ],
)
def test_a_response_that_is_no_page_has_a_name(response: Response, kind: str | None) -> None:
    named = name_response(response, TEXT)
    assert (named[0] if named else None) == kind


def test_a_parser_that_fails_is_named_with_the_line_of_the_platform() -> None:
    with pytest.raises(KeyError) as raised:
        {}["price"]
    reason = name_parse_error(raised.value, "test_failures")
    assert "KeyError" in reason
    assert "test_failures.py 第" in reason
