"""Pages: our templates with the parts that reports use too, escaped throughout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from desk.web.guard import HEADERS
from reports import labels
from reports.formats.html import prepare
from reports.marking import shortened


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = prepare(
        Environment(
            loader=ChoiceLoader([PackageLoader("desk.web"), PackageLoader("reports")]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    )
    environment.filters.update(shortened=shortened)
    environment.globals.update(labels=labels)
    return environment


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of the desk; ``session`` is None for a stranger."""
    session = getattr(request.state, "session", None)
    text = _environment().get_template(template).render(session=session, path=request.url.path, **values)
    return HTMLResponse(text.encode("utf-8", "replace"), status, headers=HEADERS)


def style() -> bytes:
    """The one stylesheet: the parts shared with reports, then the desk's own."""
    shared = _environment().get_template("parts/parts.css").render()
    own = (Path(__file__).parent / "static" / "desk.css").read_text("utf-8")
    return f"{shared}\n{own}".encode()
