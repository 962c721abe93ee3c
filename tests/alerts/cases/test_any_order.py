"""Grouping as runs come in, in any order and with decisions between, comes to what a rebuild comes to."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from alerts import custody, tables
from alerts.cases import carrying, kinds, network, prints, queries
from alerts.cases.deciding import merge, split, undo
from alerts.cases.rebuilding import rebuild
from alerts.cases.values import CaseRefused
from alerts.store import Store, open_store
from tests.alerts.cases.scenes import NEAR, TEXT, USCC, ware
from tests.alerts.recount import require_recounted
from tests.alerts.scenes import BACKENDS, Ware, at, take

SHOPS = ("s1", "s2", "s3", "s4")
CERTIFICATES = ("LG612345678", "LG698765432")
PICTURES = tuple(f"{number:064x}" for number in range(1, 4))
_HASH = random.Random(5).getrandbits(256)
HASHES = tuple(f"{_HASH ^ (1 << (40 * number)):064x}" for number in range(4))
TEXTS = (
    None,
    TEXT,
    NEAR,
    NEAR.replace("七天", "八天"),
    "另一件商品的说明文字，材质为足金，重量约三克，支持门店试戴，工费另计不议价，编号可查",
)

WARES = st.builds(
    lambda shop, item, text, certificates, pictures, hashes, uscc, rules: ware(
        f"{shop}-{item}", shop, description=text, certificates=tuple(certificates), pictures=tuple(pictures),
        likeness=tuple(hashes), uscc=USCC if uscc else None, rules=rules,
    ),
    st.sampled_from(SHOPS), st.integers(1, 3), st.sampled_from(TEXTS), st.sets(st.sampled_from(CERTIFICATES), max_size=1),
    st.sets(st.sampled_from(PICTURES), max_size=1), st.sets(st.sampled_from(HASHES), max_size=1), st.booleans(),
    st.sampled_from([("LG-01",), ("LG-01", "IP-01"), ("IP-01",)]),
)  # fmt: skip
RUNS = st.tuples(st.just("run"), st.integers(0, 5), st.lists(WARES, max_size=4, unique_by=lambda one: one.item_id))
DECISIONS = st.tuples(st.sampled_from(["merge", "split", "undo"]), st.integers(0, 20), st.integers(0, 20))


@pytest.fixture(autouse=True)
def _low_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few sellers and few alike texts are already too many, so that small worlds cross every bound."""
    few = {name: kinds.Kind(kind.label, kind.same, kind.strength, 2) for name, kind in kinds.KINDS.items()}
    for module in (kinds, carrying, prints):
        monkeypatch.setattr(module, "KINDS", few)
    monkeypatch.setattr(prints, "MOST", 2)


def told(store: Store) -> object:
    """Everything that follows from observations and decisions, as it can be compared."""
    require_recounted(store)
    with store.reading() as connection:
        folds = {tuple(row) for row in connection.execute(select(tables.folds))}
        members = {tuple(row) for row in connection.execute(select(tables.members))}
        near = {tuple(row) for row in connection.execute(select(tables.near))}
        traces = {
            (row.item_key, row.kind, row.value, row.field, row.shown, row.at)
            for row in connection.execute(select(tables.traces))
        }
        found = network.reach(connection, [row[0] for row in folds])
        assert network.partition(found) == {row[0]: row[1] for row in folds}
        links = {
            (edge.at, edge.kind, edge.score, edge.one.alert_id, edge.one.fold, edge.other.alert_id, edge.other.fold)
            for edge in network.edges(found, every=True)
        }
    return folds, members, near, traces, links


def play(store: Store, steps: list[tuple]) -> None:
    for number, (what, first, second) in enumerate(steps):
        if what == "run":
            take(store, first + number / 100, *second, run_id=f"run-{number}", scopes=[])
            continue
        cases = queries.cases(store, limit=1000)
        if not cases:
            continue
        one, other = cases[first % len(cases)], cases[second % len(cases)]
        members = queries.show(store, one.id).members  # type: ignore[union-attr]
        moment = at(10 + number / 100)
        with suppress(CaseRefused):
            if what == "merge":
                merge(store, [one.id, other.id], "李明", "理由", moment)
            elif what == "split":
                split(store, one.id, [alert.id for alert in members][: 1 + second % 3], "李明", "理由", moment)
            else:
                undo(store, one.id, "李明", moment)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(RUNS | RUNS | DECISIONS, max_size=12))
def test_grouping_as_it_goes_is_what_a_rebuild_makes(new_database: Callable[..., str], steps: list[tuple]) -> None:
    with open_store(new_database("sqlite")) as store:
        play(store, steps)
        before = told(store)
        rebuild(store)
        assert told(store) == before
        assert custody.verify(store) == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    runs=st.lists(st.lists(WARES, max_size=4, unique_by=lambda one: one.item_id), min_size=2, max_size=6),
    data=st.data(),
)
def test_the_order_of_runs_does_not_matter(
    new_database: Callable[..., str], runs: list[list[Ware]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(runs))))
    results = []
    for sequence in (range(len(runs)), order):
        with open_store(new_database("sqlite")) as store:
            for number in sequence:
                take(store, number, *runs[number], run_id=f"run-{number}", scopes=[])
            results.append(told(store))
    assert results[0] == results[1]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_long_story_on_both_databases(new_database: Callable[..., str], backend: str) -> None:
    """One drawn once, so that PostgreSQL is asked the same questions."""
    generator = random.Random(11)
    steps: list[tuple] = []
    for number in range(30):
        if number % 4 == 3:
            steps.append(
                (generator.choice(["merge", "split", "undo"]), generator.randrange(20), generator.randrange(20))
            )
            continue
        wares = {}
        for _ in range(5):
            shop, item = generator.choice(SHOPS), generator.randint(1, 4)
            wares[f"{shop}-{item}"] = ware(
                f"{shop}-{item}", shop, description=generator.choice(TEXTS),
                certificates=tuple(generator.sample(CERTIFICATES, 1)), pictures=tuple(generator.sample(PICTURES, 1)),
                likeness=tuple(generator.sample(HASHES, 1)),
            )  # fmt: skip
        steps.append(("run", generator.randrange(6), list(wares.values())))
    with open_store(new_database(backend)) as store:
        play(store, steps)
        before = told(store)
        rebuild(store)
        assert told(store) == before
        assert custody.verify(store) == ()
