"""The ways a site misbehaves. Each route is a function of the connection; ``ROUTES`` gives them their paths."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import zlib
from functools import cache

from tests.mock_site.site import Handler, Route


def product(name: str, number: str, price: str = "12800.00") -> str:
    """A shop page with one product in JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": name,
        "sku": number,
        "offers": {
            "@type": "Offer",
            "price": price,
            "priceCurrency": "CNY",
            "availability": "https://schema.org/InStock",
        },
    }
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{name}</title>'
        f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script></head>'
        f"<body><h1>{name}</h1><p>18K金镶嵌，附国检证书</p></body></html>"
    )


def item(number: str) -> Route:
    """An honest product page."""
    return lambda handler: handler.send(200, product(f"足金手镯 {number}号", number).encode())


def padded(number: str) -> Route:
    """An honest product page of four KiB, head and body in one piece."""
    body = (product(f"银戒 {number}号", number) + "<!--" + "x" * 3500 + "-->").encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return lambda handler: handler.wfile.write(head.encode() + body)


def listing_of(*paths: str) -> Route:
    """A page that links to product pages."""
    links = "".join(f'<li><a href="{path}">饰品</a></li>' for path in paths)
    return lambda handler: handler.send(200, f"<html><body><ul>{links}</ul></body></html>".encode())


def slow(handler: Handler) -> None:
    """Never answers while somebody waits."""
    handler.site.stopping.wait(60)


def trickle(handler: Handler) -> None:
    """Sends headers, then a few bytes and no more."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<html>")
    handler.wfile.flush()
    handler.site.stopping.wait(60)


def dropped(handler: Handler) -> None:
    """Cuts the line (TCP reset) in the middle of the body."""
    body = product("钻戒", "d1").encode()
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def partial(handler: Handler) -> None:
    """Promises more than it sends, and closes in good manners."""
    body = product("钻戒", "p1").encode()
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", str(len(body) + 4096))
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)
    handler.close_connection = True


def half_chunked(handler: Handler) -> None:
    """Chunked, without the last chunk."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    body = product("钻戒", "c1").encode()
    handler.wfile.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")
    handler.close_connection = True


def endless(handler: Handler) -> None:
    """A body without an end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.end_headers()
    block = b"<p>" + b"a" * 65536
    handler.close_connection = True
    while not handler.site.stopping.is_set():
        handler.wfile.write(block)


def oversized(handler: Handler) -> None:
    """States a length no page has."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", str(1 << 31))
    handler.end_headers()
    handler.close_connection = True


def endless_head(handler: Handler) -> None:
    """Headers without an end."""
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.site.stopping.is_set():
        handler.wfile.write(b"X-Padding: " + b"a" * 900 + b"\r\n")


def endless_continue(handler: Handler) -> None:
    """100 Continue, for ever."""
    handler.close_connection = True
    while not handler.site.stopping.is_set():
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def garbage(handler: Handler) -> None:
    """Not HTTP."""
    handler.close_connection = True
    handler.wfile.write(b"\x00\xff\xfe not http\r\n\r\n")


def hang_up(handler: Handler) -> None:
    """Takes the request and closes."""
    handler.close_connection = True


@cache
def _bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(64)) + packer.flush()


def gzip_bomb() -> Route:
    """64 MiB of nothing in 64 KiB, packed beforehand: an impatient client must not wait for the packing."""
    body = _bomb()
    return lambda handler: handler.send(200, body, content_encoding="gzip")


