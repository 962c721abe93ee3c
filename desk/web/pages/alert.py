"""``/alerts/{id}``: one alert with its whole proof, and what a reviewer decides about it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from alerts.cases.queries import of_alert
from alerts.chain import MACHINE
from alerts.moves import (
    DISMISSALS,
    FIELDS,
    LONGEST_NAME,
    LONGEST_REASON,
    MOVES,
    UNDOING,
    MoveRefused,
    Overtaken,
)
from alerts.queries import detail
from alerts.review import decide, undo
from alerts.users import find_user
from alerts.values import AlertDetail, User
from crawler.listing import text_fields
from desk.learning import keep_up
from desk.viewing import at_the_desk
from desk.web.access import session_of
from desk.web.errors import Refused
from desk.web.rendering import page
from reports import labels
from reports.marking import mark
from reports.masking import Masker
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
from reports.parts.case import glance_lines
from reports.parts.law import LawBook

router = APIRouter()


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
    unit: Annotated[str, Form()] = "",
    number: Annotated[str, Form()] = "",
    due: Annotated[str, Form()] = "",
    based_on: Annotated[str, Form()] = "",
) -> Response:
    """Take a decision on the version that the form showed; what was typed stays in the form when it is refused."""
    user = _deciding(request)
    found = _found(request, alert_id)
    typed = {"move": move, "reason": reason, "code": code, "unit": unit, "number": number, "due": due}
    if len(reason) > LONGEST_REASON:
        return _show(request, found, 422, typed, f"理由请在 {LONGEST_REASON} 字以内。")
    if move == "dismiss" and not code:
        return _show(request, found, 422, typed, "请选择排除的原因。")
    try:
        day = date.fromisoformat(due) if due else None
    except ValueError:
        return _show(request, found, 422, typed, "期限应写作 2026-12-01。")
    now = request.app.state.settings.now()
    try:
        decide(
            request.app.state.store, alert_id, move, user.name, reason, now, role=user.role, code=code or None,
            unit=unit or None, number=number or None, due=day, based_on=based_on or None,
        )  # fmt: skip
    except MoveRefused as refusal:
        return _refused(request, alert_id, refusal, typed)
    return RedirectResponse(f"/alerts/{alert_id}", 303, background=BackgroundTask(keep_up, request.app.state.store))


@router.post("/alerts/{alert_id}/undo")
def undo_decision(request: Request, alert_id: str, based_on: Annotated[str, Form()] = "") -> Response:
    user = _deciding(request)
    _found(request, alert_id)
    now, store = request.app.state.settings.now(), request.app.state.store
    try:
        undo(store, alert_id, user.name, now, role=user.role, based_on=based_on or None)
    except MoveRefused as refusal:
        return _refused(request, alert_id, refusal, None)
    return RedirectResponse(f"/alerts/{alert_id}", 303, background=BackgroundTask(keep_up, request.app.state.store))


def _refused(request: Request, alert_id: str, refusal: MoveRefused, typed: dict[str, str] | None) -> Response:
    """The alert as it now stands, with the reason; 409 where somebody or a look was faster."""
    status = 409 if isinstance(refusal, Overtaken) else 422
    return _show(request, _found(request, alert_id), status, typed, f"{refusal.reason}。")


def _deciding(request: Request) -> User:
    """The person, if the role they have now may decide. Raises Refused 403."""
    user = find_user(request.app.state.store, session_of(request).name)
    if user is None or user.role not in UNDOING:
        raise Refused(403, "当前用户只能查看，不能处理线索。")
    return user


def _found(request: Request, alert_id: str) -> AlertDetail:
    found = detail(request.app.state.store, alert_id)
    if found is None:
        raise Refused(404, "没有这条线索，编号可能写错。")
    return found


def _show(
    request: Request, found: AlertDetail, status: int = 200, typed: dict[str, str] | None = None, error: str = ""
) -> Response:
    role = session_of(request).role
    found = Masker(at_the_desk(role)).detail(found)
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
        case_lines=glance_lines(
            alert.id, of_alert(request.app.state.store, alert.id, at=request.app.state.settings.now())
        ),
        moves={name: move for name, move in MOVES.items() if alert.state in move.origins and role in move.roles},
        dismissals=DISMISSALS,
        fields=FIELDS,
        typed=typed or dict.fromkeys(("move", *FIELDS), ""),
        error=error,
        decided=any(event.actor != MACHINE for event in found.events),
        may_decide=role in UNDOING,
        reason_length=LONGEST_REASON,
        name_length=LONGEST_NAME,
    )
