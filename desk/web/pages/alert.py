"""``/alerts/{id}``: one alert with its whole proof, and what a reviewer decides about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from alerts.chain import MACHINE
from alerts.lifecycle import DISMISSALS, MOVES, MoveRefused
from alerts.queries import detail
from alerts.review import LONGEST_REASON, decide, undo
from alerts.users import find_user
from alerts.values import AlertDetail
from crawler.listing import text_fields
from desk.web.access import session_of
from desk.web.errors import Refused
from desk.web.rendering import page
from reports import labels
from reports.marking import mark
from reports.parts.alert import (
    alert_facts,
    alert_heading,
    alert_tags,
    charge_name,
    charge_sheet,
    evidence_facts,
    marked_fields,
    seller_name,
)
from reports.parts.law import LawBook

router = APIRouter()

DECIDING_ROLES = ("admin", "reviewer")


@router.get("/alerts/{alert_id}")
def alert_page(request: Request, alert_id: str) -> Response:
    return _show(request, _found(request, alert_id))


@router.post("/alerts/{alert_id}/decision")
def decision(
    request: Request,
    alert_id: str,
    move: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    code: Annotated[str, Form()] = "",
) -> Response:
    """Take a decision; what was typed stays in the form when it is refused."""
    actor = _reviewer(request)
    found = _found(request, alert_id)
    typed = {"move": move, "reason": reason, "code": code}
    if len(reason) > LONGEST_REASON:
        return _show(request, found, 422, typed, f"理由请在 {LONGEST_REASON} 字以内。")
    if move == "dismiss" and not code:
        return _show(request, found, 422, typed, "请选择排除的原因。")
    now = request.app.state.settings.now()
    try:
        decide(request.app.state.store, alert_id, move, actor, reason.strip(), now, code=code or None)
    except MoveRefused as refusal:
        return _show(request, _found(request, alert_id), 422, typed, f"{refusal.reason}。")
    return RedirectResponse(f"/alerts/{alert_id}", 303)


@router.post("/alerts/{alert_id}/undo")
def undo_decision(request: Request, alert_id: str) -> Response:
    actor = _reviewer(request)
    found = _found(request, alert_id)
    try:
        undo(request.app.state.store, alert_id, actor, request.app.state.settings.now())
    except MoveRefused as refusal:
        return _show(request, found, 422, None, f"{refusal.reason}。")
    return RedirectResponse(f"/alerts/{alert_id}", 303)


def _reviewer(request: Request) -> str:
    """Name of the person, if the role they have now may decide. Raises Refused 403."""
    user = find_user(request.app.state.store, session_of(request).name)
    if user is None or user.role not in DECIDING_ROLES:
        raise Refused(403, "当前用户只能查看，不能处理线索。")
    return user.name


def _found(request: Request, alert_id: str) -> AlertDetail:
    found = detail(request.app.state.store, alert_id)
    if found is None:
        raise Refused(404, "没有这条线索，编号可能写错。")
    return found


def _show(
    request: Request, found: AlertDetail, status: int = 200, typed: dict[str, str] | None = None, error: str = ""
) -> Response:
    alert = found.alert
    marked = marked_fields(found, whole=True)
    shown = {field.field for field in marked}
    others = [
        (labels.field_label(path, found.listing), mark(text, (), whole=True))
        for path, text in text_fields(found.listing)
        if path not in shown
    ]
    return page(
        request,
        "alert.html",
        status,
        detail=found,
        alert=alert,
        heading=alert_heading(found),
        charge=charge_name(alert),
        seller=seller_name(alert),
        tags=alert_tags(alert),
        facts=alert_facts(alert),
        marked=marked,
        others=others,
        sheet=charge_sheet(found),
        laws=LawBook(request.app.state.settings.citations).of(found),
        evidence=evidence_facts(found),
        moves={name: move for name, move in MOVES.items() if alert.state in move.origins},
        dismissals=DISMISSALS,
        typed=typed or {"move": "", "reason": "", "code": ""},
        error=error,
        decided=any(event.actor != MACHINE for event in found.events),
        may_decide=session_of(request).role in DECIDING_ROLES,
        reason_length=LONGEST_REASON,
    )
