"""Handing out a report: written once for each form that somebody asked for, kept as it was, and told through the outbox."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.config import Home
from desk.reporting import file_name, sent_folder, write_report

if TYPE_CHECKING:
    from alerts.outbox.content import Report
    from alerts.outbox.recipient import Recipient
    from alerts.store import Store
    from reports.asking import Asked
    from reports.masking import Viewer


def hand_out(
    kind: str, home: Home, store: Store, asked: Asked, recipients: Iterable[Recipient], at: datetime
) -> tuple[list[Path], list[str]]:
    """Write the report for everybody who asked for this kind, and note it to be told; gives back the files that are new
    and the names of forms that were handed out before. Raises ReportRefused.

    One report of a day, subject, form and role is handed out once, however often this is called.
    """
    from alerts.outbox.content import Report
    from alerts.outbox.occasions import ReportData, note_report
    from reports.writing import name_of

    wanted = sorted({(one.format, one.role) for one in recipients if one.wants_report(kind, asked.shop)})
    written, before = [], []
    for role, forms in groupby(sorted(wanted, key=lambda pair: pair[1]), key=lambda pair: pair[1]):
        for format_name, _ in forms:
            name = file_name(kind, asked, format_name, role)
            if _known(store, name):
                before.append(name)
                continue
            path = write_report(kind, home, store, asked, format_name, viewer=_viewer(role, asked))
            digest, size = _keep(home, path)
            report = Report(f"{name_of(kind)} {asked.day:%Y-%m-%d}", name, digest, size)
            if note_report(store, name, ReportData(kind, asked.shop, format_name, role, report), at):
                written.append(path)
            else:
                before.append(name)
    return written, before


def kept(home: Home, report: Report) -> Path | None:
    """The copy of a report that was handed out, None when it is gone or reads differently."""
    path = sent_folder(home) / report.sha256 / report.file
    try:
        return path if hashlib.sha256(path.read_bytes()).hexdigest() == report.sha256 else None
    except OSError:
        return None


def _keep(home: Home, path: Path) -> tuple[str, int]:
    """A copy under its own hash: tomorrow's writing of the same report must not change what is being sent."""
    from crawler.whole_file import WholeFile

    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    folder = sent_folder(home) / digest
    folder.mkdir(parents=True, exist_ok=True)
    with WholeFile(folder / path.name) as file:
        file.write(content)
    return digest, len(content)


def _known(store: Store, key: str) -> bool:
    from alerts.outbox.standing import noted

    return noted(store, f"report:{key}")


def _viewer(role: Any, asked: Asked) -> Viewer:
    from reports.masking import Viewer

    return Viewer(role, asked.shop if role == "member" else None)
