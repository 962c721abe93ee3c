"""``/healthz``: the process answers. Says nothing about anybody, so it is open."""

from __future__ import annotations

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
