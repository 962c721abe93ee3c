"""Runs as files: whether a run's folder is proof of anything, and the entry that says it was put away."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from alerts import tables
from alerts.chain import Chain
from alerts.store import Store

Standing = Literal["proof", "free", "unknown"]


def standing(store: Store, run_id: str) -> Standing:
    """``proof``: the run saw goods that carry an alert, or is why one counts as seen, gone or corrected. ``unknown``:
    it was never taken in."""
    with store.reading() as connection:
        if connection.execute(select(tables.runs.c.run_id).where(tables.runs.c.run_id == run_id)).first() is None:
            return "unknown"
        look, alerts, seen = tables.observations.c, tables.alerts.c, tables.sightings.c
        charged = select(look.line).where(look.run_id == run_id, look.item_key.in_(select(alerts.item_key))).limit(1)
        spoken = select(seen.run_id).where(seen.run_id == run_id).limit(1)
        held = connection.execute(charged).first() or connection.execute(spoken).first()
        return "proof" if held else "free"


def record_folder_removed(store: Store, run_id: str, manifest_sha256: str, why: str, actor: str, at: datetime) -> None:
    """Put on record that a run's folder was put away. ``why``: Chinese, without anybody's name."""
    with store.writing() as connection:
        chain = Chain(connection)
        chain.add(
            at=at, actor=actor, action="erase", run_id=run_id, detail=f"应个人信息主体请求（{why}）移除该批次的文件",
            data={"folder": run_id, "manifest_sha256": manifest_sha256},
        )  # fmt: skip
        chain.keep()
