"""The filters of a list of alerts as options of a command."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from desk.arguments import day
from desk.outcome import Unusable

if TYPE_CHECKING:
    from alerts.filters import Filter

Seen = Annotated[date | None, typer.Option("--day", parser=day, metavar="DATE", help="该日查看过的")]
OnState = Annotated[list[str] | None, typer.Option("--state", help="状态，如 new、confirmed；可写多个")]
Severity = Annotated[str | None, typer.Option("--severity", help="程度：high、medium 或 low")]
Charges = Annotated[str | None, typer.Option("--family", help="类别：LG、IP、AD 或 PR")]
OnShop = Annotated[str | None, typer.Option("--shop", help="店铺编号或全名")]
Order = Annotated[str, typer.Option("--order", help="次序：severity 重者在前，value 每分钟可确认的线索多者在前")]
Words = Annotated[str | None, typer.Option("--text", help="标题、店铺、主播、编号中的文字")]


def filter_of(
    on: date | None,
    states: list[str] | None,
    severity: str | None,
    family: str | None,
    shop: str | None,
    text: str | None,
) -> Filter:
    """The filter, or Unusable where a word of it means nothing."""
    from alerts.filters import Filter
    from reports import labels

    asked = ((states or [], labels.STATE), ([severity or ""], labels.SEVERITY), ([family or ""], labels.FAMILY))
    for given, known in asked:
        for name in given:
            if name and name not in known:
                raise Unusable(f"没有“{name}”这一筛选项，可选：{'、'.join(known)}")
    chosen = tuple(state for state in labels.STATE if state in (states or ()))
    return Filter(on, chosen, severity or None, family or None, shop or None, text or None)


def order_of(name: str) -> Literal["severity", "value"]:
    """The order of a list, or Unusable."""
    orders: dict[str, Literal["severity", "value"]] = {"severity": "severity", "value": "value"}
    if (found := orders.get(name)) is not None:
        return found
    raise Unusable(f"没有“{name}”这一次序，可选：severity、value")
