"""The answers cover the whole market, agree with what its data show, and are varied enough to mean something."""

from __future__ import annotations

from collections import Counter

import pytest

from desk.market.shelves import DAYS, Goods, Shelf, shelves
from tests.market.known_answers import COVERS, Answer, Look, known_answers

ANSWERS = {answer.item_id: answer for answer in known_answers()}
RULES = set(COVERS)


def on_shelf(shelf: Shelf, day: int) -> dict[str, Goods]:
    return {goods.id: goods for goods in shelf.days[day]}


def looks(shelf: Shelf, day: int) -> dict[str, Look]:
    """What a visitor who turns the pages can know of every item of a shelf."""
    trouble = shelf.trouble.get(day)
    readable = shelf.pages(day)[: trouble.page - 1] if trouble else shelf.pages(day)
    every = {goods.id for other in DAYS for goods in shelf.days[other]}
    found: dict[str, Look] = dict.fromkeys(every, "not_looked" if trouble else "absent")
    found.update({goods.id: "vanished" if goods.delisted else "seen" for page in readable for goods in page})
    return found


def test_every_listing_has_one_answer_and_every_answer_a_listing() -> None:
    everything = [goods.id for shelf in shelves() for goods in shelf.days[1]]
    assert len(everything) == len(set(everything))
    known = {(goods.id, shelf.name) for shelf in shelves() for day in DAYS for goods in shelf.days[day]}
    assert known == {(answer.item_id, answer.shelf) for answer in ANSWERS.values()}
    assert len(ANSWERS) == len(known_answers())


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("shelf", shelves(), ids=lambda shelf: shelf.name)
def test_the_look_of_each_day_is_what_the_shelf_shows(shelf: Shelf, day: int) -> None:
    assert {i: ANSWERS[i].days[day].look for i in looks(shelf, day)} == looks(shelf, day)


@pytest.mark.parametrize("answer", [a for a in ANSWERS.values() if a.life], ids=lambda a: a.item_id)
def test_the_life_of_an_alert_follows_from_its_days(answer: Answer) -> None:
    shelf = next(shelf for shelf in shelves() if shelf.name == answer.shelf)
    for rule in sorted(RULES):
        life: dict[int, str] = {}
        last: Goods | None = None
        for day, known in answer.days.items():
            charged, open_ = rule in known.rules, bool(life) and list(life.values())[-1] not in ("corrected", "gone")
            goods = on_shelf(shelf, day).get(answer.item_id)
            if charged and not life:
                life[day] = "new"
            elif charged and open_:
                life[day] = "seen_again" if goods == last else "changed"
            elif charged:
                life[day] = "reopened"
            elif open_:
                life[day] = {"seen": "corrected", "absent": "gone", "vanished": "gone"}.get(known.look, "not_looked")
            last = goods if known.look == "seen" else last
        assert answer.life.get(rule, {}) == life


def test_a_verdict_says_flagged_exactly_where_a_rule_is_named() -> None:
    for answer in ANSWERS.values():
        for day in answer.days.values():
            expected = None if day.look != "seen" else "flagged" if day.rules else "clear"
            assert day.verdict == expected, answer
            assert set(day.rules) <= RULES
            assert not set(day.rules) & set(day.also)
            assert day.rules or not day.also, "a clear listing leaves nothing to choose"
            assert set(day.families) == {"LG" if rule == "PR-01" else rule[:2] for rule in day.rules}


def test_a_flagged_listing_says_why_and_no_hard_negative_is_flagged() -> None:
    for answer in ANSWERS.values():
        assert not answer.life or answer.why, answer.item_id
        assert not (answer.life and answer.hard_negative), answer.item_id


@pytest.mark.parametrize("day", DAYS)
def test_each_day_shows_some_four_hundred_listings_most_of_them_in_order(day: int) -> None:
    shown = [goods for shelf in shelves() for goods in shelf.days[day]]
    assert len(shown) >= 400
    seen = [answer.days[day] for answer in ANSWERS.values() if answer.days[day].look == "seen"]
    assert 0.80 <= sum(known.verdict == "clear" for known in seen) / len(seen) <= 0.90


def test_every_rule_and_every_hard_negative_is_met() -> None:
    assert all(count >= 3 for count in Counter(rule for a in ANSWERS.values() for rule in a.life).values())
    assert {rule for answer in ANSWERS.values() for rule in answer.life} == RULES
    hard = Counter(answer.hard_negative for answer in ANSWERS.values() if answer.hard_negative)
    assert set(hard) == {f"H{n:02d}" for n in range(1, 29)}
    assert hard.total() >= 60


def test_every_kind_of_life_occurs() -> None:
    lives = {life for answer in ANSWERS.values() for days in answer.life.values() for life in days.values()}
    assert lives == {"new", "seen_again", "changed", "corrected", "gone", "reopened", "not_looked"}


def test_titles_are_not_repeated() -> None:
    titles = Counter(goods.title for shelf in shelves() for goods in shelf.days[1])
    assert [title for title, count in titles.items() if count > 1] == []
