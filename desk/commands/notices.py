"""``zuanjian notices``: notices to shops, what they answer, and what is decided about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from desk.arguments import Json, home_of
from desk.console import say
from desk.deciding import By, Code, DueDay, Reason, Role, require_role, show_refused, show_stand, table, write_json
from desk.outcome import DONE, Unusable

Platform = Annotated[str | None, typer.Option("--platform", help="平台，如 douyin")]
ShopId = Annotated[str | None, typer.Option("--shop", help="店铺编号")]
ShopName = Annotated[str | None, typer.Option("--shop-name", help="店铺全名，店铺没有编号时用")]
Said = Annotated[str, typer.Option("--words", help="写给对方或由对方写来的文字")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="成员一侧：整改或补证通知、成员答复与申辩、裁定、自行更正。", no_args_is_help=True)
    group.command("new", help="就一家店铺的若干线索发出通知；按线索各记一项决定。")(new)
    group.command("list", help="列出通知及其答复。")(list_notices)
    group.command("answer", help="登记成员对通知的答复：corrected 称已更正、explain 说明、appeal 申辩。")(answer)
    group.command("decide", help="裁定一份答复：accepted 采纳、rejected 不予采纳。")(decide)
    group.command("self-correct", help="登记成员对轻微线索的自行更正，由下次查看核查。")(self_correct)
    app.add_typer(group, name="notices")


def new(
    context: typer.Context,
    alert: Annotated[list[str], typer.Option("--alert", metavar="ALERT", help="所涉线索，可写多条")],
    words: Said,
    due: DueDay,
    by: By,
    role: Role,
    kind: Annotated[str, typer.Option("--kind", help="correct 整改，evidence 补证")] = "correct",
    json: Json = False,
) -> int:
    from alerts.members.notices import send
    from desk.compose import now, open_database

    if due is None:
        raise Unusable("须写明期限 --due")
    with open_database(home_of(context)) as store:
        require_role(store, by, role)
        made = send(store, kind, alert, words, due, by, role, now())  # type: ignore[arg-type]  # refused by name there
    write_json(_json(made)) if json else say(
        f"{made.id}　{made.shop_name or made.seller}　线索 {len(made.alerts)} 条　期限 {due}"
    )
    return DONE


def list_notices(
    context: typer.Context,
    platform: Platform = None,
    shop: ShopId = None,
    shop_name: ShopName = None,
    json: Json = False,
) -> int:
    from alerts.members.queries import notices
    from alerts.members.values import ANSWERS, NOTICES, OUTCOMES, STANDINGS
    from desk.compose import open_database
    from reports.labels import moment

    whose = _member(platform, shop, shop_name) if shop or shop_name else None
    with open_database(home_of(context)) as store:
        found = notices(store, whose)
    if json:
        write_json([_json(one) for one in found])
        return DONE
    titles = ("编号", "种类", "店铺", "线索", "发出", "期限", "进展", "答复")
    rows = []
    for one in found:
        said = "；".join(
            f"{made.id} {ANSWERS[made.kind]}{f'（{OUTCOMES[made.ruling.outcome]}）' if made.ruling else ''}"
            for made in one.answers
        )
        shop_shown = one.shop_name or one.seller
        rows.append((one.id, NOTICES[one.kind][0], shop_shown, str(len(one.alerts)), moment(one.at),
                     one.due_on.isoformat(), STANDINGS[one.standing], said))  # fmt: skip
    table(titles, rows)
    return DONE


def answer(
    context: typer.Context,
    notice: Annotated[str, typer.Argument(metavar="NOTICE", help="通知编号，如 N-XXXX")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help="corrected、explain 或 appeal")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="成员一方由谁答复")],
    platform: Platform = None,
    shop: ShopId = None,
    shop_name: ShopName = None,
    words: Said = "",
    alert: Annotated[list[str] | None, typer.Option("--alert", metavar="ALERT", help="只就其中这些线索答复")] = None,
    certificate: Annotated[list[Path] | None, typer.Option("--certificate", help="检测证书（PDF、JPEG、PNG）")] = None,
    authorisation: Annotated[list[Path] | None, typer.Option("--authorisation", help="授权文件")] = None,
    file: Annotated[list[Path] | None, typer.Option("--file", help="其他材料")] = None,
    json: Json = False,
) -> int:
    from alerts.members.answers import answer as take_down
    from alerts.members.files import read
    from alerts.members.values import ANSWERS
    from desk.compose import now, open_database

    home = home_of(context)
    given = (("certificate", certificate), ("authorisation", authorisation), ("other", file))
    files = [read(path, purpose) for purpose, paths in given for path in paths or ()]  # type: ignore[arg-type]
    with open_database(home) as store:
        made = take_down(
            store, _member(platform, shop, shop_name), notice, kind, words, by, now(), ids=alert or (), files=files,  # type: ignore[arg-type]
            folder=home.members,
        )  # fmt: skip
    write_json(_json(made)) if json else say(
        f"{made.id}　{ANSWERS[made.kind]}　线索 {len(made.alerts)} 条　附件 {len(made.files)} 个"
    )
    return DONE


def decide(
    context: typer.Context,
    answer_id: Annotated[str, typer.Argument(metavar="ANSWER", help="答复编号，如 R-XXXX")],
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="accepted 或 rejected")],
    by: By,
    role: Role,
    reason: Reason = "",
    code: Code = None,
    json: Json = False,
) -> int:
    from alerts.members.rulings import rule
    from alerts.members.values import OUTCOMES
    from desk.compose import now, open_database

    with open_database(home_of(context)) as store:
        require_role(store, by, role)
        made, refused = rule(store, answer_id, outcome, reason, by, role, now(), code=code)  # type: ignore[arg-type]
    write_json({**_json(made), "refused": _json(refused)}) if json else say(f"{answer_id}　{OUTCOMES[made.outcome]}")
    return show_refused(refused)


def self_correct(
    context: typer.Context,
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="线索编号")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="成员一方由谁声明")],
    platform: Platform = None,
    shop: ShopId = None,
    shop_name: ShopName = None,
    words: Said = "",
) -> int:
    from alerts.members.self_correction import self_correct as declare
    from desk.compose import now, open_database

    with open_database(home_of(context)) as store:
        show_stand(declare(store, _member(platform, shop, shop_name), alert, words, by, now()))
    return DONE


def _member(platform: str | None, shop: str | None, shop_name: str | None) -> Any:
    from alerts.members.shop import by_id, by_name

    if platform and shop and not shop_name:
        return by_id(platform, shop)
    if platform and shop_name and not shop:
        return by_name(platform, shop_name)
    raise Unusable("须写明哪家店铺：--platform 平台，以及 --shop 编号 或 --shop-name 全名")


def _json(value: Any) -> Any:
    import msgspec

    return msgspec.to_builtins(value)
