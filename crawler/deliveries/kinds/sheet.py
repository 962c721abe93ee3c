"""Product sheets: CSV and TSV text, and XLSX/XLS/ODS workbooks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from crawler.deliveries.columns import alias_table
from crawler.deliveries.delivery import Context, DeliveryRefused, Problem, Row
from crawler.deliveries.encoding import undecoded
from crawler.deliveries.lines import Line, sheet_lines
from crawler.deliveries.rows import listing_rows

NAME = "sheet"
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")

HEADER_WITHIN = 10  # rows; exports put a title or a note above the header


def read(path: Path, context: Context) -> Iterator[Row]:
    """Rows of the first sheet whose header names an item id and a title, by the alias table or by what was
    confirmed for this sender. Raises DeliveryRefused otherwise."""
    connector, lines = sheet_lines(path)
    above = list(itertools.islice(lines, HEADER_WITHIN))
    for index, (number, cells) in enumerate(above):
        if isinstance(cells, Problem):
            continue
        header = [str(cell).encode("utf-8", "replace").decode() if undecoded(cell) else str(cell) for cell in cells]
        remembered = context.mapping(header) if context.mapping else {}
        columns = alias_table().columns(header, remembered)
        if names_items({column.target for column in columns}):
            for name in (name for name, cell in zip(header, cells, strict=True) if undecoded(cell)):
                damaged = Problem(number, name, "表头的文字编码损坏，按其他属性读取", "wrong_encoding", name)
                yield Row(number, None, (damaged,), remark=True)
            body = itertools.chain(above[index + 1 :], lines)
            yield from listing_rows(columns, _decoded(body), context, connector)
            return
    raise DeliveryRefused(
        path.name, f"前 {HEADER_WITHIN} 行内没有找到含“商品ID”和“商品名称”的表头；列名不同时用 --map 对应一次"
    )


def names_items(targets: set[str | None]) -> bool:
    """True when columns of these targets suffice for a listing: an id, and something to read."""
    return "item_id" in targets and bool(targets & {"title", "description", "spec"})


def _decoded(body: Iterator[Line]) -> Iterator[Line]:
    """Rows in the file's encoding; a row that is not becomes a Problem, so that it costs itself alone."""
    for number, cells in body:
        if not isinstance(cells, Problem) and any(undecoded(cell) for cell in cells):
            raw = "\t".join(cells).encode("utf-8", "backslashreplace").decode()[:2_000]
            yield number, Problem(number, "", "文字编码损坏", "wrong_encoding", raw)
        else:
            yield number, cells
