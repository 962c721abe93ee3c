"""Judging on the workers of a Dask cluster gives what judging here gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from desk.outcome import Unusable
from desk.rescreening.engines import Engine, Task, dask, local
from nlp.known import Known
from tests.alerts.scenes import Ware

distributed = pytest.importorskip("distributed")


def tasks() -> Iterator[tuple[int, list[Task]]]:
    for number in range(6):
        wares = [Ware(f"{number}-{line}", title=f"18K金莫桑石钻戒女款 天然钻石 {line}克拉") for line in range(5)]
        yield (
            number,
            [Task(line, ware.listing(), date(2026, 11, 2).isoformat(), Known()) for line, ware in enumerate(wares)],
        )


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    # Threads of this process: no ports to choose, no program to wait for.
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster, set_as_default=False),
    ):
        yield cluster.scheduler_address


def test_every_engine_answers_the_same_in_order(address: str) -> None:
    here = list(local(None)(tasks()))
    assert [key for key, _ in here] == list(range(6))
    assert all(one.findings for _, answers in here for one in answers)
    assert list(local(None, 2)(tasks())) == here
    assert list(dask(address)(tasks())) == here


def test_a_scheduler_that_does_not_answer_is_one_line() -> None:
    with pytest.raises(Unusable, match="没有应答"):
        list(dask("tcp://127.0.0.1:9")(tasks()))


def test_workers_with_other_rules_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import desk.rescreening.engines as engines

    honest = engines._answer

    def other(encoded: bytes, digest: str) -> object:
        return honest(encoded, "sha256:" + "0" * 64)

    monkeypatch.setattr(engines, "_answer", other)
    engine: Engine[int] = dask(address)
    with pytest.raises(Unusable, match="与本机"):
        list(engine(tasks()))


def test_a_worker_that_fails_is_one_line(address: str) -> None:
    def bad() -> Iterator[tuple[int, list[Task]]]:
        key, some = next(tasks())
        yield key, [replace(some[0], on="no day")]

    with pytest.raises(Unusable, match="再次运行会接着做"):
        list(dask(address)(bad()))
