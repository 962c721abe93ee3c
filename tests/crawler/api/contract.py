"""Which platforms a contract test runs over. The tests lie in several files, so that several workers share them."""

from __future__ import annotations

import pytest

from tests.mock_site.gateways import platforms, stand_in

every_platform = pytest.mark.parametrize("platform", platforms())
signing = pytest.mark.parametrize("platform", [name for name in platforms() if stand_in(name, 0).signs])
clocked = pytest.mark.parametrize("platform", [name for name in platforms() if stand_in(name, 0).clocked])
windowed = pytest.mark.parametrize("platform", [name for name in platforms() if stand_in(name, 0).windowed])
ITEMS = 5
"""Items on the shelf where their number does not matter."""
