from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.deliveries.delivery import Context, Row, digest, read_delivery


@pytest.fixture
def deliver(tmp_path: Path) -> Callable[..., list[Row]]:
    """Write bytes under a name and read them as a delivery."""

    def _deliver(name: str, content: bytes | str, kind: str | None = None) -> list[Row]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read_delivery(path, Context(sha256=digest(path)), kind))

    return _deliver
