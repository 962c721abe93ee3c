"""The suites that need something a machine may lack: what they need, whether it is here, whether it must be.

A person without Chromium or PostgreSQL runs everything else and is told what was left out. Where
``ZUANJIAN_REQUIRE`` names a suite (CI), its tests run all the same and fail for what is missing.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

POSTGRES_URL = os.environ.get("ZUANJIAN_TEST_POSTGRES_URL", "")
"""A server on which the tests may create schemas of their own."""


def chromium() -> str | None:
    """Path of a Chromium that is there, or None."""
    return os.environ.get("ZUANJIAN_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def left_out() -> dict[str, str]:
    """Marker of each suite that cannot run here and need not -> what it needs."""
    required = os.environ.get("ZUANJIAN_REQUIRE", "").split(",")
    needs = {
        "ocr": (find_spec("rapidocr"), "the packages that read pictures (`make ocr`)"),
        "browser": (chromium(), "Chromium (`make browser`, or ZUANJIAN_TEST_CHROMIUM)"),
        "postgres": (POSTGRES_URL, "a PostgreSQL server (ZUANJIAN_TEST_POSTGRES_URL)"),
    }
    return {suite: what for suite, (here, what) in needs.items() if not here and suite not in required}
