from __future__ import annotations

from collections.abc import Iterator

import pytest

from alerts.channels.delivery import network
from tests.alerts.channels.stand_ins import Mailbox, Redirected, Service, http_service, mail_relay


@pytest.fixture
def service() -> Iterator[Service]:
    with http_service() as one:
        yield one


@pytest.fixture
def far_away(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The chat services have fixed hosts: their requests go to the stand-in, by the one way out there is."""
    monkeypatch.setattr(network, "requests", Redirected(service))
    return service


@pytest.fixture
def relay() -> Iterator[Mailbox]:
    with mail_relay() as box:
        yield box
