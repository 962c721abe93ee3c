"""WholeBody: a compressed body that stops before its end is a body cut short, whatever its length says.

Scrapy decompresses what there is and is content; half a shelf would then pass for the whole of it.
"""

from __future__ import annotations

import zlib

from scrapy import Request
from scrapy.http import Response

from crawler.settings import MAX_BODY_BYTES

_PIECE = 64 * 1024
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class WholeBody:
    """Downloader middleware: adds the flag ``dataloss`` to a gzip or deflate body without an end."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, flagged where its body is cut short. Other encodings are left to whoever undoes them."""
        encoding = (response.headers.get("Content-Encoding") or b"").strip().lower()
        if encoding not in (b"gzip", b"x-gzip", b"deflate") or not response.body:
            return response
        if "dataloss" in response.flags or not cut_short(response.body):
            return response
        return response.replace(flags=[*response.flags, "dataloss"])


def cut_short(body: bytes) -> bool:
    """Whether a gzip or zlib stream begins well and ends before its end mark.

    Works in pieces and keeps none of them. Beyond the size limit of a page it stops looking: such a page is refused
    for its size. A stream that is damaged or of another kind is not judged here.
    """
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    rest, unpacked = body, 0
    try:
        while not unpacker.eof and unpacked <= MAX_BODY_BYTES:
            piece = unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
            unpacked += len(piece)
            if not piece and not rest:
                return not unpacker.eof
    except zlib.error:
        return False
    return False
