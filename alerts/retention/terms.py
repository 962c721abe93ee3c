"""How long each class of data is kept: ``<home>/retention.yml``, and what holds where it says nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta, Struct

Days = Annotated[int, Meta(ge=30, le=36500)]


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """Days. ``clear``: looks at items that never carried an alert, from the end of their run; earlier prices are
    compared over far less. ``messages``: what was told. ``jobs``: what the schedule did."""

    clear: Days = 90
    messages: Days = 180
    jobs: Days = 365

    def before(self, days: int, at: datetime) -> datetime:
        """What is older than this may go."""
        return at - timedelta(days=days)


CLASSES: dict[str, str] = {
    "observations": "未涉线索商品的查看记录",
    "contents": "不再被引用的商品内容",
    "messages": "已送达的通知",
    "occasions": "已通知完毕的事项",
    "jobs": "定时任务记录",
}
"""Classes of data as a table names them, in the order in which they go."""

TERM_OF = {
    "observations": "clear",
    "contents": "clear",
    "messages": "messages",
    "occasions": "messages",
    "jobs": "jobs",
}
"""Class -> the term that holds for it."""
