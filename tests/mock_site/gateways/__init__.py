"""Stand-ins for the platforms' interfaces: each checks signatures by itself, pages, throttles and lets tokens run out.

The folder is the registry: every module has a class ``StandIn``, and every contract test runs over all of them.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tests.mock_site.gateways.base import GatewayStandIn


def platforms() -> tuple[str, ...]:
    """The platforms that have a stand-in."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if found.name != "base"))


def stand_in(platform: str, items: int) -> GatewayStandIn:
    """A stand-in with so many items on its shelf."""
    made: GatewayStandIn = import_module(f"{__name__}.{platform}").StandIn(items)
    return made
