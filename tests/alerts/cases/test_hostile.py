"""Listings made to break grouping: it stays bounded and goes on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from sqlalchemy import Table, func, select

from alerts import custody, tables
from alerts.cases import queries
from alerts.cases.alike import LONGEST, SHORTEST, folded, keys, score
from alerts.cases.kinds import KINDS
from alerts.cases.owners import company_name, credit_code
from alerts.cases.prints import MOST
from alerts.cases.rebuilding import rebuild
from alerts.cases.traces import CERTIFICATES, LIKENESSES, PICTURES, certificate_number, traces
from alerts.store import Store, open_store
from tests.alerts.cases.scenes import TEXT, USCC, division, ware
from tests.alerts.scenes import BACKENDS, Ware, take


def rows(store: Store, table: Table) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_thousand_certificates_and_pictures_are_cut() -> None:
    greedy = ware(
        "1", "甲", certificates=tuple(f"LG6{number:08d}" for number in range(100000, 101000)),
        pictures=tuple(f"{number:064x}" for number in range(1000)),
    )  # fmt: skip
    alike = ware("2", "甲", likeness=tuple(f"{(1 << 128) - 1 ^ number:064x}" for number in range(1000)))
    found = (*traces(greedy.listing()), *traces(alike.listing()))
    counted = {kind: sum(trace.kind == kind for trace in found) for kind in ("certificate", "picture", "likeness")}
    assert counted == {"certificate": CERTIFICATES, "picture": PICTURES, "likeness": LIKENESSES}


def test_huge_and_strange_texts_are_cut_and_stored(store: Store) -> None:
    strange = ware(
        "1", "甲\x00", title="\x00钻戒\x00" * 3, description="钻" * 300_000 + "\x00", company="\x00" * 100 + "公司" * 9999,
        uscc="\x00" + USCC, certificates=("\x00LG612345678", "９" * 100_000),
    )  # fmt: skip
    take(store, 0, strange, ware("2", "\ud7ff乙", description="\U0001f48e" * 5000 + TEXT))
    assert len(division(store)) == 2
    rebuild(store)
    assert custody.verify(store) == ()
    detail = queries.show(store, queries.cases(store)[0].id)
    assert detail is not None


def test_copies_by_the_hundred_are_a_template_and_link_nobody(store: Store) -> None:
    shops = [ware(str(number), f"店{number}", description=f"{TEXT}编号{number}") for number in range(60)]
    for day in range(3):
        take(store, day, *shops[20 * day : 20 * day + 20], scopes=[])
    with store.reading() as connection:
        holders = connection.execute(
            select(func.count()).select_from(tables.print_keys).group_by(tables.print_keys.c.key)
        ).scalars()
        assert max(holders) <= MOST + 1
    assert max(len(case) for case in division(store)) <= KINDS["text"].most + 1


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_run_that_fails_leaves_no_case(
    new_database: Callable[..., str], backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(new_database(backend)) as store:
        monkeypatch.setattr("alerts.cases.grouping.tell_left", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take(store, 0, ware("1", "甲", description=TEXT))
        assert [rows(store, table) for table in (tables.alerts, tables.folds, tables.traces, tables.prints)] == [0] * 4
        monkeypatch.undo()
        take(store, 0, ware("1", "甲", description=TEXT))
        assert len(division(store)) == 1


def test_a_run_taken_twice_changes_no_case(store: Store) -> None:
    wares = [ware(str(number), f"店{number % 3}", description=TEXT) for number in range(6)]
    take(store, 0, *wares, run_id="same")
    before = queries.cases(store)
    assert take(store, 0, *wares, run_id="same").already_taken
    assert queries.cases(store) == before


def test_alerts_from_before_cases_are_counted_and_taken_in(store: Store) -> None:
    take(store, 0, ware("1", "甲", description=TEXT), ware("2", "乙", description=TEXT))
    with store.writing() as connection:
        for table in (tables.members, tables.folds, tables.carriers, tables.traces, tables.traced):
            connection.execute(table.delete())
    assert queries.ungrouped(store) == 2
    assert rebuild(store) == 2
    assert queries.ungrouped(store) == 0
    assert division(store) == {frozenset("12")}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("lg-612345678", "LG612345678"), ("ＧＩＡ 2141438171", "GIA2141438171"), ("GD2603771582", "GD2603771582"),
        ("", None), (None, None), ("LG", None), ("111111111", None), ("9876543210", None), ("证书齐全", None), ("1" * 999, None),
    ],
)  # fmt: skip
def test_certificate_numbers(text: str | None, number: str | None) -> None:
    assert certificate_number(text) == number


def test_credit_codes_are_checked_by_the_standards_own_example() -> None:
    """GB 32100-2015, annex A: 91350100M000100Y43."""
    assert credit_code(" 91350100m000100y43 ") == "91350100M000100Y43"
    assert [
        credit_code(text) for text in (None, "", "9" * 18, "91350100M000100Y44", "９1350100M000100Y4I", "x" * 9999)
    ] == [None] * 6


def test_company_names() -> None:
    assert company_name("（深圳）南湾 珠宝有限公司") == company_name("(深圳)南湾珠宝有限公司") == "深圳南湾珠宝有限公司"
    assert [company_name(text) for text in (None, "", "个人", "无", "13800138000", "－－－－－－－－")] == [None] * 6


def test_texts_are_cut_where_the_docstring_says() -> None:
    assert len(folded(["长" * 5000, "再"])) == LONGEST
    assert folded(["１８Ｋ 金！", "\U0001f48e戒"]) == "18k金戒"
    short = Ware("1", description="短" * (SHORTEST - 1 - len("18K金钻戒女款")))
    assert not any(trace.kind == "text" for trace in traces(short.listing()))


def test_sketches_do_not_change_with_the_library() -> None:
    """Keys are kept in databases: a library that made others would part what belongs together until a rebuild."""
    [own] = keys("text", [folded([TEXT])])
    assert (own[0], own[-1], len(own)) == SKETCH
    [picture] = keys("likeness", ["0123456789abcdef" * 4])
    assert len({key[:2] for key in picture}) == len(picture) == 12


SKETCH = ("t00aff5a7194d36", "t15873e2a174c2b", 16)


def test_pictures_that_differ_little_share_a_key() -> None:
    import random

    generator = random.Random(1)
    found = {10: 0, 20: 0, 31: 0}
    for bits, _ in product(found, range(500)):
        one = generator.getrandbits(256)
        other = one ^ sum(1 << place for place in generator.sample(range(256), bits))
        mine, yours = keys("likeness", [f"{one:064x}", f"{other:064x}"])
        found[bits] += bool(set(mine) & set(yours))
        assert score("likeness", f"{one:064x}", f"{other:064x}") is not None
    assert found[10] >= 490
    assert found[20] >= 425
    assert found[31] >= 240
