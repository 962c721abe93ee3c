"""Runs: whole or not at all, never overwritten, and provable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.health import Health, Scope
from crawler.listing import Listing, Price, Shop
from crawler.run_file import Delivered, Run, RunRefused, RunWriter, run_id, runs
from crawler.whole_file import sha256_of

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HEALTH = Health("healthy", {"listings": 2}, {"title": 2}, (Scope("s1", complete=True, listings=2),), ())
LISTINGS = [
    Listing("web", "1", title="18K金钻戒", price=Price(sale_fen=358000), shop=Shop("s1")),
    Listing("web", "2", title='换行\n与引号"\u2028', shop=Shop("s1")),
]


def new(folder: Path, name: str = "shop-20261122T020000Z", *, source: str = "shop") -> RunWriter:
    return RunWriter.create(folder, name, kind="import", source=source, platform="web", started_at=AT,
                            delivered=Delivered("表.csv", "ab" * 32, 12))  # fmt: skip


def sealed(folder: Path, name: str = "shop-20261122T020000Z", *, after: int = 0, source: str = "shop") -> Run:
    writer = new(folder, name, source=source)
    for listing in LISTINGS:
        writer.add(listing)
    return writer.seal(HEALTH, finished_at=AT + timedelta(seconds=after))


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    run = Run(sealed(tmp_path, after=5).path)
    run.verify()
    assert list(run.listings()) == [(1, LISTINGS[0]), (2, LISTINGS[1])]
    assert run.health == HEALTH
    assert run.manifest.delivered == Delivered("表.csv", "ab" * 32, 12)
    assert run.manifest.finished_at - run.manifest.started_at == timedelta(seconds=5)
    assert run.listings_sha256 == sha256_of(run.path / "listings.jsonl")
    assert run.pages is None
    assert [path.name for path in runs_beside(tmp_path)] == [run.id]


def runs_beside(folder: Path) -> list[Path]:
    return [run.path for run in runs(folder)]


def test_a_run_that_is_not_sealed_is_not_there(tmp_path: Path) -> None:
    writer = new(tmp_path)
    writer.add(LISTINGS[0])
    assert runs_beside(tmp_path) == []
    writer.abandon()
    assert list((tmp_path / ".staging").iterdir()) == []


def test_a_run_is_never_overwritten(tmp_path: Path) -> None:
    run = sealed(tmp_path)
    before = sha256_of(run.path / "manifest.json")
    with pytest.raises(RunRefused, match="同名批次已存在"):
        new(tmp_path)
    assert sha256_of(run.path / "manifest.json") == before


def test_every_manifest_names_the_one_before_it_of_its_source(tmp_path: Path) -> None:
    first = sealed(tmp_path)
    other = sealed(tmp_path, "shop-b-20261122T020000Z", source="shop-b", after=60)
    second = sealed(tmp_path, "shop-20261123T020000Z", after=120)
    assert first.manifest.previous is None
    assert other.manifest.previous is None
    assert second.manifest.previous == sha256_of(first.path / "manifest.json")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda run: (run / "listings.jsonl").write_bytes(b"{}\n"), "sha256 不一致"),
        (lambda run: (run / "health.json").unlink(), "不存在"),
        (lambda run: (run / "extra.txt").write_text("x"), "未列出"),
    ],
)
def test_a_changed_run_does_not_verify(damage: object, reason: str, tmp_path: Path) -> None:
    run = sealed(tmp_path)
    assert callable(damage)
    damage(run.path)
    with pytest.raises(RunRefused, match=reason):
        Run(run.path).verify()


def test_a_damaged_run_names_its_place(tmp_path: Path) -> None:
    run = sealed(tmp_path)
    listings = run.path / "listings.jsonl"
    listings.write_bytes(listings.read_bytes() + b'{"platform":')
    with pytest.raises(RunRefused, match=r"listings\.jsonl：第 3 行已损坏"):
        list(Run(run.path).listings())
    (run.path / "health.json").write_text("{")
    with pytest.raises(RunRefused, match=r"health\.json：内容已损坏"):
        _ = Run(run.path).health
    (run.path / "manifest.json").unlink()
    with pytest.raises(RunRefused, match=r"manifest\.json：缺少该文件"):
        Run(run.path)
    with pytest.raises(RunRefused, match="不是一个采集批次文件夹"):
        Run(tmp_path / "nowhere")
    assert runs_beside(tmp_path) == []


def test_ids_sort_by_time() -> None:
    assert run_id("s", AT) == "s-20261122T020000Z"
    assert run_id("s", AT) < run_id("s", AT + timedelta(seconds=1)) < run_id("s", AT + timedelta(days=40))
