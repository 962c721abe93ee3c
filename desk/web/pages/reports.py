"""``/reports/<sha256>/<file>``: a report that was handed out, as it was sent. It carries sellers' texts, so it is opened
from disk and never as a page of this desk."""

from __future__ import annotations

import re

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse

from desk.viewing import at_the_desk
from desk.web.access import session_of

router = APIRouter()

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FILE = re.compile(r"[A-Za-z0-9-]{1,120}\.[a-z]{3,5}")


@router.get("/reports/{digest}/{file}")
def sent_report(request: Request, digest: str, file: str) -> FileResponse:
    """404 for whatever was not handed out, for what was masked for others than the one who asks (a mere reader sees what
    the alliance does), and where reports are not kept beside this desk."""
    if at_the_desk(session_of(request).role).role != "regulator" and "-alliance." not in file:
        raise HTTPException(404)
    folder = request.app.state.settings.sent
    path = (
        folder / digest / file if folder is not None and _DIGEST.fullmatch(digest) and _FILE.fullmatch(file) else None
    )
    if path is None or not path.is_file():
        raise HTTPException(404)
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox"}
    return FileResponse(path, media_type="application/octet-stream", filename=file, headers=headers)
