"""``zuanjian alerts``: the queue, one alert, decisions and what is overdue."""

from __future__ import annotations

from typing import Annotated

import typer

from desk.arguments import Json, home_of
from desk.console import say, warn
from desk.deciding import (
    ALERT_TITLES,
    BasedOn,
    By,
    Code,
    DueDay,
    Number,
    Reason,
    Role,
    Unit,
    alert_json,
    alert_row,
    require_role,
    show_stand,
    table,
    write_json,
)
from desk.deciding_in_bulk import bulk, bulks
from desk.filtering import Charges, OnShop, OnState, Order, Seen, Severity, Words, filter_of, order_of
from desk.learning import keep_up
from desk.outcome import DONE, Unusable
from desk.viewing import For, OwnShop, handed_out, viewer

AlertId = Annotated[str, typer.Argument(metavar="ALERT", help="线索编号，如 A-XXXXXXXX")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="线索：查询、处理、撤销、批量处理、超期。", no_args_is_help=True)
    group.command("list", help="按条件列出线索：重者在前，或单位时间可确认多者在前。")(list_alerts)
    group.command("show", help="一条线索的现状、版本和可作的处理。")(show)
    group.command("decide", help="处理一条线索；操作名见 alerts show。")(decide)
    group.command("undo", help="撤销一条线索上最近的决定。")(undo)
    group.command("bulk", help="对一批线索作同一处理：先预览得到确认码，再带确认码执行；或整批撤销。")(bulk)
    group.command("bulks", help="作过的批量处理及其编号，可据以整批撤销。")(bulks)
    group.command("overdue", help="已超期的线索；--soon 为即将到期的。")(overdue)
    app.add_typer(group, name="alerts")


def list_alerts(
    context: typer.Context,
    day: Seen = None,
    state: OnState = None,
    severity: Severity = None,
    family: Charges = None,
    shop: OnShop = None,
    text: Words = None,
    order: Order = "severity",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 50,
    offset: Annotated[int, typer.Option("--offset", min=0)] = 0,
    muted: Annotated[bool, typer.Option("--muted", help="只列屏蔽中的线索")] = False,
    role: For = "regulator",
    own_shop: OwnShop = None,
    json: Json = False,
) -> int:
    from alerts.queries import muted_count, queue
    from desk.compose import now, open_database
    from reports.masking import Masker

    asked, masker = filter_of(day, state, severity, family, shop, text), Masker(viewer(role, own_shop))
    with open_database(home_of(context)) as store:
        found = queue(
            store, day=asked.day, state=asked.states or None, severity=asked.severity, family=asked.family,
            shop=asked.shop, text=asked.text, order=order_of(order), limit=limit, offset=offset,
            muted="only" if muted else "out", at=now(),
        )  # fmt: skip
        hidden = 0 if muted else muted_count(store, now())
        found = tuple(map(masker.alert, found))
        told = [alert_json(alert) for alert in found]
        if json:
            handed_out(store, f"线索清单 {len(found)} 条", told, masker)
    if json:
        write_json(told)
    else:
        table(ALERT_TITLES, map(alert_row, found))
    if hidden:
        warn(f"另有 {hidden} 条未结线索在屏蔽中，未列入（alerts list --muted、mutes list）")
    return DONE


def show(
    context: typer.Context, alert: AlertId, role: For = "regulator", own_shop: OwnShop = None, json: Json = False
) -> int:
    from alerts.moves import FIELDS, MOVES
    from alerts.queries import detail
    from desk.compose import open_database
    from reports.labels import moment
    from reports.masking import Masker

    masker = Masker(viewer(role, own_shop))
    with open_database(home_of(context)) as store:
        found = detail(store, alert)
        if found is None:
            raise Unusable(f"没有编号为“{alert}”的线索")
        found = masker.detail(found)
        possible = {name: move for name, move in MOVES.items() if found.alert.state in move.origins}
        events = [
            {"at": one.at, "actor": one.actor, "action": one.action, "detail": one.detail} for one in found.events
        ]
        told = {**alert_json(found.alert), "reason": found.decision_reason, "moves": list(possible), "events": events}
        if json:
            handed_out(store, f"线索 {alert}", told, masker)
    if json:
        write_json(told)
        return DONE
    show_stand(found.alert)
    for event in found.events:
        say(f"  {moment(event.at)}　{event.actor}　{event.action}　{event.detail}")
    for name, move in possible.items():
        needs = "、".join(FIELDS[field] for field in move.needs)
        say(f"  可作：{name} {move.label}{f'（须写明{needs}）' if needs else ''}")
    return DONE


def decide(
    context: typer.Context,
    alert: AlertId,
    move: Annotated[str, typer.Argument(metavar="MOVE", help="操作，如 confirm、dismiss、refer")],
    by: By,
    role: Role,
    based_on: BasedOn,
    reason: Reason = "",
    code: Code = None,
    unit: Unit = None,
    number: Number = None,
    due: DueDay = None,
    json: Json = False,
) -> int:
    from alerts.review import decide as take
    from desk.compose import now, open_database

    with open_database(home_of(context)) as store:
        require_role(store, by, role)
        after = take(
            store, alert, move, by, reason, now(), role=role, code=code, unit=unit, number=number, due=due,
            based_on=based_on,
        )  # fmt: skip
        keep_up(store, steps=1)
    write_json(alert_json(after)) if json else show_stand(after)
    return DONE


def undo(
    context: typer.Context,
    alert: AlertId,
    by: By,
    role: Role,
    based_on: BasedOn,
    reason: Reason = "",
    json: Json = False,
) -> int:
    from alerts.review import undo as take_back
    from desk.compose import now, open_database

    with open_database(home_of(context)) as store:
        require_role(store, by, role)
        after = take_back(store, alert, by, now(), reason, role=role, based_on=based_on)
        keep_up(store, steps=1)
    write_json(alert_json(after)) if json else show_stand(after)
    return DONE


def overdue(
    context: typer.Context,
    soon: Annotated[int | None, typer.Option("--soon", min=0, max=60, help="改列今后几个工作日内到期的")] = None,
    shop: OnShop = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 200,
    offset: Annotated[int, typer.Option("--offset", min=0)] = 0,
    json: Json = False,
) -> int:
    from alerts.overdue import due_soon
    from alerts.overdue import overdue as late
    from crawler.shanghai import local_day
    from desk.compose import now, open_database

    today = local_day(now())
    with open_database(home_of(context)) as store:
        if soon is None:
            found = late(store, today, shop=shop, limit=limit, offset=offset)
        else:
            found = due_soon(store, today, within=soon, shop=shop, limit=limit, offset=offset)
    if json:
        write_json([{**alert_json(one.alert), "working_days": one.working_days} for one in found])
        return DONE
    title = "已过工作日" if soon is None else "剩余工作日"
    table((*ALERT_TITLES, title), ((*alert_row(one.alert), str(abs(one.working_days))) for one in found))
    return DONE
