"""Opening the desk: the address is ours or it is refused in one line."""

from __future__ import annotations

import socket

import pytest

from desk.config import Home
from desk.outcome import Unusable
from desk.web import serve


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path, f"sqlite:///{tmp_path / 'zuanjian.db'}")


def test_a_port_in_use_is_named(home):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Unusable, match=rf"无法在 127\.0\.0\.1:{port} 打开工作台"):
            serve(home, "127.0.0.1", port)


def test_an_address_that_is_not_ours_is_named(home):
    with pytest.raises(Unusable, match=r"无法在 192\.0\.2\.1:0 打开工作台"):
        serve(home, "192.0.2.1", 0)
