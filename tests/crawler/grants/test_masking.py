"""No spelling of a secret gets through, and what is no secret stays as it is."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.grants.masking import LEAST, Mask

SECRET = 'a+b/c=="d\\é'


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        json.dumps({"token": SECRET}),
        json.dumps({"token": SECRET}, ensure_ascii=False),
        json.dumps({SECRET: [{"said": f"token {SECRET} expired"}]}),
        json.dumps({"token": "".join(f"\\u{ord(character):04x}" for character in SECRET)}).replace("\\\\u", "\\u"),
        "https://gateway.example/?token=a%2Bb%2Fc%3D%3D%22d%5C%C3%A9&x=1",
    ],
)
def test_every_spelling_is_masked(text: str) -> None:
    body = Mask([SECRET]).body(text.encode())
    assert body is not None
    assert b"****" in body
    said = body.decode()
    assert "b/c" not in said
    assert "b%2Fc" not in said
    if text.startswith("{"):
        json.loads(body)


@pytest.mark.parametrize(("encoding", "pack"), [(b"gzip", gzip.compress), (b"deflate", zlib.compress)])
def test_a_packed_body_is_looked_into(encoding: bytes, pack: object) -> None:
    assert callable(pack)
    mask = Mask(["token-1"])
    assert mask.body(pack(b"said token-1"), encoding) == b"said ****"
    assert mask.body(pack(b"said nothing"), encoding) is None


def test_what_cannot_be_looked_into_is_not_kept() -> None:
    assert Mask(["token-1"]).body(b"\x01\x02", b"br") == b""
    assert Mask(["token-1"]).body(b"\x01\x02", b"gzip") == b""
    assert Mask().body(b"\x01\x02", b"br") is None


def test_the_id_of_a_shop_is_no_secret() -> None:
    assert Mask(["65184", "abc", ""]).body(b'{"item_id": 3600000065184, "name": "abc"}') is None


def test_what_was_learnt_stays_secret() -> None:
    mask = Mask(["token-1"])
    mask.learn(["token-1-longer"])
    assert mask.text("token-1 and token-1-longer") == "**** and ****"
    assert "token" not in repr(mask)


@given(st.text(min_size=LEAST).filter(lambda text: not text.isdecimal() and "*" not in text))
def test_no_answer_in_json_gives_it_away(secret: str) -> None:
    for plain in (json.dumps({"said": f"<{secret}>"}), json.dumps({"said": f"<{secret}>"}, ensure_ascii=False)):
        try:
            answer = plain.encode()
        except UnicodeEncodeError:
            continue
        assert secret not in json.loads(Mask([secret]).body(answer) or answer)["said"]
