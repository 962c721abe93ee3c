"""Every person's move from every state by every party, with everything said and with each word left out.

The table is written by hand from what the procedure asks, not read from the product's own.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alerts.lifecycle import ACTIVE, STATES, TIMED
from alerts.moves import LATEST_DUE_DAYS, LONGEST_NAME, MOVES, PARTIES, MoveRefused, Said, require_move, words
from tests.alerts.scenes import SAID, at

ALL = "new claimed evidence_asked confirmed referred correction_asked corrected gone dismissed closed"
EXPECTED = """
move            from                                                             to                who                       must say
claim           new                                                              claimed           admin,supervisor,reviewer -
release         claimed,evidence_asked                                           new               admin,supervisor,reviewer -
ask_evidence    new,claimed,confirmed                                            evidence_asked    admin,supervisor,reviewer reason
confirm         new,claimed,evidence_asked,dismissed,gone,corrected              confirmed         admin,supervisor,reviewer reason
dismiss         new,claimed,evidence_asked,confirmed,referred,correction_asked,gone,corrected dismissed admin,supervisor,reviewer reason
refer           confirmed,correction_asked                                       referred          admin,supervisor,reviewer reason,unit,number
ask_correction  confirmed                                                        correction_asked  admin,supervisor,reviewer reason,due
declare         new,claimed,evidence_asked,confirmed,referred,correction_asked   -                 admin,supervisor,reviewer,member -
close           confirmed,referred,correction_asked,corrected,gone               closed            admin,supervisor,reviewer reason
reopen          dismissed,closed,corrected,gone                                  new               admin,supervisor,reviewer reason
extend          new,claimed,evidence_asked,confirmed,correction_asked            -                 admin,supervisor          reason
"""
TABLE = {cells[0]: cells[1:] for line in EXPECTED.strip().splitlines()[1:] if (cells := line.split())}


def said(move: str, role: str = "supervisor", **given: object) -> Said:
    needs = {field: SAID[field] for field in MOVES[move].needs} | given
    return Said(move=move, actor="李明", at=at(0), role=role, **needs)  # type: ignore[arg-type]


def test_table_names_every_move_and_state() -> None:
    assert set(TABLE) == set(MOVES)
    assert set(ALL.split()) == set(STATES)
    assert set(TIMED) < set(ACTIVE) < set(STATES)


@pytest.mark.parametrize("move", list(TABLE))
def test_move_is_made_from_where_and_by_whom_the_table_says(move: str) -> None:
    origins, target, roles, _ = TABLE[move]
    for state in STATES:
        for role in PARTIES:
            if state in origins.split(",") and role in roles.split(","):
                assert require_move(said(move, role), state).target == (None if target == "-" else target)
            else:
                with pytest.raises(MoveRefused, match="不能"):
                    require_move(said(move, role), state)


@pytest.mark.parametrize(("move", "field"), [
    (move, field) for move, cells in TABLE.items() for field in cells[3].split(",") if field != "-"
])  # fmt: skip
def test_what_must_be_said_is_asked_for(move: str, field: str) -> None:
    for blank in (None,) if field == "due" else ("", "  \n"):
        with pytest.raises(MoveRefused, match="须写明"):
            require_move(said(move, **{field: blank}), MOVES[move].origins[0])


@pytest.mark.parametrize("move", list(TABLE))
@pytest.mark.parametrize("field", ["unit", "number", "due", "code"])
def test_what_does_not_belong_is_refused(move: str, field: str) -> None:
    if field not in MOVES[move].fields:
        with pytest.raises(MoveRefused, match="不须填写"):
            require_move(said(move, **{field: {**SAID, "code": "other"}[field]}), MOVES[move].origins[0])


def test_nobody_moves_an_alert_to_corrected_or_gone() -> None:
    assert not {"corrected", "gone"} & {move.target for move in MOVES.values()}


@pytest.mark.parametrize("days", [-1, 0, LATEST_DUE_DAYS + 1])
def test_a_day_named_lies_ahead_and_not_too_far(days: int) -> None:
    due = date(2026, 11, 2) + timedelta(days=days)
    with pytest.raises(MoveRefused, match="期限须在次日起"):
        require_move(said("ask_correction", due=due), "confirmed")


@pytest.mark.parametrize("change", [{"unit": "局" * (LONGEST_NAME + 1)}, {"number": "1\x00"}, {"number": "1" * 201}])
def test_words_that_cannot_be_kept(change: dict[str, str]) -> None:
    with pytest.raises(MoveRefused, match=r"过长|不可保存"):
        require_move(said("refer", **change), "confirmed")


def test_everything_said_is_one_line() -> None:
    assert words(said("refer")) == "核查；移送单位：市局稽查处；文号：市监移〔2026〕12号"
    assert words(said("ask_correction", reason="标题改为培育钻石")) == "标题改为培育钻石；期限：2026-12-01"
    assert words(said("dismiss", code="authorised", reason="")) == "正品或已获授权"
