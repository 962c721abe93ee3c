"""The monthly statistics for the alliance: what happened in a month, against the one before."""

from __future__ import annotations

from alerts.store import Store
from reports.asking import Asked, Subject
from reports.document import Document
from reports.parts.stretch_report import Statistics, build_stretch, gather_stretch
from reports.writing import Context

NAME = "统计月报"
NEEDS: tuple[Subject, ...] = ()
TAKES: tuple[Subject, ...] = ()


def gather(store: Store, asked: Asked, context: Context) -> Statistics:
    """The month that holds the day asked for, so far as it has passed; nobody's choice: the last whole one."""
    return gather_stretch("month", store, asked, context)


def build(values: Statistics, context: Context) -> Document:
    """The month as a neutral document."""
    return build_stretch("monthly", "直播珠宝合规监测月报", values, context)
