"""``/coverage``: what was not looked at, and ``/brief``: the day's brief to keep, never shown inside the desk."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from alerts.queries import brief
from desk.web.days import day_from, latest_day, looks_of
from desk.web.rendering import page
from reports.parts.coverage import coverage_notice, coverage_section
from reports.writing import Context, render

router = APIRouter()


@router.get("/coverage")
def coverage(request: Request, day: str = "") -> Response:
    on = day_from(day) or latest_day(request)
    looks = looks_of(request, on)
    return page(request, "coverage.html", day=on, notice=coverage_notice(looks), section=coverage_section(looks))


@router.get("/brief")
def download_brief(request: Request, day: str = "") -> Response:
    """The report as a file: it carries sellers' texts, so it is opened from disk and never as a page of this desk."""
    settings = request.app.state.settings
    on = day_from(day) or latest_day(request)
    values = brief(request.app.state.store, on, settings.sources())
    content = render("daily", values, "html", Context(settings.citations, settings.now))
    headers = {
        "Content-Disposition": f'attachment; filename="daily-{on.isoformat()}.html"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)
