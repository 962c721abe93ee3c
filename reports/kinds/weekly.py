"""The weekly statistics for the alliance: what happened in a week, against the one before."""

from __future__ import annotations

from alerts.store import Store
from reports.asking import Asked, Subject
from reports.document import Document
from reports.parts.stretch_report import Statistics, build_stretch, gather_stretch
from reports.writing import Context

NAME = "统计周报"
NEEDS: tuple[Subject, ...] = ()
TAKES: tuple[Subject, ...] = ()


def gather(store: Store, asked: Asked, context: Context) -> Statistics:
    """The week that holds the day asked for, so far as it has passed; nobody's choice: the last whole one."""
    return gather_stretch("week", store, asked, context)


def build(values: Statistics, context: Context) -> Document:
    """The week as a neutral document."""
    return build_stretch("weekly", "直播珠宝合规监测周报", values, context)
