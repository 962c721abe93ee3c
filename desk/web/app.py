"""The application: guards outside, the gate, then the pages. A page is a module in ``pages/`` with a ``router``."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import timedelta

from fastapi import FastAPI

from alerts.store import Store
from desk.web import errors, pages
from desk.web.access import Gate, Sessions
from desk.web.guard import OwnOrigin, SecurityHeaders, SmallBodies
from desk.web.settings import WebSettings


def create_app(store: Store, settings: WebSettings | None = None) -> FastAPI:
    """The desk over an open, upgraded store. It asks no other host for anything and closes nothing it did not open."""
    settings = settings or WebSettings()
    app = FastAPI(title="钻鉴", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.store = store
    app.state.settings = settings
    app.state.sessions = Sessions(
        settings.now, timedelta(hours=settings.session_hours), timedelta(minutes=settings.idle_minutes)
    )
    errors.register(app)
    for found in pkgutil.iter_modules(pages.__path__):
        app.include_router(importlib.import_module(f"{pages.__name__}.{found.name}").router)
    # The last added stands outermost.
    app.add_middleware(Gate, sessions=app.state.sessions, refuse=errors.refusing(401))
    app.add_middleware(SmallBodies, refuse=errors.refusing(413))
    app.add_middleware(OwnOrigin, refuse=errors.refusing(403))
    app.add_middleware(SecurityHeaders)
    return app
