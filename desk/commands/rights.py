"""``zuanjian rights``: the register of rights, holders and authorised sellers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.arguments import Json, day, home_of
from desk.console import say, warn
from desk.deciding import require_role, table, write_json
from desk.outcome import DONE, IN_PART, UNUSABLE, Unusable

if TYPE_CHECKING:
    from alerts.rights.values import Entry, Registered

By = Annotated[str, typer.Option("--by", metavar="NAME", help="由谁办理")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="以什么角色：admin 或 supervisor")]
Update = Annotated[bool, typer.Option("--update", help="已登记而内容不同的，按此变更")]
Kind = Annotated[
    str, typer.Argument(metavar="KIND", help="holder 权利人、mark 商标、design 外观设计、work 作品、seller 授权销售商")
]
RightId = Annotated[str, typer.Argument(metavar="ID", help="登记编号，如 mark:1234567，见 rights list")]
Words = Annotated[str | None, typer.Option()]
Many = Annotated[list[str] | None, typer.Option(help="可写多个")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="权利登记：商标、外观设计、作品、权利人、授权销售商。", no_args_is_help=True)
    group.command("add", help="登记一项；各类须写明什么见 docs/rights.md。")(add)
    group.command("import", help="导入 CSV、XLSX 或 YAML；拒收的逐行说明，其余照常登记，并留回执。")(import_file)
    group.command("list", help="列出登记；--on 只列该日有效的。")(list_rights)
    group.command("show", help="一项登记及其全部变更。")(show)
    group.command("expire", help="写明一项登记的最后一日，或以 --invalid 登记为宣告无效。")(expire)
    app.add_typer(group, name="rights")


def add(
    context: typer.Context,
    kind: Kind,
    by: By,
    role: Role,
    number: Words = None,
    text: Words = None,
    holder: Words = None,
    classes: Annotated[list[str] | None, typer.Option("--class", help="尼斯分类，可写多个")] = None,
    goods: Many = None,
    region: Words = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE")] = None,
    features: Words = None,
    picture: Annotated[list[str] | None, typer.Option(help="图片文件或其 SHA-256，可写多个")] = None,
    code: Many = None,
    right: Many = None,
    platform: Words = None,
    shop: Annotated[str | None, typer.Option(help="店铺编号")] = None,
    name: Words = None,
    company: Words = None,
    uscc: Words = None,
    proof: Annotated[str | None, typer.Option(help="授权证明文件或其 SHA-256")] = None,
    update: Update = False,
) -> int:
    from alerts.rights.entries import read_entry
    from alerts.rights.register import add as enter
    from alerts.rights.values import RightRefused, id_of
    from desk.compose import now, open_database
    from desk.registering.importing import unread
    from desk.registering.papers import Papers

    home = home_of(context)
    written = {
        "kind": kind, "number": number, "text": text, "holder": holder, "classes": classes, "goods": goods,
        "region": region, "since": since, "until": until, "features": features, "pictures": picture, "codes": code,
        "rights": right, "platform": platform, "shop_id": shop, "name": name, "company": company, "uscc": uscc,
        "proof": proof,
    }  # fmt: skip
    cells = {field: "；".join(value) if isinstance(value, list) else value for field, value in written.items() if value}
    with open_database(home) as store:
        require_role(store, by, role)
        papers = Papers(home.evidence)
        try:
            entry = read_entry(cells, papers.picture, papers.paper)
            done = enter(store, entry, actor=by, role=role, at=now(), update=update)
        except RightRefused as refused:
            raise Unusable(refused.reason) from None
    for line in unread([entry]):
        warn(line)
    say(f"{id_of(entry)}　{ {'added': '已登记', 'changed': '已变更', 'known': '已有同样的登记'}[done] }")
    return DONE


def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV、XLSX 或 YAML")],
    by: By,
    role: Role,
    update: Update = False,
) -> int:
    from desk.compose import now, open_database
    from desk.registering.importing import counted, import_rights, refusals, unread, write_receipt

    home = home_of(context)
    with open_database(home) as store:
        require_role(store, by, role)
        taken = import_rights(store, home, file, actor=by, role=role, at=now(), update=update)
    for line in refusals(file, taken):
        warn(line)
    for line in unread(one.entry for one in taken):
        warn(line)
    say(f"{file.name}：{counted(taken)}")
    say(f"  回执：{write_receipt(home, file, taken)}")
    refused = sum(one.result == "refused" for one in taken)
    return DONE if not refused else UNUSABLE if refused == len(taken) else IN_PART


def list_rights(
    context: typer.Context,
    kind: Annotated[str | None, typer.Option("--kind", help="holder、mark、design、work 或 seller")] = None,
    on: Annotated[date | None, typer.Option("--on", parser=day, metavar="DATE", help="只列该日有效的")] = None,
    json: Json = False,
) -> int:
    from alerts.rights.register import registered
    from alerts.rights.standing import alive
    from alerts.rights.values import KINDS
    from desk.compose import open_database

    kinds = tuple(known for known in KINDS if kind in (None, known))
    if not kinds:
        raise Unusable(f"没有“{kind}”这一类别，可选：{'、'.join(KINDS)}")
    with open_database(home_of(context)) as store:
        found = [one for one in registered(store, kinds) if on is None or alive(one.entry, on)]
    if json:
        write_json([_json(one) for one in found])
    else:
        table(("编号", "类别", "内容", "有效期", "登记"), map(_row, found))
    return DONE


def show(context: typer.Context, right: RightId, json: Json = False) -> int:
    from alerts.rights.register import show as states
    from alerts.rights.values import CHANGES
    from desk.compose import open_database
    from reports.labels import moment

    with open_database(home_of(context)) as store:
        found = states(store, right)
    if not found:
        raise Unusable(f"没有编号为“{right}”的登记")
    if json:
        write_json([_json(one) for one in found])
        return DONE
    say("　".join(_row(found[0])[:4]))
    for one in found:
        say(f"  {moment(one.at)}　{one.actor}　{CHANGES[one.change]}　{one.reason}　{'　'.join(_row(one)[2:4])}")
    return DONE


def expire(
    context: typer.Context,
    right: RightId,
    by: By,
    role: Role,
    reason: Annotated[str, typer.Option("--reason", help="理由，如公告号")],
    on: Annotated[date | None, typer.Option("--on", parser=day, metavar="DATE", help="最后一日")] = None,
    invalid: Annotated[bool, typer.Option("--invalid", help="宣告无效：视为自始即不存在")] = False,
) -> int:
    from alerts.rights.register import expire as end
    from alerts.rights.values import RightRefused
    from desk.compose import now, open_database

    if (on is None) != invalid:
        raise Unusable("请写明最后一日（--on），或宣告无效（--invalid），二者择一")
    with open_database(home_of(context)) as store:
        require_role(store, by, role)
        try:
            after = end(store, right, on=on, reason=reason, actor=by, role=role, at=now())
        except RightRefused as refused:
            raise Unusable(refused.reason) from None
    say("　".join(_row(after)[:4]))
    return DONE


def _json(one: Registered) -> dict[str, Any]:
    import msgspec

    built: dict[str, Any] = msgspec.to_builtins(one)
    return built


def _row(one: Registered) -> tuple[str, ...]:
    from alerts.rights.values import KINDS, kind_of
    from reports.labels import moment

    entry = one.entry
    return one.id, KINDS[kind_of(entry)], _content(entry), _term(entry), f"{moment(one.at)} {one.actor}"


def _content(entry: Entry) -> str:
    from alerts.rights.values import Holder, Mark, Seller

    if isinstance(entry, Holder):
        return "　".join(filter(None, (entry.name, entry.uscc)))
    if isinstance(entry, Mark):
        return f"“{entry.text}”　{entry.holder}　第 {'、'.join(map(str, entry.classes))} 类"
    if isinstance(entry, Seller):
        who = "　".join(filter(None, (entry.platform, entry.shop_id, entry.name, entry.company, entry.uscc)))
        return f"{who}　可售 {'、'.join(entry.rights)}（{'、'.join(entry.goods) or '全部商品'}）"
    return f"{entry.features[:40]}　{entry.holder}　图片 {len(entry.pictures)} 张"


def _term(entry: Entry) -> str:
    from alerts.rights.values import Design, Holder, Mark

    if isinstance(entry, Holder):
        return "—"
    if isinstance(entry, Mark | Design) and entry.invalid:
        return "已宣告无效"
    return f"{entry.since} 至 {entry.until or '未载明'}"
