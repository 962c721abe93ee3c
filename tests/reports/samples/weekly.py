"""A week with three charges, a seller that came up twice and a source that nobody looked at."""

from __future__ import annotations

from datetime import date, timedelta

from alerts.statistics.values import (
    ChargeCount,
    Correction,
    Lives,
    Period,
    PlatformCount,
    SellerCount,
    SourceDays,
)
from alerts.values import DayCount
from reports.parts.stretch_report import Statistics
from tests.reports.briefs import detail

MONDAY = date(2026, 11, 16)


def period(first: date = MONDAY, days: int = 7) -> Period:
    """A stretch in which everything that a report can say has something to say."""
    trend = tuple(DayCount(first + timedelta(days=n), 400, 2, 1, 0, 4, 6, 3) for n in range(days))
    return Period(
        first=first, last=first + timedelta(days=days - 1), screened=400 * days, clear=380 * days, could_not_judge=3,
        content_poor=12, lives=Lives(9, 2, 3, 6, 4, 5), still_open=13, overdue=2,
        correction=Correction(24, 6, 5, 3, (0.5, 1.0, 2.5, 3.0, 8.0, 16.0)),
        decisions=(("ask_correction", 5), ("confirm", 7), ("dismiss", 2)),
        charges=(
            ChargeCount("LG-01", "培育/合成钻石未标明", Lives(6, 2, 1, 4, 2), 8, tuple(2 if n == 0 else n % 2 for n in range(days))),
            ChargeCount("IP-02", "明示高仿、复刻", Lives(3, 0, 2, 1, 1), 3, tuple((n % 3 == 1) + 0 for n in range(days))),
            ChargeCount("PR-01", "价格与宣称材质明显不符", Lives(0, 0, 0, 1, 1), 2, (0,) * days),
        ),
        platforms=(
            PlatformCount("douyin", 2000, Lives(8, 2, 3, 6, 3), 11),
            PlatformCount("market", 800, Lives(1, 0, 0, 0, 1), 2),
        ),
        sellers=(
            SellerCount(detail().alert, 4, 3, ("IP-02", "LG-01"), Lives(4, 1), 3),
            SellerCount(detail(2, shop_name="江畔首饰", shop_id="s2").alert, 1, 0, ("LG-01",), Lives(1), 1),
        ),
        sources=(
            SourceDays("river", "douyin", days, days - 2, 9, 2000, (("timeout", 3),), (("min_listings", 1),)),
            SourceDays("lake", "", 0, 0, 0, 0),
        ),
        trend=trend, mutes=(), rulebooks=("sha256:" + "cd" * 32,),
    )  # fmt: skip


def values() -> Statistics:
    return Statistics(period(), period(MONDAY - timedelta(days=7)), ended=True)
