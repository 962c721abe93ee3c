"""Marking: exact characters, overlaps, gaps; whatever the text, its visible part is never changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.judgement import Span
from reports.marking import WHOLE_TEXT, mark, shortened, visible


def at(text: str, start: int, end: int) -> Span:
    return Span("title", start, end, text[start:end])


def shape(runs):
    return [(run.text, run.marks) for run in runs]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [("天然培育真钻", ())]),
        ([(1, 0, 2)], [("天然", (1,)), ("培育真钻", ())]),
        ([(1, 0, 4), (2, 2, 6)], [("天然", (1,)), ("培育", (1, 2)), ("真钻", (2,))]),
        ([(1, 0, 6), (2, 2, 4)], [("天然", (1,)), ("培育", (1, 2)), ("真钻", (1,))]),
        ([(1, 2, 4), (2, 2, 4)], [("天然", ()), ("培育", (1, 2)), ("真钻", ())]),
        ([(1, 0, 2), (2, 2, 4)], [("天然", (1,)), ("培育", (2,)), ("真钻", ())]),
    ],
)
def test_overlapping_marks_keep_every_number(spans, expected):
    text = "天然培育真钻"
    assert shape(mark(text, [(n, at(text, s, e)) for n, s, e in spans])) == expected


@pytest.mark.parametrize(("length", "gaps"), [(WHOLE_TEXT - 1, 0), (WHOLE_TEXT, 0), (WHOLE_TEXT + 1, 1)])
def test_long_texts_are_cut_to_their_marks(length, gaps):
    text = "长" * length
    runs = mark(text, [(1, at(text, 0, 2))])
    assert sum(run.kind == "gap" for run in runs) == gaps
    assert sum(run.kind == "gap" for run in mark(text, [(1, at(text, 0, 2))], whole=True)) == 0


@given(st.text(max_size=400), st.data())
def test_runs_are_the_text_itself(text, data):
    edge = st.integers(0, len(text))
    spans = []
    for number in range(data.draw(st.integers(0, 4))):
        start, end = sorted((data.draw(edge), data.draw(edge)))
        spans.append((number, at(text, start, end)))
    runs = mark(text, spans, whole=True)
    back = "".join(chr(int(run.text[2:], 16)) if run.kind == "control" else run.text for run in runs)
    assert back == text.replace("\r\n", "\n") or back == text
    for number, span in spans:
        marked = "".join(chr(int(r.text[2:], 16)) if r.kind == "control" else r.text for r in runs if number in r.marks)
        assert marked.replace("\r", "") == span.text.replace("\r", "")


@given(st.text())
def test_visible_text_can_be_written_and_hides_nothing(text):
    shown = visible(text)
    shown.encode("utf-8")
    assert not set(shown) & set(
        "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\x00\x1b"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨\u200d👩", "👨\u200d👩"),
        ("钻\u200d戒", "钻〔U+200D〕戒"),
        ("👨\u200d戒", "👨〔U+200D〕戒"),
        ("❤️", "❤️"),
        ("\ud800", "〔U+D800〕"),
        ("一\r\n二\t三", "一\n二\t三"),
    ],
)
def test_only_what_hides_is_written_out(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize(("length", "cut"), [(59, False), (60, False), (61, True)])
def test_shortened_says_how_long_the_text_was(length, cut):
    assert (f"（共 {length} 字）" in shortened("字" * length)) == cut
