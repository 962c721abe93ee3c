"""The second reader moves confidence and asks for looks; it decides nothing, and what ships is what the card tells of."""

from __future__ import annotations

import hashlib
import json
import math
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from crawler.listing import Listing, convert_listing
from nlp.families import FAMILIES
from nlp.judgement import Judgement
from nlp.reader import Reader
from nlp.rulebook import Rulebook, digest
from nlp.screen import Screener
from nlp.second_reader.certainty import LEAST, MOST, certain
from nlp.second_reader.model import WEIGHTS, SecondReader

DAY = date(2026, 11, 22)
SECOND = SecondReader.default()
RULES_ALONE = Screener(Reader.default(), Rulebook.default())
PART = Path(__file__).parents[2] / "corpus" / "labelled" / "part-03.jsonl"


def screen(title: str, detail: str = "") -> Judgement:
    return Screener.default().screen(Listing("demo", "1", title=title, description_text=detail), DAY)


def test_the_weights_that_ship_are_small_and_the_ones_the_card_tells_of() -> None:
    found = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()
    assert found == SECOND.tuning.weights
    assert f"`{found}`" in WEIGHTS.with_name("card.md").read_text("utf-8")
    assert WEIGHTS.stat().st_size <= 200_000


def test_other_weights_are_another_rulebook(tmp_path: Path) -> None:
    (tmp_path / "second_reader").mkdir()
    file = tmp_path / "second_reader" / "weights.npy"
    file.write_bytes(b"one")
    one = digest(tmp_path, tmp_path)
    file.write_bytes(b"other")
    assert digest(tmp_path, tmp_path) != one


@given(st.lists(st.text(st.characters(exclude_categories=()))))
def test_any_text_leans_somewhere_and_always_the_same_way(texts: list[str]) -> None:
    lean = SECOND.lean(texts)
    assert list(lean) == list(FAMILIES)
    assert all(math.isfinite(odds) for odds in lean.values())
    assert SECOND.lean(texts) == lean


def test_a_text_without_end_costs_no_more_than_its_beginning() -> None:
    began = perf_counter()
    SECOND.lean(["钻" * 3_000_000])
    assert perf_counter() - began < 1


@given(st.floats(-30, 30), st.floats(0.05, 0.99), st.integers(0, 5))
def test_more_evidence_never_makes_less_sure(lean: float, evidence: float, beside: int) -> None:
    by = SECOND.tuning.certainty
    steps = [0.05, evidence, 0.99]
    assert all(
        LEAST <= certain(low, beside, lean, by) <= certain(high, beside, lean, by) <= MOST
        for low, high in pairwise(steps)
    )
    assert certain(evidence, beside, lean, by) <= certain(evidence, beside + 1, lean, by)
    assert certain(evidence, beside, lean, by) <= certain(evidence, beside, lean + 1, by)


def test_charges_severity_and_spans_are_those_of_the_rules_alone() -> None:
    for line in PART.read_text("utf-8").splitlines():
        listing = convert_listing(json.loads(line)["listing"])
        both, alone = Screener.default().screen(listing, DAY), RULES_ALONE.screen(listing, DAY)
        assert (both.verdict, both.suppressed) == (alone.verdict, alone.suppressed)
        assert [(f.rule, f.severity, f.tier, f.elements) for f in both.findings] == [
            (f.rule, f.severity, f.tier, f.elements) for f in alone.findings
        ]
        assert [note for note in both.notes if note.code != "second_look"] == list(alone.notes)


def test_wording_and_strike_prices_keep_their_own_confidence() -> None:
    title = "全网最低价 顶级18K金钻石项链 国家级品质"
    own = {f.rule: f.confidence for f in RULES_ALONE.screen(Listing("demo", "1", title=title), DAY).findings}
    assert any(rule.startswith("AD-") for rule in own)
    assert all(f.confidence == own[f.rule] for f in screen(title).findings if f.rule.startswith("AD-"))


LEAD = [
    "这克拉钻不要问哪来的 戴出去没人看得出 一百多",
    "姐妹们这款手镯螺丝刀那家的 懂得来",
    "一克拉D色 188 想要天然的别问",
]
IN_ORDER = [
    "铂金镶嵌蓝宝石耳钉 复古设计 配国检证书",
    "周大福足金转运珠手绳 小众设计",
    "珍珠项链 淡水 近圆 8-9mm 送妈妈",
    "老银手镯 手工錾刻 圈口可调",
    "和田玉平安扣 附鉴定证书 支持复检",
]


def test_wording_of_leads_leans_further_than_wording_in_order() -> None:
    leads, fine = ([max(SECOND.lean([title]).values()) for title in titles] for titles in (LEAD, IN_ORDER))
    assert min(leads) > max(fine)


def test_a_silent_listing_that_leans_far_enough_is_sent_for_a_look_and_stays_clear() -> None:
    eager = SecondReader(SECOND.weights, replace(SECOND.tuning, look=dict.fromkeys(FAMILIES, -100.0)))
    judgement = Screener(Reader.default(), Rulebook.default(), eager).screen(
        Listing("demo", "1", title=IN_ORDER[0]), DAY
    )
    assert (judgement.verdict, judgement.findings) == ("clear", ())
    assert judgement.notes[-1].code == "second_look"
    assert "不是证据" in judgement.notes[-1].message


def test_listings_in_order_and_other_goods_are_not_sent_for_a_look() -> None:
    for title in (*IN_ORDER, "手机壳 四叶草彩绘 懂的都懂", "今天天气真好 一起去吃火锅 懂的来"):
        assert "second_look" not in {note.code for note in screen(title).notes}
