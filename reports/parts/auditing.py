"""Auditing a shop's own listings: each judged anew by the rules of a day, and sorted by what is to be done first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, get_args

from msgspec import Struct

from alerts.shops.values import LatestLook, ShopLook
from crawler.listing import Listing
from nlp.judgement import Judgement
from nlp.rewording import Rewording
from reports.parts.shop_reach import newest_whole
from reports.writing import Context

Todo = Literal["stop", "reword", "verify", "form"]
TODOS: tuple[Todo, ...] = get_args(Todo)

HEADINGS: dict[Todo, tuple[str, str]] = {
    "stop": (
        "先暂停销售或讲解",
        "程度高，且改写标题不能解决；核实商品本身、改正标题以外的内容之前，建议先停售或停止讲解。",
    ),
    "reword": ("改写标题即可", "下列改写已用同一规则复查，改后未见涉嫌；以所写材质属实为前提。"),
    "verify": ("先核实，再定用语", "须先凭检测证书、授权文件或进货凭证核实事实，或改正标题以外的位置。"),
    "form": ("规范写法", "程度低，以规范名称和格式为主。"),
}
"""What is done first stands first."""

_RANK = {"high": 0, "medium": 1, "low": 2}


class Audited(Struct, frozen=True):
    """A listing as it was seen last and what the rules of the day say of it. ``run_id`` None: read from a file, ``line``
    is then its row there; ``gone``: a later complete look did not see it any more."""

    listing: Listing
    judgement: Judgement
    rewording: Rewording | None
    seen_at: datetime | None
    run_id: str | None
    line: int
    gone: bool = False

    @property
    def todo(self) -> Todo | None:
        """What is to be done; None where nothing was found."""
        severities = {finding.severity for finding in self.judgement.findings}
        if not severities:
            return None
        if self.rewording is not None and self.rewording.title is not None:
            return "reword"
        if "high" in severities:
            return "stop"
        return "form" if severities == {"low"} else "verify"

    @property
    def rank(self) -> tuple[bool, int, str]:
        """What still stands on the shelf before what does not, then worst first."""
        worst = min((_RANK[one.severity] for one in self.judgement.findings), default=9)
        return self.gone, worst, self.listing.item_id


def audited(looks: Sequence[LatestLook], seen: Sequence[ShopLook], day: date, context: Context) -> tuple[Audited, ...]:
    """The latest look at every listing of a shop, judged. ``seen``: how the shop was looked at."""
    whole = newest_whole(seen)
    judged = judged_together([look.listing for look in looks], day, context)
    return tuple(
        Audited(
            look.listing, judgement, rewording, look.at, look.run_id, look.line,
            gone=whole is not None and look.seen_in != whole.run_id and look.at < whole.finished_at,
        )
        for look, (judgement, rewording) in zip(looks, judged, strict=True)
    )  # fmt: skip


def judged_together(
    listings: Sequence[Listing], day: date, context: Context
) -> Iterable[tuple[Judgement, Rewording | None]]:
    """Listings of one shop judged beside each other; whoever watches sees how far it is."""
    return context.progress(context.together(listings, day), "判断商品", len(listings))


def sorted_by_todo(items: Iterable[Audited]) -> dict[Todo, list[Audited]]:
    """What is to be done -> the listings concerned, worst first; every key is there, in the order of doing."""
    found: dict[Todo, list[Audited]] = {todo: [] for todo in TODOS}
    for one in sorted(items, key=lambda one: one.rank):
        if one.todo is not None:
            found[one.todo].append(one)
    return found
