from __future__ import annotations

import pytest

from crawler.deliveries.delivery import DeliveryRefused

SRT = "1\n00:00:01,000 --> 00:00:03,500\n姐妹们看这颗主石\n\n2\n01:00:00,250 --> 01:00:02,000\n证书给大家拍一下\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:03.500\n姐妹们看这颗主石\n\n01:00:00.250 --> 01:00:02.000\n证书给大家拍一下\n"


@pytest.mark.parametrize(("name", "text"), [("晚场.srt", SRT), ("晚场.vtt", VTT)])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_session_is_one_listing_with_its_speech(deliver, name, text, encoding):
    (row,) = deliver(name, text.encode(encoding))
    assert row.listing.item_id == "晚场"
    assert row.listing.room.id == "晚场"
    assert [(u.start_ms, u.end_ms, u.text) for u in row.listing.speech] == [
        (1_000, 3_500, "姐妹们看这颗主石"),
        (3_600_250, 3_602_000, "证书给大家拍一下"),
    ]
    assert row.problems == ()


def test_a_broken_block_is_named_and_the_rest_is_read(deliver):
    broken = (
        SRT
        + "\n这里断了一行\n\n3\n00:00:09,000 --> 00:00:08,000\n倒着走\n\n4\n00:00:10,000 --> 00:00:11,000\n最后一句\n"
    )
    (row,) = deliver("a.srt", broken)
    assert row.listing.speech[-1].text == "最后一句"
    assert {p.reason for p in row.problems} >= {"结束时间早于开始时间"}


@pytest.mark.parametrize(
    ("name", "content"), [("a.srt", "不是字幕"), ("a.vtt", "不是字幕"), ("a.srt", ""), ("a.vtt", "WEBVTT\n\n")]
)
def test_a_file_without_speech_is_refused(deliver, name, content):
    with pytest.raises(DeliveryRefused, match=name):
        deliver(name, content)
