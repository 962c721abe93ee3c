from __future__ import annotations

import subprocess
from types import SimpleNamespace

import pytest

from tests.crawler.forked import Popen


@pytest.fixture(autouse=True)
def _forked_crawls(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Crawls are forked, unless a test is about the process itself."""
    if request.node.get_closest_marker("own_interpreter") is None:
        monkeypatch.setattr("crawler.launch.subprocess", SimpleNamespace(Popen=Popen, PIPE=subprocess.PIPE))
