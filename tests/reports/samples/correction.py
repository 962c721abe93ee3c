"""A letter to one shop about one listing, with a title that passes."""

from __future__ import annotations

from datetime import date

from nlp.rewording import Rewording
from reports.kinds.correction import Correction
from reports.parts.advising import Item
from tests.reports.briefs import DAY
from tests.reports.samples.handover import dossier


def values() -> Correction:
    made = Rewording(
        "18K金合成钻石（培育钻石）戒指女1克拉", None, ("“钻戒”改为“合成钻石（培育钻石）戒指”",), ("以检测证书为准",)
    )
    one = dossier(severity="medium")
    item = Item((one,), date(2026, 12, 1), False, False, made, True)
    return Correction(DAY, "market", "s1", "星河珠宝旗舰店", (item,), (), 2, (), one.rulebooks)
