"""What was confirmed about a sender's columns: one YAML file for a shop, or for a header where no shop is named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from crawler.deliveries.columns import alias_table, fold_header
from crawler.deliveries.delivery import DeliveryRefused
from crawler.whole_file import WholeFile

_LONGEST = 256 * 1024  # bytes of a mapping file


class Mappings:
    """The folder ``<home>/mappings``. ``shop``: the sender named on the command line."""

    def __init__(self, folder: Path, shop: str | None = None) -> None:
        self.folder = folder
        self.shop = shop

    def path(self, header: Sequence[str]) -> Path:
        """Where the mapping of this sender lies: by the shop's name, else by the header's fingerprint."""
        if not self.shop:
            return self.folder / f"header-{fingerprint(header)}.yml"
        short = hashlib.sha256(self.shop.encode()).hexdigest()[:8]
        named = re.sub(r"\W+", "-", self.shop)[:30].strip("-")
        return self.folder / f"shop-{named}-{short}.yml"

    def of(self, header: Sequence[str]) -> dict[str, str]:
        """Folded header -> target, for the columns of this header that were confirmed; empty when none were.

        Raises DeliveryRefused naming the file and the line when somebody's editing broke it.
        """
        known = _read(self.path(header))
        return {name: known[name] for name in map(fold_header, header) if name in known}

    def of_shop(self) -> dict[str, str]:
        """Everything that was confirmed for the shop named; empty where none was."""
        return _read(self.path(())) if self.shop else {}

    def remember(self, header: Sequence[str], columns: Mapping[str, str], at: datetime) -> Path:
        """Add confirmed columns (folded header -> target) to what is known of the sender; returns the file."""
        path = self.path(header)
        data = {
            "sender": self.shop,
            "header": fingerprint(header),
            "confirmed_at": at.isoformat(timespec="seconds"),
            "columns": _read(path) | dict(columns),
        }
        with WholeFile(path) as file:
            file.write(yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode())
        return path


def fingerprint(header: Sequence[str]) -> str:
    """16 hex digits that two sheets share exactly when their headers have the same names, in whatever order."""
    names = sorted({fold_header(name) for name in header} - {""})
    return hashlib.sha256("\n".join(names).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def targets() -> dict[str, str]:
    """Every meaning a column can be given, with its Chinese label."""
    return alias_table().labels


def _read(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DeliveryRefused(str(path), f"无法读取（{error.strerror}）") from error
    if len(text) > _LONGEST:
        raise DeliveryRefused(str(path), "文件过大")
    try:
        data: Any = yaml.safe_load(text.decode())
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"（第 {mark.line + 1} 行附近）" if mark else ""
        raise DeliveryRefused(str(path), f"不是有效的 YAML{where}") from error
    columns = data.get("columns") if isinstance(data, dict) else None
    if not isinstance(columns, dict):
        raise DeliveryRefused(str(path), "columns：缺少列名到含义的对照")
    for name, target in columns.items():
        if not isinstance(target, str) or target not in targets():
            raise DeliveryRefused(str(path), f"columns.{name}：没有“{target}”这种含义，可用：{'、'.join(targets())}")
    return {fold_header(str(name)): target for name, target in columns.items()}