def gzip_broken(handler: Handler) -> None:
    """Says gzip and stops half-way."""
    body = gzip.compress(product("钻戒", "g1").encode() * 50)
    handler.send(200, body[: len(body) // 2], content_encoding="gzip")


def redirect_to(target: str) -> Route:
    """A 302 to there."""
    return lambda handler: handler.send(302, b"", location=target)


def redirect_loop(handler: Handler) -> None:
    """Round and round, each time a new address so that no duplicate filter helps."""
    turn = int(handler.path.partition("?")[2] or 0)
    handler.send(302, b"", location=f"/redirect-loop?{turn + 1}")


def wrong_type(handler: Handler) -> None:
    """A film where a page should be."""
    handler.send(200, b"\x00\x00\x00 ftypisom" + bytes(4096), "video/mp4")


def mislabelled(handler: Handler) -> None:
    """GB18030 that says it is UTF-8."""
    handler.send(200, product("天然翡翠手镯", "e1").encode("gb18030"), "text/html; charset=utf-8")


def empty(handler: Handler) -> None:
    """200 and nothing."""
    handler.send(200, b"")


def login_wall(handler: Handler) -> None:
    """200, but only for members."""
    handler.send(
        200,
        "<html><head><title>登录</title></head><body><h1>请登录后查看</h1><form action='/login' method='post'>"
        "<input name='user'><input type='password' name='pass'><button>登录</button></form></body></html>".encode(),
    )


def captcha(handler: Handler) -> None:
    """200, but only for people who slide a piece into its place."""
    handler.send(
        200,
        "<html><head><title>安全验证</title></head><body><div id='captcha'>请完成安全验证，拖动滑块完成拼图</div>"
        "<script src='/captcha.js'></script></body></html>".encode(),
    )


def huge_json(handler: Handler) -> None:
    """Twelve MiB of JSON."""
    handler.send(200, b'{"products": [' + b'{"t":"' + b"a" * (12 << 20) + b'"}]}', "application/json")


def deep_json(handler: Handler) -> None:
    """Fifty thousand brackets."""
    handler.send(200, b'{"products": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", "application/json")


def deep_html(handler: Handler) -> None:
    """Thirty thousand nested elements and nothing for sale."""
    handler.send(200, b"<html><body>" + b"<div>" * 30_000 + b"</body></html>")


def script_tags(handler: Handler) -> None:
    """Two hundred kilobytes of opening tags: slow food for a careless pattern."""
    handler.send(200, b"<html><body>" + b"<script>" * 25_000)


def status(code: int, **headers: str) -> Route:
    """An answer of that status."""
    return lambda handler: handler.send(code, f"<title>{code}</title>".encode(), **headers)


def first(count: int, before: Route, after: Route) -> Route:
    """``before`` for the first ``count`` requests, ``after`` from then on."""
    turns = iter(range(1 << 30))
    return lambda handler: (before if next(turns) < count else after)(handler)


def all_routes(elsewhere: str) -> dict[str, Route]:
    """Every route under its path; ``elsewhere`` is a private ``host:port`` that is not the site's own."""
    return {
        "/ok": item("ok1"),
        "/slow": slow,
        "/trickle": trickle,
        "/dropped": dropped,
        "/partial": partial,
        "/half-chunked": half_chunked,
        "/endless": endless,
        "/oversized": oversized,
        "/endless-head": endless_head,
        "/endless-continue": endless_continue,
        "/garbage": garbage,
        "/hang-up": hang_up,
        "/moved-to-denied": redirect_to("/denied/1"),
        "/gzip-bomb": gzip_bomb(),
        "/gzip-broken": gzip_broken,
        "/redirect-loop": redirect_loop,
        "/to-another-port": redirect_to(f"http://{elsewhere}/secret"),
        "/to-metadata": redirect_to("http://169.254.169.254/latest/meta-data/"),
        "/to-number": redirect_to("http://2130706433/"),
        "/to-ipv6": redirect_to("http://[::ffff:10.0.0.1]/"),
        "/to-file": redirect_to("file:///etc/passwd"),
        "/to-another-site": redirect_to("http://example.org/"),
        "/wrong-type": wrong_type,
        "/mislabelled": mislabelled,
        "/empty": empty,
        "/login-wall": login_wall,
        "/captcha": captcha,
        "/huge-json": huge_json,
        "/deep-json": deep_json,
        "/deep-html": deep_html,
        "/script-tags": script_tags,
        "/401": status(401),
        "/403": status(403),
        "/404": status(404),
        "/410": status(410),
        "/500": status(500),
        "/429-long": status(429, retry_after="3600"),
        "/429-bare": status(429),
        "/429-once": first(1, status(429, retry_after="1"), item("late1")),
        "/429-always": status(429, retry_after="1"),
        "/503-once": first(1, status(503, retry_after="1"), item("late2")),
        "/503-long": status(503, retry_after="86400"),
        "/503-always": status(503),
    }
