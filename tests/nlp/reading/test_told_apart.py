"""A kind that is only told of beside goods that are none of it; and the like words when they are said of the goods."""

from __future__ import annotations

import pytest

from crawler.listing import convert_listing
from nlp.claim import Target
from nlp.reader import Reader


@pytest.mark.parametrize(
    ("sentence", "word", "told"),
    [
        ("染色南红指甲油泡一下就掉，你回去试", "染色", True),
        ("这条是染色南红，泡久了会掉", "染色", False),
        ("合成水晶干净得像紫药水", "合成水晶", True),
        ("我们用的合成水晶，干净得像紫药水", "合成水晶", False),
        ("便宜的看二排，二排全是培育钻石", "培育钻石", True),
        ("便宜吧，全是培育钻石", "培育钻石", False),
        ("培育钻石单独货架，别拿错", "培育钻石", True),
        ("平时我们店全是培育，今天破例", "培育", True),
        ("今天我们店全是培育，别多想", "培育", False),
        ("有烧的在名字里写了有烧", "有烧", True),
        ("马来玉是染色石英，我店没有", "染色", True),
    ],
)
def test_what_is_only_told_of(sentence: str, word: str, told: bool) -> None:
    speech = [{"start_ms": 0, "end_ms": 5000, "text": sentence}]
    listing = convert_listing({"platform": "test", "item_id": "1", "title": "蓝宝石手链 配钻石 现货", "speech": speech})
    claim = next(c for c in Reader.default().read(listing).claims if c.span.text == word)
    assert (claim.target is Target.OTHER) is told
