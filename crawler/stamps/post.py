"""Post: hands a query to an authority over HTTP (RFC 3161 §3.4) and takes its answer, bounded in time and size."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.source import is_literal_loopback
from crawler.versions import versions

SECONDS = 30.0
"""How long an authority may take to answer."""
LARGEST = 256 * 1024
"""Bytes of an answer; one with a whole chain of certificates has some ten thousand."""


class Unreachable(OSError):
    """No answer that could be a time stamp; the message is a few Chinese words."""


def post(url: str, query: bytes) -> bytes:
    """The body of the answer to ``query``. Raises Unreachable; a redirect is no answer."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *args: object, **kwargs: object) -> None:
            return None

    headers = {
        "Content-Type": "application/timestamp-query",
        "Accept": "application/timestamp-reply",
        "User-Agent": f"Zuanjian/{versions().get('zuanjian', '0')}",
    }
    request = Request(url, query, headers)  # noqa: S310 - the scheme was checked when the authority was loaded
    proxies = [ProxyHandler({})] if is_literal_loopback(urlsplit(url).hostname or "") else []
    try:
        with build_opener(Stay(), *proxies).open(request, timeout=SECONDS) as answer:
            kind = answer.headers.get_content_type()
            body: bytes = answer.read(LARGEST + 1)
    except HTTPError as error:
        raise Unreachable(f"HTTP {error.code}") from None
    except TimeoutError:
        raise Unreachable("等待响应超时") from None
    except (URLError, HTTPException, OSError) as error:
        timed_out = isinstance(getattr(error, "reason", None), TimeoutError)
        raise Unreachable("等待响应超时" if timed_out else "无法连接") from None
    if kind != "application/timestamp-reply":
        raise Unreachable(f"答复的类型不是时间戳（{kind[:80]}）")
    if len(body) > LARGEST:
        raise Unreachable("答复过大")
    return body
