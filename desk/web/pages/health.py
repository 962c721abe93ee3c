"""``/healthz`` (the process answers) and the two files every page needs. They say nothing about anybody, so they are open."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from desk.web.rendering import style

router = APIRouter()


@router.get("/healthz")
def healthz() -> Response:
    return PlainTextResponse("ok\n")


@router.get("/static/desk.css")
def stylesheet() -> Response:
    return Response(style(), media_type="text/css; charset=utf-8")


@router.get("/static/icon.svg")
def icon() -> Response:
    drawing = (Path(__file__).parent.parent / "static" / "icon.svg").read_bytes()
    return Response(drawing, media_type="image/svg+xml")
