"""A register of rights taken in row by row: what is refused is named with file, row and reason, and the rest goes on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desk.registering.sheets import Row, rows

if TYPE_CHECKING:
    from alerts.rights.values import Entry
    from alerts.store import Store
    from desk.config import Home
    from desk.registering.papers import Papers

_RESULTS = {"added": "登记", "changed": "变更", "known": "已有", "refused": "拒收"}
_COLUMNS = ("结果", "文件", "位置", "编号", "原因")


@dataclass(frozen=True, slots=True)
class Taken:
    """One row's outcome: ``result`` is a key of ``_RESULTS``; the ``entry`` with its ``id``, or why there is none."""

    row: Row
    result: str
    id: str = ""
    reason: str = ""
    entry: Entry | None = None


def import_rights(
    store: Store, home: Home, path: Path, *, actor: str, role: str, at: datetime, update: bool
) -> tuple[Taken, ...]:
    """Every row with what became of it, in the order of the file. Sellers come after the rights that they name,
    wherever they stand. Raises Unusable for a file of which nothing can be read."""
    from desk.registering.papers import Papers

    papers = Papers(home.evidence, path.parent)
    taken = [_take(store, papers, row, actor, role, at, update) for row in sorted(rows(path), key=_sellers_last)]
    return tuple(sorted(taken, key=lambda one: one.row.number))


def _sellers_last(row: Row) -> bool:
    return "rights" in row.cells


def _take(store: Store, papers: Papers, row: Row, actor: str, role: str, at: datetime, update: bool) -> Taken:
    from alerts.rights.entries import read_entry
    from alerts.rights.register import add
    from alerts.rights.values import RightRefused, id_of

    if row.refused:
        return Taken(row, "refused", reason=row.refused)
    try:
        entry = read_entry(row.cells, papers.picture, papers.paper)
        return Taken(row, add(store, entry, actor=actor, role=role, at=at, update=update), id_of(entry), entry=entry)
    except RightRefused as refused:
        return Taken(row, "refused", reason=refused.reason)


def counted(taken: tuple[Taken, ...]) -> str:
    """``登记 3，拒收 1`` for a person."""
    results = [one.result for one in taken]
    return "，".join(f"{label} {results.count(name)}" for name, label in _RESULTS.items() if name in results)


def write_receipt(home: Home, path: Path, taken: tuple[Taken, ...]) -> Path:
    """The receipt, beside those of deliveries; named by the hash of what was delivered. Raises OSError."""
    from crawler.whole_file import WholeFile, sha256_of

    receipt = home.receipts / f"{sha256_of(path)[:16]}-rights.csv"
    with WholeFile(receipt) as file:
        file.write(_sheet(path, taken))
    return receipt


def _sheet(path: Path, taken: tuple[Taken, ...]) -> bytes:
    from crawler.deliveries.receipt import as_text

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for one in taken:
        cells = (_RESULTS[one.result], path.name, one.row.place, one.id, one.reason)
        writer.writerow([as_text(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def refusals(path: Path, taken: tuple[Taken, ...]) -> Iterator[str]:
    """One line for each row that was refused: file, row, reason."""
    return (f"{path}：{one.row.place}：{one.reason}" for one in taken if one.result == "refused")


def unread(taken: Iterable[Entry | None]) -> Iterator[str]:
    """One line for each mark whose words are everybody's, or too short: it is recorded, and no rule finds it in words."""
    from alerts.rights.values import Mark
    from desk.recorded_rights import is_read

    for entry in taken:
        if isinstance(entry, Mark) and not is_read(entry.text):
            yield f"{entry.number}“{entry.text}”：该商标文字过短或为通用词，规则不会仅凭文字发现"
