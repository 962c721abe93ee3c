"""One live room, many links: what is spoken of another number is another item's."""

from __future__ import annotations

import pytest

from crawler.listing import convert_listing
from nlp.claim import ClaimClass, Target
from nlp.reader import Reader


@pytest.mark.parametrize(
    ("title", "sentence", "target"),
    [
        ("直播专拍 8号链接 钻石项链", "五号那个证书写合成钻石，便宜", Target.OTHER),
        ("直播专拍 8号链接 钻石项链", "八号链接是合成钻石，写清楚了", Target.MAIN),
        ("直播专拍 8号链接 钻石项链", "五号卖完了，八号是合成钻石", Target.MAIN),
        ("直播专拍 8号链接 钻石项链", "这个是合成钻石，圈口十三号", Target.MAIN),
        ("钻石项链 现货", "五号那个是合成钻石", Target.MAIN),
    ],
)
def test_whose_stone_a_number_names(title: str, sentence: str, target: Target) -> None:
    speech = [{"start_ms": 0, "end_ms": 5000, "text": sentence}]
    listing = convert_listing({"platform": "test", "item_id": "1", "title": title, "speech": speech})
    [claim] = [c for c in Reader.default().read(listing).claims if c.cls is ClaimClass.LAB_GROWN]
    assert claim.target is target
    assert target is Target.MAIN or (claim.cue is not None and claim.cue.text == "五号")
