"""Delivered rows: the lines of a delivered file as the sender wrote them, without the columns that tell of buyers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from crawler.deliveries.columns import alias_table, fold_header
from crawler.deliveries.delivery import Problem
from crawler.deliveries.kinds import jsonl, sheet
from crawler.deliveries.lines import sheet_lines

OF_BUYERS = "（个人信息，未装入）"


class DeliveredRow(Struct, frozen=True, omit_defaults=True):
    """One line of the file (``row`` from 1): its cells with their headers, or the ``text`` of a line of JSON."""

    row: int
    cells: tuple[tuple[str, str], ...] = ()
    text: str | None = None


def by_rows(name: str) -> bool:
    """Whether a file of this name is read row by row; of others only the hash is stated."""
    return Path(name).suffix.lower() in (*sheet.SUFFIXES, *jsonl.SUFFIXES)


def delivered_rows(path: Path, name: str, columns: Mapping[str, str], rows: set[int]) -> Iterator[DeliveredRow]:
    """The rows asked for, with the further rows of the same item behind each. ``columns``: as confirmed for the sender.

    Raises DeliveryRefused and OSError where the file cannot be read.
    """
    if Path(name).suffix.lower() in jsonl.SUFFIXES:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if number in rows:
                    yield DeliveredRow(number, text=line.decode("utf-8", "backslashreplace").rstrip("\r\n"))
        return
    lines = sheet_lines(path)[1]
    above = list(itertools.islice(lines, sheet.HEADER_WITHIN))
    for index, (_, head) in enumerate(above):
        if isinstance(head, Problem):
            continue
        header = [_plain(cell) for cell in head]
        known = alias_table().columns(header, {fold_header(one): target for one, target in columns.items()})
        if sheet.names_items({column.target for column in known}):
            ids = [column.index for column in known if column.target == "item_id"]
            buyers = {column.index for column in known if column.personal}
            item: list[str] | None = None
            for number, cells in itertools.chain(above[index + 1 :], lines):
                if isinstance(cells, Problem):
                    continue
                own = [cells[at].strip() for at in ids if at < len(cells)]
                if number in rows or (item is not None and own == item):
                    item = own
                    pairs = itertools.zip_longest(header, map(_plain, cells), fillvalue="")
                    yield DeliveredRow(
                        number, tuple((name, OF_BUYERS if at in buyers and cell else cell) for at, (name, cell) in enumerate(pairs))
                    )  # fmt: skip
                elif any(cell.strip() for cell in cells):
                    item = None
            return


def _plain(cell: str) -> str:
    """A cell as UTF-8 can hold it; bytes of another encoding are written out."""
    return str(cell).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
