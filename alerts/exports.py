"""Exports: what was handed out, to whom, and what of it was masked, in the custody record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from alerts.chain import MACHINE, Chain
from alerts.persons.values import CLASSES, Class
from alerts.store import Store


def record_export(
    store: Store,
    what: str,
    recipient: str,
    sha256: str,
    at: datetime,
    *,
    role: str,
    masks: Mapping[Class, int],
    actor: str = MACHINE,
) -> int:
    """Put an export on record. ``what`` and ``recipient`` are Chinese; ``role`` and ``masks`` (class -> places) also
    stand in the entry's data. Gives back the number of the entry. Raises StoreRefused."""
    hidden = "、".join(f"{CLASSES[cls]} {count} 处" for cls, count in sorted(masks.items()) if count)
    detail = f"导出{what}（供{recipient}）：{f'遮蔽 {hidden}' if hidden else '无须遮蔽'}"
    data = {"export": {"role": role, "masks": dict(sorted(masks.items())), "sha256": sha256}}
    with store.writing() as connection:
        chain = Chain(connection)
        seq = chain.add(at=at, actor=actor, action="export", detail=detail, data=data)
        chain.keep()
    return seq
