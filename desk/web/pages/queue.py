"""``/``: the day's alerts grouped by shop and charge. Every filter is part of the address, so a view can be passed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from alerts.queries import muted_count, queue
from alerts.values import Alert, State
from desk.viewing import at_the_desk
from desk.web.access import session_of
from desk.web.days import day_from, latest_day, looks_of
from desk.web.errors import Refused
from desk.web.rendering import page
from reports import labels
from reports.masking import Masker
from reports.parts.alert import charge_name, seller_name
from reports.parts.coverage import coverage_notice

router = APIRouter()

PAGE = 200
FILTER_LENGTH = 100

CHOICES: dict[str, Mapping[Any, str]] = {"severity": labels.SEVERITY, "family": labels.FAMILY, "state": labels.STATE}


@dataclass(frozen=True)
class Asked:
    """The filters of one view. ``day`` None: alerts of every day."""

    day: date | None
    severity: str | None
    family: str | None
    state: State | None
    shop: str | None
    text: str | None
    start: int

    def address(self, **changes: str) -> str:
        values = {
            "day": self.day.isoformat() if self.day else "all",
            **{name: getattr(self, name) or "" for name in ("severity", "family", "state", "shop", "text")},
            "start": str(self.start or ""),
            **changes,
        }
        return "/?" + urlencode({name: value for name, value in values.items() if value})


@router.get("/")
def todays_alerts(
    request: Request,
    day: str = "",
    severity: str = "",
    family: str = "",
    state: str = "",
    shop: str = "",
    text: str = "",
    start: str = "",
) -> Response:
    """Raises Refused 400 with a Chinese sentence for a filter that cannot be meant."""
    for name, value in (("severity", severity), ("family", family), ("state", state)):
        if value and value not in CHOICES[name]:
            raise Refused(400, f"没有“{value[:20]}”这一筛选项。")
    store, masker = request.app.state.store, Masker(at_the_desk(session_of(request).role))
    asked = Asked(
        day=None if day == "all" else day_from(day) or latest_day(request),
        severity=severity or None,
        family=family or None,
        state=next((known for known in labels.STATE if known == state), None),
        shop=shop.strip()[:FILTER_LENGTH] or None,
        text=text.strip()[:FILTER_LENGTH] or None,
        start=int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0,
    )
    found = queue(
        store,
        day=asked.day,
        severity=asked.severity,
        family=asked.family,
        state=asked.state,
        shop=asked.shop,
        text=asked.text,
        limit=PAGE + 1,
        offset=asked.start,
    )
    return page(
        request,
        "queue.html",
        asked=asked,
        notice=coverage_notice(looks_of(request, asked.day)) if asked.day else None,
        choices=CHOICES,
        shops=grouped(map(masker.alert, found[:PAGE])),
        count=len(found[:PAGE]),
        muted=muted_count(store, datetime.now(UTC)),
        earlier=asked.address(start=str(max(0, asked.start - PAGE) or "")) if asked.start else None,
        later=asked.address(start=str(asked.start + PAGE)) if len(found) > PAGE else None,
    )


def grouped(alerts: Iterable[Alert]) -> list[tuple[str, str, list[tuple[str, list[Alert]]]]]:
    """(seller, platform, [(charge, alerts)]), in the order in which the worst of each comes."""
    shops: dict[tuple[str, str, str], list[Alert]] = {}
    for alert in alerts:
        shops.setdefault((alert.platform, alert.shop_id or "", seller_name(alert)), []).append(alert)
    result = []
    for (on, _, seller), members in shops.items():
        order = list(dict.fromkeys(a.rule for a in members))
        by_rule = sorted(members, key=lambda a: order.index(a.rule))
        charges = [(rule, list(found)) for rule, found in groupby(by_rule, lambda a: a.rule)]
        result.append((seller, labels.platform(on), [(charge_name(found[0]), found) for _, found in charges]))
    return result
