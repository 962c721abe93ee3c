from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def database_url() -> str | None:
    """The database of the commands; None: SQLite in their home."""
    return None


@pytest.fixture
def zuanjian(tmp_path: Path, database_url: str | None) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line as a person or a script does: a process of its own, with a home of its own."""

    elsewhere = {"ZUANJIAN_DATABASE_URL": database_url} if database_url else {}

    def _run(
        *arguments: str | Path, stdin: str | None = None, columns: str = "200"
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "desk", *map(str, arguments)],
            cwd=tmp_path, input=stdin, capture_output=True, text=True, timeout=100, check=False,
            env={"PATH": "/usr/bin:/bin", "ZUANJIAN_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1", "COLUMNS": columns,
                 "PYTHONPATH": str(Path(__file__).parents[2]), **elsewhere},
        )  # fmt: skip

    return _run
