"""Transcripts as the JSON of speech recognition services: the content decides the form."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.deliveries.delivery import DeliveryRefused

FIRST, SECOND = (1_000, 3_500, "姐妹们看这颗主石"), (4_000, 6_250, "证书给大家拍一下")


def funasr() -> Any:
    return [{"key": "a", "sentence_info": [{"start": s, "end": e, "text": t, "spk": 0} for s, e, t in (FIRST, SECOND)]}]


def volcengine() -> Any:
    words = [{"start_time": s, "end_time": e, "text": t, "definite": True} for s, e, t in (FIRST, SECOND)]
    guess = {"start_time": 0, "end_time": 900, "text": "姐", "definite": False}
    return {"result": [{"text": "全文", "utterances": [guess, *words]}]}


def aliyun() -> Any:
    guess = {"output": {"sentence": {"begin_time": 1_000, "end_time": None, "text": "姐妹"}}}
    said = [{"output": {"sentence": {"begin_time": s, "end_time": e, "text": t}}} for s, e, t in (FIRST, SECOND)]
    return [guess, *said]


def aliyun_file() -> Any:
    return {
        "transcripts": [{"sentences": [{"begin_time": s, "end_time": e, "text": t} for s, e, t in (FIRST, SECOND)]}]
    }


def whisper() -> Any:
    said = [
        {"start": s / 1000, "end": e / 1000, "text": t, "avg_logprob": -0.2, "no_speech_prob": 0.01}
        for s, e, t in (FIRST, SECOND)
    ]
    return {"text": "全文", "segments": said, "language": "zh"}


def iflytek() -> Any:
    lattice = []
    for start, end, text in (FIRST, SECOND):
        ws = [{"cw": [{"w": text[:3], "wp": "n"}]}, {"cw": [{"w": text[3:], "sc": "0.9"}, {"w": "别的", "sc": "0.1"}]}]
        st = {"st": {"bg": str(start), "ed": str(end), "rl": "1", "rt": [{"ws": ws}]}}
        lattice.append({"json_1best": json.dumps(st, ensure_ascii=False)})
    return {"code": "000000", "content": {"orderResult": json.dumps({"lattice": lattice}, ensure_ascii=False)}}


FORMS = (funasr, volcengine, aliyun, aliyun_file, whisper, iflytek)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_every_form_gives_the_same_speech(deliver, form, encoding):
    (row,) = deliver("晚场.json", json.dumps(form(), ensure_ascii=False).encode(encoding))
    assert row.listing.item_id == "晚场"
    assert [(u.start_ms, u.end_ms, u.text) for u in row.listing.speech] == [FIRST, SECOND]
    assert row.problems == ()


def test_one_event_a_line_is_read_too_and_the_name_does_not_matter(deliver):
    lines = "\n".join(json.dumps(event, ensure_ascii=False) for event in aliyun())
    (row,) = deliver("晚场.srt", lines)
    assert len(row.listing.speech) == 2


def test_zero_and_overlong_stretches_are_kept_and_named(deliver):
    said = [{"start": 5, "end": 5, "text": "短"}, {"start": 0, "end": 90_000, "text": "长"}]
    (row,) = deliver("a.json", json.dumps({"sentence_info": said}))
    assert [u.text for u in row.listing.speech] == ["短", "长"]
    assert [(p.field, p.reason[:4]) for p in row.problems] == [("第1句", "时长为零"), ("第2句", "这一句长")]


def test_what_cannot_be_used_is_kept_aside_by_number(deliver):
    said = [
        {"start": 9, "end": 8, "text": "倒着"},
        {"start": None, "end": 8, "text": "没有时间"},
        {"start": 1e30, "end": 2e30, "text": "太远"},
        {"start": True, "end": "x", "text": "不是时间"},
        {"start": 1, "end": 2, "text": 7},
        {"start": 1, "end": 2, "text": "  "},
        "不是对象",
        {"start": "10", "end": "20", "text": "好"},
    ]
    (row,) = deliver("a.json", json.dumps({"sentence_info": said}))
    assert [u.text for u in row.listing.speech] == ["好"]
    assert [p.field for p in row.problems] == ["第1句", "第2句", "第3句", "第4句", "第5句"]


def test_words_that_whisper_takes_for_silence_are_no_speech(deliver):
    document = whisper()
    document["segments"][0] |= {"no_speech_prob": 0.9, "avg_logprob": -1.4, "text": "谢谢观看"}
    document["segments"][1] |= {"no_speech_prob": 0.9}
    (row,) = deliver("a.json", json.dumps(document))
    assert [u.text for u in row.listing.speech] == [SECOND[2]]
    assert [p.raw for p in row.problems] == ["谢谢观看"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ('{"lines": [1]}', "不认识的转写 JSON（最外层字段：lines），可读取：.*FunASR.*Whisper.*火山.*讯飞|可读取"),
        ("[]", "不认识"),
        ('{"sentence_info": []}', "没有任何字幕"),
        ('{"segments": [', "不是有效的 JSON"),
        ("[" * 5_000, "不是有效的 JSON"),
        ("只是文字", "不是有效的 JSON"),
        ('{"content": {"orderResult": "{"}}', "content.orderResult"),
        ('{"content": {"orderResult": "{\\"lattice\\": [{\\"json_1best\\": 5}]}"}}', "json_1best"),
    ],
)
def test_json_without_speech_is_refused_with_its_reason(deliver, content, word):
    with pytest.raises(DeliveryRefused, match=word) as refused:
        deliver("a.json", content)
    assert str(refused.value).startswith("a.json")
