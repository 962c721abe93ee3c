"""``/coverage``: what was not looked at, and ``/brief``: the day's brief to keep, never shown inside the desk."""

from __future__ import annotations

import hashlib

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from alerts.exports import record_export
from alerts.queries import brief
from desk.viewing import at_the_desk
from desk.web.access import session_of
from desk.web.days import day_from, latest_day, looks_of
from desk.web.rendering import page
from reports.masking import ROLES, Masker
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
    """The report as a file: it carries sellers' texts, so it is opened from disk and never as a page of this desk.

    It leaves the desk, so it is masked for whoever takes it, and that it was taken is put on record.
    """
    settings, store, session = request.app.state.settings, request.app.state.store, session_of(request)
    on, masker = day_from(day) or latest_day(request), Masker(at_the_desk(session.role))
    values = masker.value(brief(store, on, settings.sources()))
    content = render("daily", values, "html", Context(settings.citations, settings.now))
    role = masker.viewer.role
    record_export(
        store, f"线索日报 {on:%Y-%m-%d}（html）", ROLES[role], hashlib.sha256(content).hexdigest(), settings.now(),
        role=role, masks=masker.counts, actor=session.name,
    )  # fmt: skip
    headers = {
        "Content-Disposition": f'attachment; filename="daily-{on.isoformat()}.html"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)
