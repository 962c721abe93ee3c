"""A mark and one listing that names it."""

from __future__ import annotations

from reports.filing.preflight import RightLead
from reports.filing.touching import Touch
from reports.kinds.lead import RightLeads
from tests.reports.briefs import DAY
from tests.reports.homes import HOLDER, MARK
from tests.reports.samples.handover import dossier


def values() -> RightLeads:
    way = Touch(False, ("手镯",), (14,), (("标题", "卡地亚"),))
    return RightLeads(DAY, "mark:1234567", MARK, (RightLead(dossier(), way, MARK, HOLDER, 1, DAY),), (), (), 0, "root")
