"""``zuanjian rules``: list, show and lint the rulebook; how its rules fare with those who decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from desk.arguments import Json, day, home_of
from desk.console import console, printable, say, warn
from desk.outcome import DONE, IN_PART, Unusable

STATUS = {"experimental": "试行", "stable": "正式", "deprecated": "停用"}


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="规则：列出、查看、检查。", no_args_is_help=True)
    group.command("list", help="列出全部规则。")(list_rules)
    group.command("show", help="查看一条规则：要件、依据、例证、已知漏判。")(show)
    group.command("lint", help="检查规则库：例证是否成立、依据是否有效、词语是否可达。")(lint)
    group.command("drift", help="从 JSONL 中找出词表没有的新写法，供人核对；不会自动加入。")(drift)
    group.command("precision", help="各规则的线索被采纳的比例，以及近来是否下降。")(precision)
    group.command("replay", help="用现行或给定的规则重判已决定的线索，看会新增、消失什么；不写入。")(replay)
    app.add_typer(group, name="rules")


def list_rules() -> int:
    from nlp.explain import SEVERITY
    from nlp.rulebook import Rulebook

    table = Table(box=None, header_style="bold")
    for column in ("编号", "名称", "等级", "状态", "版本"):
        table.add_column(column)
    book = Rulebook.default()
    for rule in book.rules:
        table.add_row(rule.id, rule.title, SEVERITY[rule.severity], STATUS[rule.status], rule.version)
    console().print(table)
    say(f"规则库 {book.digest}")
    return DONE


def show(rule: Annotated[str, typer.Argument(metavar="ID", help="规则编号，如 LG-01")]) -> int:
    from desk.screening import today_in_shanghai
    from nlp.books.laws import citations
    from nlp.explain import SEVERITY
    from nlp.rulebook import Rulebook

    found = Rulebook.default().rule(rule.upper())
    if found is None:
        raise Unusable(f"没有编号为“{rule}”的规则，可用：{'、'.join(r.id for r in Rulebook.default().rules)}")
    say(f"{found.id} {found.title}　等级{SEVERITY[found.severity]}　{STATUS[found.status]}　版本 {found.version}")
    say("要件")
    for element in found.elements:
        say(f"  {element.says}{'（非必备）' if element.optional else ''}")
    if found.excuses:
        say("不认定的情形")
        for excuse in found.excuses:
            say(f"  {excuse.says}")
    say(f"依据　{'；'.join(law.short for law in citations(found.cites, today_in_shanghai()))}")
    say(f"建议　{found.advice}")
    if found.known_misses:
        say("已知漏判")
        for miss in found.known_misses:
            say(f"  {miss}")
    for name, title in (("hits", "应命中"), ("misses", "不应命中")):
        say(title)
        for item in found.proof.get(name, ()):
            because = f"　（{item['because']}）" if isinstance(item, dict) and item.get("because") else ""
            say(f"  {_words(item)}{because}")
    return DONE


def _words(item: object) -> str:
    if not isinstance(item, dict):
        return printable(str(item))
    return "　".join(f"{key}: {value}" for key, value in item.items() if key not in ("because", "marks"))


def lint(
    ordinary: Annotated[
        list[Path] | None,
        typer.Option("--ordinary", metavar="FILE", help="普通商品（JSONL），任何规则都不应命中；可多次给出"),
    ] = None,
) -> int:
    from nlp.rulebook import Rulebook
    from nlp.rulecheck import lint as faults_of

    faults = faults_of(ordinary=ordinary or ())
    for fault in faults:
        warn(f"{fault}")
    if faults:
        warn(f"规则库有 {len(faults)} 处问题")
        return IN_PART
    say(f"规则库没有问题：{len(Rulebook.default().rules)} 条规则，例证全部成立")
    return DONE


def drift(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="每行一条商品记录")],
    least: Annotated[int, typer.Option("--least", min=1, help="至少出现在多少条商品中")] = 2,
) -> int:
    from crawler.listing import Listing, ListingRefused, decode_listing
    from nlp.drift import drift as mined
    from reports.labels import DISGUISE

    refused = 0

    def listings() -> Iterator[Listing]:
        nonlocal refused
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield decode_listing(line)
                except ListingRefused as error:
                    refused += 1
                    warn(f"{file}：第 {number} 行：{error}")

    try:
        candidates = mined(listings(), least)
    except OSError as error:
        raise Unusable(f"{file}：无法读取（{error.strerror}）") from error
    for candidate in candidates:
        how = "、".join(DISGUISE[name] for name in candidate.how)
        near = f"近于“{candidate.near}”（{how}）" if candidate.near else "词表中没有的“×钻”名称"
        say(f"{printable(candidate.spelling)}　{candidate.count} 条　{near}")
        for example in candidate.examples:
            say(f"    …{printable(example)}…")
    say(f"新写法 {len(candidates)} 种，均未加入词表；是否收录请人工核对")
    return IN_PART if refused else DONE


def precision(
    context: typer.Context,
    last: Annotated[int, typer.Option("--last", min=10, max=10_000, help="与此前比较的最近决定数")] = 50,
    json: Json = False,
) -> int:
    from alerts.learning.lessons import learn
    from alerts.learning.precision import SURE
    from alerts.learning.precision import precision as records
    from desk.compose import open_database
    from desk.deciding import table, write_json

    with open_database(home_of(context)) as store:
        learn(store)
        found = records(store, last)
    if json:
        import msgspec

        write_json(msgspec.to_builtins(found))
        return DONE
    if not found:
        say("尚无可供统计的决定")
        return DONE
    titles = ("规则", "已决定", "采纳", "采纳率（90% 区间）", f"最近 {last} 条采纳", "下降的概率")
    table(
        titles,
        (
            (
                one.rule,
                f"{one.decided}",
                f"{one.accepted}",
                f"{one.precision:.0%}（{one.low:.0%}–{one.high:.0%}）",
                f"{one.last_accepted}/{one.last_decided}",
                "决定过少" if one.fell is None else f"{one.fell:.0%}{'　已下降' if one.fallen else ''}",
            )
            for one in found
        ),
    )
    if fallen := [one.rule for one in found if one.fallen]:
        say(f"采纳率下降（概率大于 {SURE:.0%}）：{'、'.join(fallen)}")
    return DONE


def replay(
    context: typer.Context,
    rules: Annotated[
        Path | None, typer.Option("--rules", metavar="DIR", help="要试的规则文件夹；不写为现行规则")
    ] = None,
    since: Annotated[
        date | None, typer.Option("--since", parser=day, metavar="DATE", help="只看这一天起的决定")
    ] = None,
    json: Json = False,
) -> int:
    from desk.compose import open_database
    from desk.deciding import table, write_json
    from desk.rescreening.replaying import replay as again

    if rules is not None and not any(rules.glob("*/*.yml")):
        raise Unusable(f"{rules}：没有规则文件，应为 类别/编号.yml")
    with open_database(home_of(context)) as store:
        found = again(store, str(rules.absolute()) if rules is not None else None, since)
    if json:
        import msgspec

        write_json(msgspec.to_builtins(found))
        return IN_PART if found.lost else DONE
    titles = ("规则", "将新增", "不变", "将消失", "其中已确认", "其中已排除")
    numbers = ("anew", "unchanged", "vanished", "confirmed_vanished", "dismissed_vanished")
    table(titles, ((one.rule, *(f"{getattr(one, name)}" for name in numbers)) for one in found.rules))
    say(f"已决定的线索 {found.leads} 条，未作任何变动")
    if found.known_differs:
        warn(f"{found.known_differs} 条商品当时的已知信息现已不同，其变动未必出于规则")
    for alert_id in found.lost:
        warn(f"{alert_id}：已确认，按这些规则不再构成线索")
    return IN_PART if found.lost else DONE
