"""PDQ against values of pdqhash 0.2.8 (Meta's own code), on patterns that any machine makes alike."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from crawler.pictures.likeness import ALIKE, distance, pdq
from crawler.pictures.picture import examine
from tests.crawler.pictures.made import picture, pixels

# pdqhash.compute(pixels(rows, columns, seed)), its bits read as one number, and its quality.
REFERENCE = [
    ((300, 400, 1), "c539ddb2953736ad34e667f03e4a23611b767263c4c9c45cbea6380b27797880", 100),
    ((64, 64, 2), "b9380053d17a671c93e21ae35fe002fc1f2abd03ffa2e51cb09398e328ff25ac", 60),
    ((65, 200, 3), "dac95a0424b62dd91206dbc9da4d24b6a5f9d626dac9b62d25b629d95f0698e5", 100),
    ((512, 512, 4), "169abbb13d2e7f7d03e768007297644a8967033ffc1f2620ab4fa910a5a5bb8a", 100),
    ((777, 333, 5), "b13e5a3d5cb5fa52f0ddff8f078030f0aa45a5689ae2b96076c0b1e0dae0b9e0", 100),
    ((20, 31, 6), "a3fc2fe35c037d9c8e63ffe48be3001b719c8263a3fc82735c03751c8e63a1a4", 52),
    ((5, 9, 7), "c27839c73c87c63839c7db6821c62497c63839c7c27879c73c87c63839c7db68", 9),
]


@pytest.mark.parametrize(("size", "expected", "quality"), REFERENCE)
def test_the_bits_are_those_of_the_reference(size: tuple[int, int, int], expected: str, quality: int) -> None:
    assert pdq(pixels(*size)) == (expected, quality)


def test_a_copy_is_near_and_another_picture_far() -> None:
    rows = np.linspace(0, 1, 600)[:, None]
    columns = np.linspace(0, 1, 800)[None, :]
    waves = 127 + 60 * np.sin(9 * rows + 5 * columns) + 60 * np.cos(14 * columns * rows)
    original = Image.fromarray(waves.astype(np.uint8)).convert("RGB")

    def hashed(image: Image.Image, kind: str = "PNG") -> str:
        out = io.BytesIO()
        image.save(out, kind)
        found = examine(out.getvalue()).phash
        assert found is not None
        return found

    copy = hashed(original.resize((400, 300)), "JPEG")
    assert distance(hashed(original), copy) <= ALIKE
    assert distance(hashed(original), hashed(original.rotate(90))) > 2 * ALIKE


def test_a_picture_with_nothing_in_it_has_no_hash() -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(out, "PNG")
    assert examine(out.getvalue()).phash is None
    assert examine(picture()).phash is not None
