"""What the commands that decide share: who decides and as what, what is said, and how alerts are printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.arguments import day
from desk.console import console, printable, say, warn
from desk.outcome import DONE, IN_PART, Unusable

if TYPE_CHECKING:
    from alerts.bulk import Done, Refusal
    from alerts.store import Store
    from alerts.values import Alert

By = Annotated[str, typer.Option("--by", metavar="NAME", help="由谁决定")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="以什么角色：admin、supervisor 或 reviewer")]
BasedOn = Annotated[
    str, typer.Option("--based-on", metavar="VERSION", help="所依据的版本，见 alerts show；此后有变化则不执行")
]
Reason = Annotated[str, typer.Option("--reason", help="理由")]
Code = Annotated[str | None, typer.Option("--code", help="排除原因，如 disclosed、authorised、other")]
Unit = Annotated[str | None, typer.Option("--unit", help="移送单位")]
Number = Annotated[str | None, typer.Option("--number", help="文号")]
DueDay = Annotated[date | None, typer.Option("--due", parser=day, metavar="DATE", help="期限，如 2026-12-01")]


def require_role(store: Store, name: str, role: str) -> None:
    """Only roles of the desk decide here, and whoever is registered decides as what they are registered for.
    Raises Unusable."""
    from alerts.users import ROLES, find_user

    if role not in ROLES:
        raise Unusable(f"没有“{role}”这一角色，可选：{'、'.join(ROLES)}")
    known = find_user(store, name)
    if known is not None and known.role != role:
        raise Unusable(f"“{name}”登记的角色是{ROLES.get(known.role, known.role)}，不能以{ROLES[role]}的身份决定")


def alert_json(alert: Alert) -> dict[str, Any]:
    """An alert for a program, with the version that a decision on it names."""
    import msgspec

    return {**msgspec.to_builtins(alert), "version": alert.version}


def write_json(value: Any) -> None:
    """One JSON document on standard output."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A plain table; sellers' texts cannot act on the terminal."""
    from rich.table import Table

    made = Table(box=None, header_style="bold")
    for title in titles:
        made.add_column(title, overflow="fold")  # an id that is cut short names nothing
    for row in rows:
        made.add_row(*map(printable, row))
    console().print(made)


def alert_row(alert: Alert) -> tuple[str, ...]:
    """An alert as a line of a list: id, severity, state, due date, shop, title."""
    from reports import labels

    said = labels.declared(alert)
    return (
        alert.id,
        labels.SEVERITY.get(alert.severity, alert.severity),
        f"{labels.STATE[alert.state]}（{said}）" if said else labels.STATE[alert.state],
        labels.due(alert.due_on, alert.due_provisional),
        alert.shop_name or alert.shop_id or "店铺不详",
        alert.title[:40] or "（无标题）",
    )


ALERT_TITLES = ("编号", "程度", "状态", "办理期限", "店铺", "标题")


def show_stand(alert: Alert) -> None:
    """One line: how the alert stands after a decision."""
    from reports import labels

    due = labels.due(alert.due_on, alert.due_provisional)
    said = labels.declared(alert)
    say(f"{alert.id}　{labels.STATE[alert.state]}{f'（{said}）' if said else ''}　期限 {due}　版本 {alert.version}")


def show_done(done: Done, verb: str, as_json: bool) -> int:
    """What a decision on many alerts did; each that was left as it is, and why, is named."""
    if as_json:
        import msgspec

        write_json(msgspec.to_builtins(done))
    else:
        say(f"{done.id}　{verb} {done.decided} 条，共 {done.matched} 条")
    return show_refused(done.refused)


def show_refused(refused: Sequence[Refusal]) -> int:
    """Name every alert that was left as it is, and why; the exit status says whether there was one."""
    for one in refused:
        warn(f"{one.alert_id}：{one.reason}")
    return IN_PART if refused else DONE
