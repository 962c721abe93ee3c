"""Faults of ours: one Chinese line for the person, the whole trace in the log folder."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from desk.config import Home


def told(error: Exception) -> str:
    """A refusal in its own words, anything else as an internal error with its kind."""
    if isinstance(getattr(error, "reason", None), str):
        return str(error)
    return f"程序内部错误（{type(error).__name__}: {str(error)[:200]}）"


def logged(home: Home, error: Exception) -> Path | None:
    """Write the trace to the home's log folder; returns the file, or None where that cannot be written."""
    path = home.logs / f"error-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), "utf-8", errors="backslashreplace")
    except OSError:
        return None
    return path
