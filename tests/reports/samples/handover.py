"""A letter with one lead and one held back."""

from __future__ import annotations

from datetime import timedelta

from alerts.dossiers import Decision, Dossier
from reports.kinds.handover import Handover
from reports.parts.gates import Held
from tests.reports.briefs import DAY, SEEN, detail, look


def dossier(number: int = 1, **changes: object) -> Dossier:
    signed = Decision(SEEN + timedelta(hours=1), "陈明", "supervisor", "confirm", "确认线索", "属性与标题不一致")
    return Dossier(detail(number, state="confirmed", **changes), "shop:s1", (signed,), look(), ("sha256:" + "cd" * 32,))


def values() -> Handover:
    held = (Held("A-000002", ("程度为“低”，以更正和提示为主",)),)
    return Handover(DAY, "线索 A-000001 ", (dossier(),), held, (), 0, (), "root")
