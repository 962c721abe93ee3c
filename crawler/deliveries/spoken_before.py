"""Transcripts of earlier deliveries, found by the room's id."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from crawler.listing import Utterance
from crawler.run_file import Run, runs

ROOM_ID = re.compile(r"[0-9]{6,}")
"""A platform's number of a room or session; another name may be anybody's."""


def spoken_before(runs_dir: Path, name: str) -> tuple[Utterance, ...]:
    """The speech of the newest transcript that was delivered under this name; empty when there is none.

    Only a platform's number of a room is looked for: two senders may both call a file 晚场, and words must
    never be laid to a stranger's goods.
    """
    if not ROOM_ID.fullmatch(name):
        return ()
    newest: Run | None = None
    for run in runs(runs_dir):
        delivered = run.manifest.delivered
        if delivered and PurePath(delivered.name).stem == name and _is_later(run, newest) and _speech(run, name):
            newest = run
    return _speech(newest, name) if newest else ()


def _is_later(run: Run, newest: Run | None) -> bool:
    return newest is None or run.manifest.finished_at > newest.manifest.finished_at


def _speech(run: Run, name: str) -> tuple[Utterance, ...]:
    return next(
        (one.speech for _, one in run.listings() if one.item_id == name and one.room and one.room.id == name), ()
    )
