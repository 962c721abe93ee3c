"""Due dates and members' words as reports and the desk print them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from alerts.values import State
from reports import labels
from reports.parts.alert import alert_facts, alert_tags
from tests.reports.briefs import detail

DAY = date(2027, 1, 18)


@pytest.mark.parametrize(("provisional", "printed"), [(False, "2027-01-18"), (True, "2027-01-18（暂定）")])
def test_a_provisional_due_date_says_so(provisional: bool, printed: str) -> None:
    alert = detail(due_on=DAY, due_provisional=provisional).alert
    assert dict(alert_facts(alert).pairs)["办理期限"] == printed


def test_no_due_date() -> None:
    assert labels.due(None, provisional=False) == "—"


@pytest.mark.parametrize(("state", "shown"), [("correction_asked", True), ("new", True), ("closed", False)])
def test_what_the_member_says_stands_beside_the_state_until_it_is_checked(state: State, shown: bool) -> None:
    alert = detail(state=state, declared_at=datetime(2026, 12, 1, tzinfo=UTC)).alert
    assert ("成员称已更正，待核查" in [tag.text for tag in alert_tags(alert)]) is shown
