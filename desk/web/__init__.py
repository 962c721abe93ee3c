"""The web desk: sign in, the day's alerts, one alert with its proof, decisions, and what was not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.config import Home


def serve(home: Home, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Run the desk until it is stopped; prints where to open it. See serving.serve."""
    from desk.web.serving import serve as run

    run(home, host, port)
