"""Free text: the index finds what a look at every alert finds, on both databases, and follows what listings become."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from alerts import queries, search, tables
from alerts.cases.queries import cases
from alerts.store import Store, open_store
from tests.alerts.scenes import BACKENDS, Ware, take

TITLES = (
    "18K金钻戒女款", "冰种翡翠手镯", "翡 翠", "翠翡", "100%天然_足金", "Ｋ金ＤＩＡＭＯＮＤ", "CAFÉ café Ⅳ", "ΣΊΣΥΦΟΣ σίσυφος", "İstanbul ışık", "钻💎戒👨‍👩‍👧",
    "it's \"AND\" (OR) NEAR *", "a/b\\c", "x" * 120, "1.5ct", "\x00前后", "Straße STRASSE", "K\u212b 300\u2126", "e\u0301 i\u0307", "戒",
)  # fmt: skip
QUERIES = (
    "钻", "翡翠", "翠", "翡翠手镯", "翠翡翠", "没有", "%", "_", "0%天", "/", "\\", "'", '"', '"AND"', "AND", "OR", "*", "钻*", "k金", "Ｋ金", "ｋ金", "É", "é", "σ", "ς",
    "Σ", "İ", "i", "ı", "i\u0307", "\u0307", "💎", "👨", "\u200d", "ss", "ß", "ẞ", "k", "\u212a", "å", "\u212b", "Ω", "x" * 100, "x" * 121, "金" * 100, "\ud800", "钻\udfff", "\x00钻",
    "A-", "南湾", "小美", "主播", "1", "5c", "戒女", " 女款 ", "女 款", "é c", "4e00g4e01", "号 16", "\ufffd前", "培育", "伪称", "天然", "item",
)  # fmt: skip
REGIMES = ((0, 0), (0, 8000), (300, 8000))


def wares() -> list[Ware]:
    names = ("南湾珠宝", "北湖 GOLD", "s\u0130", None)
    return [
        Ware(f"item{number}", title=title, shop=f"s{number % 4}", shop_name=names[number % 4] or "", anchor="小美ＡＢ" if number % 2 else None)
        for number, title in enumerate(TITLES)
    ]  # fmt: skip


@pytest.fixture(scope="module", params=BACKENDS)
def filled(request: pytest.FixtureRequest, new_database: Callable[..., str]) -> object:
    with open_store(new_database(request.param)) as store:
        take(store, 0, *wares())
        yield store


def found(store: Store, text: str) -> list[str]:
    return [alert.id for alert in queries.queue(store, text=text, limit=1000)]


def looked_through(store: Store, text: str, lower: Callable[[str], str]) -> list[str]:
    """Every alert looked at, in the order of the list. ``lower``: what the database takes for small letters."""
    asked = lower(text.replace("\x00", "").strip())
    places = [tables.alerts.c[name] for name in search.PLACES]
    with store.reading() as connection:
        texts = {row.id: [lower(text or "") for text in row] for row in connection.execute(select(*places))}
    return [alert.id for alert in queries.queue(store, limit=1000) if any(asked in text for text in texts[alert.id])]


def lowering(store: Store) -> Callable[[str], str]:
    if store.engine.dialect.name == "sqlite":  # ASCII alone
        return lambda text: "".join(letter.lower() if letter.isascii() else letter for letter in text)
    with store.reading() as connection:
        letters = {*"".join((*TITLES, *QUERIES))} - {"\x00"}
        known = {
            letter: connection.exec_driver_sql("SELECT lower(%s::text)", (letter,)).scalar_one()
            for letter in letters if not "\ud800" <= letter <= "\udfff"
        }  # fmt: skip
    return lambda text: "".join(known.get(letter, letter) for letter in text)


@pytest.mark.parametrize(("few", "many"), REGIMES)
def test_any_text_finds_what_a_look_at_every_alert_finds(
    filled: Store, monkeypatch: pytest.MonkeyPatch, few: int, many: int
) -> None:
    monkeypatch.setattr(search, "_FEW", few)
    monkeypatch.setattr(search, "_MANY", many)
    lower = lowering(filled)
    assert {text: found(filled, text) for text in QUERIES} == {
        text: looked_through(filled, text, lower) for text in QUERIES
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_part_of_what_is_there_finds_it(filled: Store, data: st.DataObject) -> None:
    title = data.draw(st.sampled_from(TITLES)).replace("\x00", "\ufffd")
    start = data.draw(st.integers(0, len(title) - 1))
    part = title[start : start + data.draw(st.integers(1, 40))]
    part = data.draw(st.sampled_from([part, part.swapcase(), part[::-1], part + "钻", part.upper().lower()]))
    # The fold of the database, whichever it is: the plain search is asked without the index.
    likely, search.likely = search.likely, lambda *_: None
    try:
        expected = found(filled, part)
    finally:
        search.likely = likely
    assert found(filled, part) == expected


@example("İ")
@given(st.text(min_size=1, max_size=3))
def test_letters_that_are_one_to_a_database_are_one_to_the_index(text: str) -> None:
    for other in (text.lower(), "".join(letter.lower()[0] for letter in text)):
        assert set(search.grams([other]).split()) == set(search.grams([text]).split())


@pytest.mark.parametrize("start", [0, 1, 2, 3])
def test_pages_are_in_the_order_of_the_list(store: Store, start: int) -> None:
    take(store, 0, *(Ware(str(number), title=f"翡翠{number}", confidence=number / 10) for number in (3, 1, 4, 2)))
    page = queries.queue(store, text="翡翠", limit=2, offset=start)
    assert [alert.item_id for alert in page] == ["4", "3", "2", "1"][start : start + 2]


@pytest.mark.parametrize(("few", "many"), REGIMES)
@pytest.mark.parametrize("shop", [None, "南湾珠宝", "s1"])
def test_any_text_finds_the_cases_of_the_alerts_that_hold_it(
    filled: Store, monkeypatch: pytest.MonkeyPatch, few: int, many: int, shop: str | None
) -> None:
    monkeypatch.setattr(search, "_FEW", few)
    monkeypatch.setattr(search, "_MANY", many)
    folds, members, alerts = tables.folds, tables.members, tables.alerts
    places = (*(alerts.c[name] for name in search.PLACES if name != "charge"), folds.c.id, folds.c.case_id)
    every = select(folds.c.case_id).join(members, members.c.fold == folds.c.id)
    every = every.join(alerts, alerts.c.id == members.c.alert_id)
    if shop is not None:
        every = every.where((alerts.c.shop_id == shop) | (alerts.c.shop_name == shop))
    for text in (*QUERIES[:-1], "C-", "c-a", "2"):
        expected = every
        if words := search.plain(text):
            expected = every.where(search.holding(words, places))
        with filled.reading() as connection:
            assert {case.id for case in cases(filled, text=text, shop=shop)} == {
                *connection.execute(expected).scalars()
            }


def test_cases_are_searched_by_what_their_alerts_say_and_by_their_ids(store: Store) -> None:
    take(store, 0, Ware("1", title="冰种翡翠手镯", shop="s1"), Ware("2", title="100%足金", shop="s2"))
    [jade] = cases(store, text="翡翠")
    assert cases(store, text=jade.id[3:9].lower()) == (jade,)
    assert [cases(store, text=text) == (jade,) for text in ("镯", "种翡", jade.id)] == [True] * 3
    assert cases(store, text="翠翡") == cases(store, text="\ud800") == ()
