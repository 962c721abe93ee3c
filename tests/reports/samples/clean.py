"""One clear listing, seen in one complete look."""

from __future__ import annotations

from reports.kinds.clean import Clean
from reports.parts.certified import Certified, CertifiedListing, CertifiedLook, code
from tests.reports.briefs import DAY, SEEN
from tests.reports.samples.audit import CLEAR, RUN, SHOP, audited, looks, mute


def certified() -> Certified:
    return Certified(
        "market", "shop:s1", DAY, 7, (CertifiedLook(RUN, "sample", SEEN, "ab" * 32, (None,)),),
        (CertifiedListing(CLEAR.item_id, "ef" * 32, RUN, 1, SEEN),), ("sha256:" + "cd" * 32,),
    )  # fmt: skip


def values() -> Clean:
    return Clean(DAY, SHOP, certified(), code(certified()), audited(CLEAR), looks(), 2, (mute(),))
