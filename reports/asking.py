"""Asking: what a report is to be about, as a person asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

Subject = Literal["shop", "right", "alert"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)

NAMED: dict[Subject, str] = {"shop": "店铺", "right": "权利登记编号", "alert": "线索编号"}
"""What each subject is called towards a person."""


class ReportRefused(ValueError):
    """No report can be written; ``reason`` is one Chinese sentence that names what is wrong, ``lines`` what stands in
    the way one by one, where that is more than one thing."""

    def __init__(self, reason: str, lines: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lines = lines


@dataclass(frozen=True)
class Asked:
    """One question. ``day``: the day of the report, or the last one of its period (Asia/Shanghai).

    ``shop``: id or exact name; ``right``: an id of the register (``mark:1234567``); ``alert``: an alert's id.
    ``platform``: the one that a shop id means something on, where two platforms know the same.
    ``chosen``: whether a person named the day, or it is merely today; a week or month nobody chose is the last whole one.
    ``operator``: who asks, as the record names them; None for the schedule. ``file``: a delivered file to be read in
    place of the memory.
    """

    day: date
    shop: str | None = None
    right: str | None = None
    alert: str | None = None
    platform: str | None = None
    operator: str | None = None
    chosen: bool = True
    file: Path | None = None

    def about(self, subject: Subject) -> str:
        """What was named as ``subject``. Raises ReportRefused where nothing was."""
        named: str | None = getattr(self, subject)
        if not named or not named.strip():
            raise ReportRefused(f"请用 --{subject} 写明{NAMED[subject]}")
        return named.strip()

    def given(self) -> tuple[Subject, ...]:
        """The subjects that were named."""
        return tuple(subject for subject in SUBJECTS if getattr(self, subject) is not None)
