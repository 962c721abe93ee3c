"""What must be remembered of every page of a look: on disk, so that a long look needs no more memory than a short one.

A table of its own for each kind of thing, in the staging folder and gone with it. It is no record: the journal is, and whatever
is kept here can be made anew from it. So nothing is written with care for a power cut, and most never reaches the disk.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CACHE_KIB = 2048
"""Memory that one table may use at most, in KiB; the rest of it lies in its file."""


class Table:
    """A small SQLite file that begins empty; ``path`` None is for tests and lives in memory. Raises OSError where it cannot be written."""

    def __init__(self, path: Path | None, *statements: str) -> None:
        self._path = path
        if path is not None:
            path.unlink(missing_ok=True)
        try:
            # One transaction that never ends: what does not fit into the cache goes to the file, and nothing waits for it.
            self._base = sqlite3.connect(path or ":memory:", isolation_level=None)
        except sqlite3.Error as error:
            raise self._unwritable(error) from error
        for statement in (
            "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA locking_mode = EXCLUSIVE",
            f"PRAGMA cache_size = -{CACHE_KIB}", "BEGIN", *statements,
        ):  # fmt: skip
            self.run(statement)

    def run(self, statement: str, *values: object) -> sqlite3.Cursor:
        """One statement. Raises OSError for a full disk or a damaged file."""
        try:
            return self._base.execute(statement, values)
        except sqlite3.Error as error:
            raise self._unwritable(error) from error

    def one(self, statement: str, *values: object) -> Any:
        """The first row of an answer, or None."""
        return self.run(statement, *values).fetchone()

    def close(self) -> None:
        """Close and clear away the file."""
        self._base.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _unwritable(self, error: sqlite3.Error) -> OSError:
        return OSError(errno.EIO, str(error), str(self._path))


class Remembered:
    """Values by their keys, in the order in which the keys were first met; a key keeps its first value."""

    def __init__(self, path: Path | None = None) -> None:
        self._table = Table(path, "CREATE TABLE kept (place INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value BLOB)")

    def add(self, key: bytes, value: bytes = b"") -> bool:
        """Remember; gives whether the key was new."""
        return self._table.run("INSERT OR IGNORE INTO kept (key, value) VALUES (?, ?)", key, value).rowcount == 1

    def get(self, key: bytes) -> bytes | None:
        """The value of a key, None for one that was never met."""
        found = self._table.one("SELECT value FROM kept WHERE key = ?", key)
        return None if found is None else bytes(found[0])

    def values(self) -> Iterator[bytes]:
        """Every value, in order."""
        return (bytes(value) for (value,) in self._table.run("SELECT value FROM kept ORDER BY place"))

    def close(self) -> None:
        self._table.close()
