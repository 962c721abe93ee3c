"""``zuanjian mutes``: leave alerts out of the queue and of notifications for a time, with a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.arguments import Json, day, home_of
from desk.console import say
from desk.deciding import By, require_role, table, write_json
from desk.outcome import DONE, Unusable

if TYPE_CHECKING:
    from alerts.mutes.values import Mute, Preview, Scope

Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="以什么角色：admin 或 supervisor")]
Reason = Annotated[str, typer.Option("--reason", help="理由")]
Platform = Annotated[str | None, typer.Option("--platform", help="平台，如 douyin")]
Shop = Annotated[str | None, typer.Option("--shop", help="店铺编号或全名")]
Item = Annotated[str | None, typer.Option("--item", help="商品编号")]
Rule = Annotated[str | None, typer.Option("--rule", help="规则编号，如 LG-01")]
Text = Annotated[str | None, typer.Option("--text", help="标题中的文字，须同时写明规则")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="屏蔽：一定期限内不列入待办和通知，照常记录和计数。", no_args_is_help=True)
    group.command("preview", help="某一范围现在会遮住哪些线索；不作改动。")(preview)
    group.command("add", help="设定屏蔽，至多 180 天。")(add)
    group.command("list", help="生效中的屏蔽；--all 连同已结束的。")(list_mutes)
    group.command("end", help="提前结束一项屏蔽。")(end)
    app.add_typer(group, name="mutes")


def preview(
    context: typer.Context,
    platform: Platform = None,
    shop: Shop = None,
    item: Item = None,
    rule: Rule = None,
    text: Text = None,
    json: Json = False,
) -> int:
    from alerts.mutes.setting import preview as look
    from alerts.mutes.values import MuteRefused
    from desk.compose import now, open_database

    with open_database(home_of(context)) as store:
        try:
            seen = look(store, _scope(platform, shop, item, rule, text), now())
        except MuteRefused as refused:
            raise Unusable(refused.reason) from None
    _tell(seen, json)
    return DONE


def add(
    context: typer.Context,
    reason: Reason,
    until: Annotated[date, typer.Option("--until", parser=day, metavar="DATE", help="截止日，含当日")],
    by: By,
    role: Role,
    platform: Platform = None,
    shop: Shop = None,
    item: Item = None,
    rule: Rule = None,
    text: Text = None,
    yes: Annotated[bool, typer.Option("--yes", help="已核对会遮住多少，确认")] = False,
) -> int:
    from alerts.mutes.setting import add as put
    from alerts.mutes.values import MuteRefused
    from desk.compose import now, open_database

    with open_database(home_of(context)) as store:
        require_role(store, by, role)
        scope = _scope(platform, shop, item, rule, text)
        try:
            mute, seen = put(store, scope, reason=reason, until=until, actor=by, role=role, at=now(), sure=yes)
        except MuteRefused as refused:
            raise Unusable(refused.reason) from None
    say(f"{mute.id}　{mute.scope}　至 {mute.until}　现遮住 {seen.hidden} 条")
    return DONE


def list_mutes(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="连同已到期和已结束的")] = False,
    json: Json = False,
) -> int:
    from alerts.mutes.standing import all_mutes, mutes
    from crawler.shanghai import local_day
    from desk.compose import now, open_database
    from reports.parts.mutes import mutes_section

    with open_database(home_of(context)) as store:
        standing = mutes(store, local_day(now()))
        others = all_mutes(store) if every else ()
    in_force = {one.mute.id for one in standing}
    others = tuple(mute for mute in others if mute.id not in in_force)
    if json:
        import msgspec

        found: list[Any] = [{**msgspec.to_builtins(one), "active": True} for one in standing]
        write_json([*found, *({"mute": msgspec.to_builtins(mute), "active": False} for mute in others)])
        return DONE
    for block in mutes_section(standing).blocks:
        if head := getattr(block, "head", None):
            table(head, block.rows)  # type: ignore[union-attr]
    if not standing:
        say("没有生效中的屏蔽")
    for mute in others:
        say(f"{mute.id}　{mute.scope}　{mute.reason}　{mute.actor}　{_ended(mute)}")
    return DONE


def end(
    context: typer.Context,
    mute: Annotated[str, typer.Argument(metavar="MUTE", help="屏蔽编号，见 mutes list")],
    reason: Reason,
    by: By,
    role: Role,
) -> int:
    from alerts.mutes.setting import end as stop
    from alerts.mutes.values import MuteRefused
    from desk.compose import now, open_database

    with open_database(home_of(context)) as store:
        require_role(store, by, role)
        try:
            ended = stop(store, mute, reason=reason, actor=by, role=role, at=now())
        except MuteRefused as refused:
            raise Unusable(refused.reason) from None
    say(f"{ended.id}　{_ended(ended)}")
    return DONE


def _scope(platform: str | None, shop: str | None, item: str | None, rule: str | None, text: str | None) -> Scope:
    from alerts.mutes.values import Scope

    return Scope(platform, shop, item, rule, text)


def _tell(seen: Preview, as_json: bool) -> None:
    import msgspec

    if as_json:
        write_json(msgspec.to_builtins(seen))
        return
    share = f"（{seen.hidden / seen.open:.0%}）" if seen.open else ""
    say(f"将遮住 {seen.hidden} 条未结线索，共 {seen.open} 条{share}；连同生效中的屏蔽共 {seen.together} 条")
    for alert in seen.alerts:
        say(f"  {alert}")
    if seen.hidden > len(seen.alerts):
        say(f"  另有 {seen.hidden - len(seen.alerts)} 条")


def _ended(mute: Mute) -> str:
    from reports.labels import moment

    return f"已于 {moment(mute.ended_at)} 结束" if mute.ended_at else f"截止 {mute.until}"
