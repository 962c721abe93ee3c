"""Suites that cannot run here are deselected, and the end of a run says so."""

from __future__ import annotations

import pytest

from tests.suites import left_out


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    absent = left_out()
    dropped = [item for item in items if any(item.get_closest_marker(suite) for suite in absent)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if item not in dropped]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for suite, needed in left_out().items():
        terminalreporter.write_line(f"suite not run here: {suite}, which needs {needed}", yellow=True)
