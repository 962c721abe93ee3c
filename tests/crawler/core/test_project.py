"""Scrapy's own tools, run in a checkout, keep our manners."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("ROBOTSTXT_OBEY", "True"),
        ("REMOTE_CONTROL_ENABLED", "False"),
        ("TELNETCONSOLE_ENABLED", "False"),
        ("COOKIES_ENABLED", "False"),
        ("DOWNLOAD_DELAY", "3.0"),
    ],
)
def test_scrapy_tools_find_polite_settings(setting: str, value: str) -> None:
    command = [sys.executable, "-m", "scrapy", "settings", "--get", setting]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == value
