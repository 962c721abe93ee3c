"""Values of every kind of report, small and made by hand: ``samples/<kind>.py`` has ``values()``. The folder is the registry."""

from __future__ import annotations

import importlib
from typing import Any


def sample(kind: str) -> Any:
    """What a report of that kind is built from in tests of formats."""
    return importlib.import_module(f"tests.reports.samples.{kind}").values()
