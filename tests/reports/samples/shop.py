"""A shop with a lead that was corrected and came back, a notice that was answered, a case of two shops."""

from __future__ import annotations

from datetime import timedelta

from alerts.cases.values import CaseDetail, CaseRow, End, Link, Return
from alerts.members.values import Answer, Notice, Ruling
from alerts.values import AlertDetail, Sighting
from reports.kinds.shop import ShopFile
from reports.parts.price_bands import priced
from tests.reports.briefs import DAY, FIRST, SEEN, detail, ring
from tests.reports.samples.audit import LISTINGS, SHOP, looks, mute


def came_back() -> AlertDetail:
    import msgspec

    day = timedelta(days=1)
    steps = ((20, "new"), (18, "seen_again"), (17, "seen_again"), (16, "corrected"), (9, "reopened"), (0, "changed"))
    seen = tuple(Sighting(SEEN - before * day, f"run-{before}", life, "18K金钻戒", 358000) for before, life in steps)  # type: ignore[arg-type]
    found = detail(1, state="correction_asked", life="changed", first_seen=SEEN - 20 * day)
    return msgspec.structs.replace(found, sightings=seen, decision_reason="请改正标题")


def notice() -> Notice:
    ruling = Ruling(SEEN, "李明", "rejected", "证书与标题不符")
    answer = Answer("R-1", "N-1", SEEN, "店长", "appeal", "已附证书", ("A-000001",), (), ruling)
    return Notice(
        "N-1",
        FIRST,
        "李明",
        "correct",
        "market",
        "shop:s1",
        "星河珠宝旗舰店",
        "请于期限内改正",
        DAY,
        ("A-000001",),
        (answer,),
    )


def case() -> CaseDetail:
    row = CaseRow(
        "C-1", "LG-01", "培育/合成钻石未标明", 2, ("星河珠宝旗舰店", "江畔首饰"), ("market",), 3, 2, "high", FIRST, SEEN
    )
    ends = (
        End("A-000001", "market", "星河珠宝旗舰店", "qualifications.0.cert_no", "LG612345678"),
        End("A-000009", "market", "江畔首饰", "qualifications.0.cert_no", "LG612345678"),
    )
    link = Link("certificate", "同一证书编号", 0.9, SEEN, *ends)
    back = Return("A-000001", "A-000007", SEEN, "run-0", "同一图片，标题相近")
    return CaseDetail(row, (), (link,), (back,), ())


def values() -> ShopFile:
    other = detail(2, ring(item_id="60002", title="一克拉天然钻戒"), state="dismissed", life="seen_again")
    listings = (
        *LISTINGS,
        ring(item_id="60009", title="2克拉天然钻石戒指", attributes=(), qualifications=(), images=(), speech=()),
    )
    return ShopFile(
        DAY, SHOP, listings, 9, 3, (came_back(), other), priced(listings, {"60001"}, DAY), (notice(),), (case(),), looks(),
        (mute(),), ("sha256:" + "cd" * 32,),
    )  # fmt: skip
