"""What a response to a picture's request holds: a picture that is kept, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from scrapy.http import Response, TextResponse

from crawler.evidence import Exchange
from crawler.failures import Named, name_status
from crawler.pictures.keeping import keep
from crawler.pictures.picture import Fetched, PictureRefused, examine
from crawler.walls import wall


def fetched(url: str, response: Response, evidence: Path) -> Fetched | Named:
    """The picture that was asked for under ``url``, its bytes kept; or the kind of failure and a Chinese sentence.

    Raises OSError where the bytes cannot be written.
    """
    fault = name_status(response)
    if fault is not None:
        return fault
    try:
        picture = examine(response.body)
    except PictureRefused as refused:
        encoding = response.encoding if isinstance(response, TextResponse) else "utf-8"
        # A page that asks who we are, in place of a picture, is a refusal like any other.
        found = wall(response.body, encoding) if refused.kind == "wrong_type" else None
        return found or (refused.kind, refused.reason)
    keep(evidence, picture.sha256, response.body)
    return Fetched(url=url, **msgspec.structs.asdict(picture))


def kept_aside(exchanges: Iterable[Exchange], picture: Fetched, body: bytes) -> list[Exchange]:
    """The exchanges of a picture, its bytes replaced by their hash: they lie in evidence, once for all runs."""
    return [
        msgspec.structs.replace(exchange, body=b"", kept=picture.sha256) if exchange.body == body else exchange
        for exchange in exchanges
    ]
