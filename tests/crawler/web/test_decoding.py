"""Bytes to text as a browser would, and the names of what cannot be read."""

from __future__ import annotations

import gzip

import pytest

from crawler.platforms.web import decoding
from crawler.platforms.web.decoding import Undecodable, decode, open_saved, unpack

PAGE = "<html><head>{}</head><body><h1>钻石戒指，这是我们店里的商品</h1></body></html>"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (PAGE.format("").encode(), None),
        (b"\xef\xbb\xbf" + PAGE.format("").encode(), "text/html; charset=gbk"),
        (PAGE.format("").encode("gb18030"), "text/html; charset=GBK"),
        (PAGE.format('<meta charset="gb2312">').encode("gb18030"), None),
        (PAGE.format('<meta charset="gb2312">').encode("gb18030"), "text/html"),
        (PAGE.format("").encode("gb18030"), None),
        (PAGE.format("").encode("big5", errors="replace"), "text/html; charset=big5"),
        (PAGE.format('<meta charset="gbk">').encode(), None),
        (PAGE.format("").encode("utf-16"), None),
    ],
)
def test_the_words_come_out(body: bytes, content_type: str | None) -> None:
    assert "商品" in decode(body, content_type).text


def test_a_stray_byte_is_a_slip_and_not_another_encoding() -> None:
    body = ("<html>" + "钻石" * 3000 + "</html>").encode() + b"\xff"
    assert decode(body, "text/html; charset=utf-8").text.startswith("<html>钻石")


def test_a_declared_encoding_that_does_not_fit_is_named() -> None:
    with pytest.raises(Undecodable) as refused:
        decode(PAGE.format("").encode("gb18030"), "text/html; charset=utf-8")
    assert refused.value.kind == "wrong_encoding"
    assert "编码" in refused.value.reason


def test_gzip_is_unpacked_only_when_it_is_gzip() -> None:
    assert unpack(gzip.compress(b"<html>")) == b"<html>"
    assert unpack(b"<html>") == b"<html>"


@pytest.mark.parametrize("data", [gzip.compress(b"<html>" * 1000, mtime=0)[:-20], b"\x1f\x8b\x08\x00garbage"])
def test_a_damaged_gzip_file_is_named(data: bytes) -> None:
    with pytest.raises(Undecodable, match="压缩文件"):
        unpack(data)


def test_a_page_beyond_the_limit_is_not_read_packed_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_PAGE", 1000)
    assert len(unpack(gzip.compress(b"a" * 1000))) == 1000
    for body in (gzip.compress(b"a" * 1001), b"a" * 1001):
        with pytest.raises(Undecodable) as refused:
            unpack(body)
        assert refused.value.kind == "too_large"


def test_a_name_that_promises_gzip_is_held_to_it() -> None:
    with pytest.raises(Undecodable, match="gzip"):
        open_saved(b"<html>", "a.html.gz")
