"""Where a delivered file goes when it has been dealt with: a folder, with its receipt beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.delivering import Taken


def put_away(path: Path, folder: Path, taken: Taken) -> Path:
    """Lay the receipt beside the file's new place, then move the file there under a name that is free. Raises OSError."""
    from crawler.deliveries.receipt import refusal
    from crawler.whole_file import WholeFile

    target = _free(folder, path)
    content = taken.receipt.read_bytes() if taken.receipt else refusal(path, taken.reason)
    with WholeFile(target.with_name(f"{target.name}.receipt.csv")) as file:
        file.write(content)
    return path.rename(target)


def _free(folder: Path, path: Path) -> Path:
    number, target = 1, folder / path.name
    while target.exists():
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    return target
