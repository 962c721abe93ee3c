"""Argument types that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from desk.config import Home


def day(text: str) -> date:
    """``2026-11-22`` as a date; the message of a bad one is Chinese."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，应写作 2026-11-22") from None


OnDay = Annotated[
    date | None, typer.Option("--on", parser=day, metavar="DATE", help="按哪一天的规则判断，如 2026-11-22")
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]


def home_of(context: typer.Context) -> Home:
    """The home that the command works in."""
    home = context.find_root().obj
    if not isinstance(home, Home):
        raise TypeError("the callback of the root command sets the home")
    return home
