"""Three rules: one that fell, one with few decisions, one that nobody decided about."""

from __future__ import annotations

from datetime import date

from alerts.learning.precision import RulePrecision
from alerts.statistics.disguising import Disguises
from alerts.statistics.quality import Band, Quality, RuleRecord
from crawler.listing import Listing
from tests.reports.briefs import DAY


def values() -> Quality:
    fallen = RulePrecision("LG-05", 120, 84, 0.70, 0.62, 0.76, 50, 22, 0.998, True)
    few = RulePrecision("IP-02", 4, 4, 0.83, 0.55, 0.99, 4, 4, None, False)
    return Quality(
        day=DAY,
        rules=(
            RuleRecord("IP-02", "明示高仿、复刻", 1, few, None),
            RuleRecord("LG-05", "易混淆的“×钻”名称", 6, fallen, 41.0, (("context", 20), ("disclosed", 16))),
            RuleRecord("PR-01", "价格与宣称材质明显不符", 3, None, None),
        ),
        bands=(Band(0.5, 0.6, 0.55, 40, 20), Band(0.9, 1.0, 0.95, 84, 68)),
        disguised=(
            Disguises(date(2026, 9, 28), date(2026, 10, 25), 50, (("pinyin", 3), ("separator", 1))),
            Disguises(date(2026, 10, 26), DAY, 60, (("homophone", 8), ("case", 5), ("pinyin", 1))),
        ),
        latest=tuple(Listing(platform="market", item_id=f"{n}", title="18K金 月芒钻 项链") for n in range(3)),
        mutes=(),
        decided=124,
        undone=3,
    )
