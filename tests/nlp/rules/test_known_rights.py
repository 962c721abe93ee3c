"""A recorded right: what the register says, never what the words say, makes the lead."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from crawler.listing import Listing, Shop
from nlp.judgement import Judgement
from nlp.known import Known, RightMatch
from nlp.screen import Screener

DAY = date(2026, 11, 22)
RIGHT = RightMatch("ZL202330112233.4", "铃语珠宝有限公司", "design", date(2023, 8, 1), 0.9, until=date(2038, 7, 31))


def screen(*rights: RightMatch, title: str = "铃兰花项链", shop: Shop | None = None, on: date = DAY) -> Judgement:
    item = Listing("demo", "1", title=title, description_text="现货", shop=shop)
    return Screener.default().screen(item, on, Known(rights=rights))


def fired(judgement: Judgement) -> list[str]:
    return [finding.rule for finding in judgement.findings]


def test_a_match_names_the_right_and_how_close_it_is() -> None:
    (finding,) = screen(RIGHT).findings
    assert (finding.rule, finding.tier, finding.severity) == ("IP-10", "E2", "medium")
    assert all(word in finding.message for word in (RIGHT.number, RIGHT.owner, "90%"))
    assert "ZL-11" in finding.laws


def test_words_alone_never_fire() -> None:
    assert "IP-10" not in fired(screen(title="抄袭专利设计 外观一模一样的项链"))


@pytest.mark.parametrize(("similarity", "fires"), [(0.849, False), (0.85, True), (0.851, True)])
def test_similarity_at_its_edge(similarity: float, fires: bool) -> None:
    assert ("IP-10" in fired(screen(msgspec.structs.replace(RIGHT, similarity=similarity)))) is fires


@pytest.mark.parametrize(
    ("on", "fires"),
    [(date(2023, 7, 31), False), (date(2023, 8, 1), True), (date(2038, 7, 31), True), (date(2038, 8, 1), False)],
)
def test_a_right_counts_only_on_days_on_which_it_lives(on: date, fires: bool) -> None:
    assert ("IP-10" in fired(screen(RIGHT, on=on))) is fires


def test_the_owners_own_company_is_suppressed_by_name() -> None:
    judgement = screen(RIGHT, shop=Shop(name="铃语", company="铃语珠宝有限公司"))
    assert fired(judgement) == []
    assert ("IP-10", "owner") in [(s.rule, s.by) for s in judgement.suppressed]


def test_a_licence_for_one_right_does_not_cover_another() -> None:
    licensed = msgspec.structs.replace(RIGHT, licensed=True)
    other = msgspec.structs.replace(RIGHT, number="ZL202430999888.7", owner="拾贝首饰有限公司")
    assert fired(screen(licensed)) == []
    assert fired(screen(licensed, other)) == ["IP-10"]


def test_rights_change_the_digest_and_their_order_does_not() -> None:
    other = msgspec.structs.replace(RIGHT, number="ZL1")
    brands = Known(authorised_brands=("Cartier",)).digest()
    assert Known().digest() is None
    assert brands != Known(authorised_brands=("Cartier",), rights=(RIGHT,)).digest()
    assert Known(rights=(RIGHT, other)).digest() == Known(rights=(other, RIGHT)).digest()
