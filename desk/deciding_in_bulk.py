"""``zuanjian alerts bulk``: one decision on a whole filter, counted first and confirmed by what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import Json, home_of
from desk.console import say
from desk.deciding import By, Code, DueDay, Number, Reason, Role, Unit, require_role, show_done, table, write_json
from desk.filtering import Charges, OnShop, OnState, Seen, Severity, Words, filter_of
from desk.learning import keep_up
from desk.outcome import DONE

if TYPE_CHECKING:
    from alerts.bulk import Preview


def bulk(
    context: typer.Context,
    move: Annotated[str, typer.Argument(metavar="MOVE", help="操作，如 dismiss；整批撤销写 undo")],
    by: By,
    role: Role,
    day: Seen = None,
    state: OnState = None,
    severity: Severity = None,
    family: Charges = None,
    shop: OnShop = None,
    text: Words = None,
    reason: Reason = "",
    code: Code = None,
    unit: Unit = None,
    number: Number = None,
    due: DueDay = None,
    confirm: Annotated[str | None, typer.Option("--confirm", metavar="TOKEN", help="预览给出的确认码")] = None,
    bulk_id: Annotated[str | None, typer.Option("--bulk", metavar="ID", help="要整批撤销的批量决定，如 B-XXXX")] = None,
    json: Json = False,
) -> int:
    from alerts.bulk import decide_all, preview, undo_all
    from alerts.moves import MOVES, Said
    from desk.compose import now, open_database

    said = Said(
        move=move, actor=by, at=now(), role=role, reason=reason, code=code, unit=unit, number=number, due=due,
        within=bulk_id,
    )  # fmt: skip
    asked = filter_of(day, state, severity, family, shop, text)
    with open_database(home_of(context)) as store:
        require_role(store, by, role)
        if move == "undo":
            done = undo_all(store, said)
            keep_up(store, steps=None)
            return show_done(done, "已撤销", json)
        if confirm is None:
            return _show_preview(preview(store, asked, said), MOVES[move].label, json)
        done = decide_all(store, asked, said, confirm)
        keep_up(store, steps=None)
        return show_done(done, f"已{MOVES[move].label}", json)


def _show_preview(found: Preview, label: str, as_json: bool) -> int:
    import msgspec

    from alerts.lifecycle import STATES

    if as_json:
        write_json(msgspec.to_builtins(found))
        return DONE
    states = "、".join(f"{STATES[state]} {number}" for state, number in found.states.items())
    say(f"符合条件 {found.matched} 条（{states or '无'}），可{label} {found.possible} 条")
    for reason, number in found.refusals.items():
        say(f"  {number} 条不能：{reason}")
    say(f"尚未执行。执行请加：--confirm {found.token}")
    return DONE


def bulks(context: typer.Context, json: Json = False) -> int:
    """What was decided in bulk, also where the program was broken off in the middle."""
    import msgspec

    from alerts.bulk import bulks as made
    from alerts.moves import MOVES
    from desk.compose import open_database
    from reports.labels import moment

    with open_database(home_of(context)) as store:
        found = made(store)
    if json:
        write_json(msgspec.to_builtins(found))
        return DONE
    rows = (
        (one.id, moment(one.at), one.actor, MOVES[one.move].label, str(one.matched), str(one.decided), str(one.undone))
        for one in found
    )
    table(("编号", "时间", "决定人", "操作", "符合", "已处理", "已撤销"), rows)
    return DONE
