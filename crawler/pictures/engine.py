"""The engine that reads printed text: rapidocr, whose weights lie in its wheel. Only the worker process imports it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from crawler.pictures.texts import Line

if TYPE_CHECKING:
    from PIL.Image import Image

ENGINE = "rapidocr"
SIDE = 960
"""Pixels of the longer side at which text is looked for: half the time of the engine's default, and nothing lost in tests."""
OVERLAP = 128
"""Pixels that two neighbouring pieces of a long picture share; a line is taken from the piece that shows it whole."""
PIECES = 24
"""Pieces of one long picture that are read, from the top; 24 are about 20,000 pixels of a 960 wide picture."""


class Reads(Protocol):
    """From a picture (RGB) to its lines from top to bottom, and whether all of it was read."""

    def __call__(self, image: Image) -> tuple[tuple[Line, ...], bool]: ...


def installed() -> str | None:
    """The engine's version; None where the extra ``ocr`` is not installed."""
    try:
        return version(ENGINE) if find_spec("onnxruntime") else None
    except PackageNotFoundError:
        return None


def load() -> Reads:
    """Start the engine: about two seconds and 0.3 to 0.9 GB. Raises ImportError."""
    import numpy as np
    from rapidocr import RapidOCR

    engine: Any = RapidOCR(
        params={
            "Det.limit_type": "max",
            "Det.limit_side_len": SIDE,
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": min(2, os.cpu_count() or 1),
        }
    )

    def read(image: Image) -> tuple[tuple[Line, ...], bool]:
        scale, shown = 1.0, image
        if image.height > 1.5 * max(SIDE, image.width) and image.width > SIDE:
            scale = image.width / SIDE
            shown = image.resize((SIDE, round(image.height / scale)))
        lines: list[Line] = []
        cuts = list(pieces(shown.width, shown.height))
        for top, bottom, first, last in cuts[:PIECES]:
            found = engine(np.asarray(shown.crop((0, top, shown.width, bottom)))[:, :, ::-1])
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True) if found.txts else ():
                middle = top + float(box[:, 1].mean())
                if first <= middle < last:
                    corners = (box[:, 0].min(), box[:, 1].min() + top, box[:, 0].max(), box[:, 1].max() + top)
                    left, upper, right, lower = (round(float(corner) * scale) for corner in corners)
                    lines.append(Line(text, round(float(score), 3), (left, upper, right, lower)))
        return tuple(lines), len(cuts) <= PIECES

    return read


def pieces(width: int, height: int) -> Iterator[tuple[int, int, int, int]]:
    """How a picture is cut: (top, bottom) of each piece, and (first, last) rows whose lines are taken from it.

    The long pictures of product pages would be scaled to a strip in which nothing can be read.
    """
    if height <= 1.5 * max(SIDE, width):
        yield 0, height, 0, height
        return
    top = 0
    while True:
        bottom = min(height, top + SIDE)
        end = bottom == height
        yield top, bottom, top + OVERLAP // 2 if top else 0, height if end else bottom - OVERLAP // 2
        if end:
            return
        top = bottom - OVERLAP
