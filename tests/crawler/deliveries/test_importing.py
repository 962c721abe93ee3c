from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.deliveries.delivery import DeliveryRefused
from crawler.deliveries.importing import import_file, problems_of

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LINE = '{"platform":"other","item_id":"%s","title":"银戒指"}\n'


@pytest.fixture
def delivered(tmp_path: Path):
    def _import(name: str, text: str, **options):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return import_file(path, tmp_path / "runs", tmp_path / "evidence", now=NOW, **options)

    return _import


def test_good_rows_become_a_run_and_bad_ones_are_kept_aside(delivered, tmp_path):
    imported = delivered("a.jsonl", LINE % 1 + '{"platform":"other"}\n' + LINE % 3)
    run = imported.run
    assert [listing.item_id for _, listing in run.listings()] == ["1", "3"]
    assert {listing.observed_at for _, listing in run.listings()} == {NOW}
    assert run.health.verdict == "thin"
    assert [(n.what, n.kind) for n in run.health.not_seen] == [("a.jsonl 第 2 行，item_id", "bad_row")]
    assert [(p.row, p.raw) for p in problems_of(run)] == [(2, '{"platform":"other"}')]
    run.verify()
    kept = tmp_path / "evidence" / run.manifest.delivered.sha256[:2] / run.manifest.delivered.sha256
    assert kept.read_bytes() == (tmp_path / "a.jsonl").read_bytes()


def test_the_same_bytes_twice_are_one_run(delivered, tmp_path):
    first = delivered("a.jsonl", LINE % 1)
    again = delivered("renamed.jsonl", LINE % 1)
    assert not first.already
    assert again.already
    assert again.run.id == first.run.id
    other_shop = delivered("a.jsonl", LINE % 1, shop="甲店")
    assert other_shop.run.id != first.run.id
    assert [listing.shop.name for _, listing in other_shop.run.listings()] == ["甲店"]


def test_a_delivered_file_never_claims_to_have_seen_a_whole_shelf(delivered):
    assert [scope.complete for scope in delivered("a.jsonl", LINE % 1).run.health.looked] == [False]


def test_nothing_readable_leaves_no_run(delivered, tmp_path):
    with pytest.raises(DeliveryRefused):
        delivered("a.csv", "甲,乙\n1,2\n")
    assert [p.name for p in (tmp_path / "runs").iterdir() if p.name != ".staging"] == []


def test_what_was_refused_is_kept_as_evidence_all_the_same(delivered, tmp_path):
    with pytest.raises(DeliveryRefused):
        delivered("a.zip", "no package")
    assert [p.read_text() for p in (tmp_path / "evidence").glob("*/*")] == ["no package"]


def test_only_bad_rows_are_a_broken_run_that_keeps_them(delivered):
    run = delivered("a.jsonl", '{"a":1}\n').run
    assert run.health.verdict == "broken"
    assert len(list(problems_of(run))) == 1
