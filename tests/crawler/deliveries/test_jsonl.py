from __future__ import annotations

from crawler.deliveries.delivery import Row

GOOD = '{"platform":"other","item_id":"%s","title":"银戒指"}'


def test_lines_and_labelled_lines(deliver):
    rows: list[Row] = deliver(
        "a.jsonl", "\ufeff" + GOOD % 1 + "\n\n" + '{"id":"x","expect":[],"listing":' + GOOD % 2 + "}\n"
    )
    assert [(r.row, r.listing.item_id, r.listing.source.row) for r in rows] == [(1, "1", 1), (3, "2", 3)]
    assert {r.listing.source.route for r in rows} == {"file"}


def test_refused_lines_are_named_by_field_and_kept(deliver):
    lines = [GOOD % 1, '{"platform":"other","item_id":2,"title":"a"}', '{"platform":"oth', GOOD % 4]
    rows = deliver("a.jsonl", "\n".join(lines).encode() + b'\n{"platform":"other","item_id":"5","title":"\xd7\xea"}\n')
    assert [r.listing.item_id if r.listing else None for r in rows] == ["1", None, None, "4", None]
    problems = [p for r in rows for p in r.problems]
    assert [(p.row, p.field, p.kind) for p in problems] == [
        (2, "item_id", "bad_row"),
        (3, "", "bad_row"),
        (5, "", "wrong_encoding"),
    ]
    assert problems[0].raw == lines[1]
