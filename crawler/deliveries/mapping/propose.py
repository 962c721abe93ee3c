"""A meaning for every column that no alias knows, from its header and from the look of its values."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from crawler.deliveries.columns import ATTRIBUTE, IGNORED, alias_table, fold_header
from crawler.deliveries.delivery import DeliveryRefused, Problem
from crawler.deliveries.kinds.sheet import HEADER_WITHIN, names_items
from crawler.deliveries.lines import sheet_lines
from crawler.deliveries.mapping.looks import fits, looks_like, personal

_SAMPLES = 50  # rows looked at
_COLUMNS = 200  # columns looked at; further ones stay attributes
_LONGEST_CELL = 300  # characters looked at
_CLOSE = 0.6  # similarity of headers below which nothing is concluded
_ENOUGH = 0.45  # of header and values together
_MANY = frozenset({ATTRIBUTE, IGNORED, "category", "spec", "speech", "image", "image_text"})
_NUMBERS = frozenset({"item_id", "sku_id", "outer_id", "certificate"})

Remembered = Callable[[Sequence[str]], Mapping[str, str]]
"""What was confirmed for a sheet of a header: folded header -> target."""


@dataclass(frozen=True, slots=True)
class Peek:
    """A sheet's header and its first rows as columns of non-empty values."""

    header: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One unknown column. ``locked``: it looks like data of persons and is not read, whoever asks."""

    index: int
    header: str
    target: str
    why: str
    samples: tuple[str, ...]
    locked: bool = False


def peek(path: Path, remembered: Remembered) -> Peek:
    """The header that the sheet's reader would take, else the row that looks most like one. Raises DeliveryRefused."""
    lines = [(number, cells) for number, cells in itertools.islice(sheet_lines(path)[1], HEADER_WITHIN + _SAMPLES)]
    rows = [
        [str(cell).encode("utf-8", "replace").decode().strip()[:_LONGEST_CELL] for cell in cells[:_COLUMNS]]
        for _, cells in lines
        if not isinstance(cells, Problem)
    ]
    if not rows:
        raise DeliveryRefused(path.name, "没有可读的行")
    above = rows[:HEADER_WITHIN]

    def known(row: Sequence[str]) -> bool:
        return names_items({column.target for column in alias_table().columns(row, remembered(row))})

    at = next(
        (i for i, row in enumerate(above) if known(row)),
        max(range(len(above)), key=lambda i: (_named(above[i]), -i)),
    )
    body = rows[at + 1 : at + 1 + _SAMPLES]
    values = tuple(tuple(row[i] for row in body if i < len(row) and row[i]) for i in range(len(rows[at])))
    return Peek(tuple(rows[at]), values)


def _named(row: Sequence[str]) -> int:
    """How many cells of a row could name a column."""
    return len({cell for cell in row if cell and len(cell) <= 30 and not cell.replace(".", "").isdigit()})


def propose(sheet: Peek, remembered: Mapping[str, str]) -> list[Proposal]:
    """One proposal for each column whose header is neither known, nor ignored, nor confirmed before.

    A meaning that only one column can have goes to the column that it fits best; a column that nothing
    speaks for stays an attribute.
    """
    columns = alias_table().columns(sheet.header, remembered)
    unknown = [c for c in columns if c.target == ATTRIBUTE and fold_header(c.header) not in remembered]
    taken = {c.target for c in columns if c.target} - _MANY
    found: dict[int, Proposal] = {}
    ranked: list[tuple[float, int, str, str]] = []
    for column in unknown:
        values = sheet.values[column.index]
        proposal = Proposal(column.index, column.header, ATTRIBUTE, "没有更合适的含义", values[:3])
        # A column that calls itself an id may hold numbers as long as a telephone's.
        if personal(values) and not _similar(fold_header(column.header)).keys() & _NUMBERS:
            hidden = tuple("***" for _ in values[:3])
            proposal = replace(proposal, target=IGNORED, why="像个人信息，一律不读", samples=hidden, locked=True)
        else:
            ranked += [(score, column.index, target, why) for target, score, why in _scored(column.header, values)]
        found[column.index] = proposal
    for _, index, target, why in sorted(ranked, key=lambda rank: (-rank[0], rank[1], rank[2])):
        if found[index].target == ATTRIBUTE and target not in taken:
            found[index] = replace(found[index], target=target, why=why)
            taken |= {target} - _MANY
    return [found[index] for index in sorted(found)]


def _scored(header: str, values: Sequence[str]) -> list[tuple[str, float, str]]:
    named, looks = _similar(fold_header(header)), looks_like(values)
    scored = []
    for target in named.keys() | looks.keys():
        score = 0.7 * named.get(target, 0.0) + 0.7 * looks.get(target, 0.0)
        if score >= _ENOUGH and fits(target, values):
            why = "和".join(w for w, on in (("列名相近", target in named), ("取值相符", target in looks)) if on)
            scored.append((target, score, why))
    return scored


def _similar(folded: str) -> dict[str, float]:
    """Targets with an alias close to the header, by the share of characters that stand in the same order."""
    close: dict[str, float] = {}
    for alias, target in alias_table().targets.items():
        ratio = SequenceMatcher(None, folded[:40], alias).ratio()
        if len(alias) > 1 and alias in folded:
            ratio = max(ratio, 0.8)
        if ratio >= _CLOSE:
            close[target] = max(ratio, close.get(target, 0.0))
    return close
