"""Rows of a delivered register: a CSV or XLSX sheet, or YAML with a list under ``rights``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desk.outcome import Unusable

_HEADER_WITHIN = 10
_MOST = 100_000  # entries in one file


@dataclass(frozen=True, slots=True)
class Row:
    """``place``: 第 3 行 or 第 2 项; ``cells`` by field, or ``refused``: why there are none."""

    number: int
    place: str
    cells: dict[str, str]
    refused: str = ""


def rows(path: Path) -> list[Row]:
    """Every row that is not blank. Raises Unusable for a file of which nothing can be read."""
    found: list[Row] = []
    for row in _yaml(path) if path.suffix.casefold() in (".yml", ".yaml") else _sheet(path):
        if len(found) == _MOST:
            raise Unusable(f"{path}：超过 {_MOST} 条，请拆分")
        found.append(row)
    if not found:
        raise Unusable(f"{path}：没有可登记的内容")
    return found


def _sheet(path: Path) -> Iterator[Row]:
    from alerts.rights.entries import header_field
    from crawler.deliveries.delivery import DeliveryRefused, Problem
    from crawler.deliveries.encoding import undecoded
    from crawler.deliveries.lines import sheet_lines

    fields: list[str | None] = []
    try:
        for number, cells in sheet_lines(path)[1]:
            place = f"第 {number} 行"
            if isinstance(cells, Problem):
                yield Row(number, place, {}, cells.reason)
            elif not fields:
                named = [header_field(cell) for cell in cells]
                if "kind" in named:
                    fields = named
                    _require_known(path, place, cells, named)
                elif number >= _HEADER_WITHIN:
                    break
            elif any(cell.strip() for cell in cells):
                if any(undecoded(cell) for cell in cells):
                    yield Row(number, place, {}, "文字编码损坏")
                    continue
                if any(getattr(cell, "damaged", False) for cell in cells):
                    yield Row(number, place, {}, "有超过 15 位的数字，已被表格软件改写，请以文本格式填写")
                    continue
                pairs = zip(fields, cells, strict=False)
                yield Row(number, place, {field: cell for field, cell in pairs if field and cell.strip()})
    except DeliveryRefused as refused:
        raise Unusable(f"{path}：{refused.reason}") from None
    except OSError as error:
        raise Unusable(f"{path}：无法读取（{error.strerror}）") from None
    if not fields:
        raise Unusable(f"{path}：前 {_HEADER_WITHIN} 行内没有找到含“类别”的表头")


def _require_known(path: Path, place: str, cells: Any, named: list[str | None]) -> None:
    for cell, field in zip(cells, named, strict=True):
        if field is None and cell.strip():
            raise Unusable(f"{path}：{place}：没有“{cell.strip()[:20]}”这一栏")
        if field is not None and named.count(field) > 1:
            raise Unusable(f"{path}：{place}：“{cell.strip()[:20]}”一栏重复")


def _yaml(path: Path) -> Iterator[Row]:
    from alerts.rights.entries import header_field
    from crawler.source_reading import read_mapping

    data = read_mapping(path, "rights")
    listed = data.get("rights")
    if set(data) != {"rights"} or not isinstance(listed, list):
        raise Unusable(f"{path}：应只有一个键 rights，其值为列表")
    for number, entry in enumerate(listed, 1):
        place = f"第 {number} 项"
        if not isinstance(entry, dict):
            yield Row(number, place, {}, "应为“键: 值”")
            continue
        fields = {str(key): header_field(str(key)) for key in entry}
        unknown = next((key for key, field in fields.items() if field is None), None)
        if unknown is not None:
            yield Row(number, place, {}, f"没有“{unknown[:20]}”这一栏")
            continue
        values = {fields[str(key)] or "": _text(value) for key, value in entry.items() if value is not None}
        wrong = next((field for field, value in values.items() if value is None), None)
        if wrong is not None:
            yield Row(number, place, {}, f"{wrong}：应为文字、数字、日期或其列表")
        else:
            yield Row(number, place, {field: value for field, value in values.items() if value})


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        parts = [_text(part) for part in value]
        return None if None in parts else "；".join(part for part in parts if part)
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        return None
    return str(value)
