from __future__ import annotations

import pytest

from crawler.deliveries.receipt import as_text, refusal


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("天然钻戒", "天然钻戒"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        (" +1", "' +1"),
        ("\t@x", "'\t@x"),
        ("-5", "'-5"),
        ("＝1+1", "'＝1+1"),
        ("\n=1", "'\n=1"),
        ("7100000000000000001", "'7100000000000000001"),
        ("12.5", "12.5"),
        ("a\x00\x1bb", "a  b"),
        ("\ud800", "?"),
    ],
)
def test_a_cell_is_shown_and_never_run(cell, written):
    assert as_text(cell) == written


def test_a_refused_delivery_has_a_receipt_too(tmp_path):
    path = tmp_path / "=a.csv"
    path.write_text("x", "utf-8")
    text = refusal(path, "表头不认识").decode("utf-8-sig")
    assert text.splitlines()[1].startswith("拒收,'=a.csv,,,,表头不认识")
