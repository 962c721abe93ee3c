"""``zuanjian demo``: the whole line on the sample market."""

from __future__ import annotations

from pathlib import Path

import typer

from desk.console import say
from desk.outcome import DONE

FOLDER = Path("demo")


def register(app: typer.Typer) -> None:
    app.command("demo", help="在自带的样例市场上走完全程，结果在 ./demo/。")(demo)


def demo() -> int:
    from desk.compose import now
    from desk.demo import patrol_days, prepare
    from desk.telling import tell_intake, tell_run

    home = prepare(FOLDER.absolute())
    days = patrol_days(home, now(), say)
    for day in days:
        say("")
        tell_run(day.run)
        tell_intake(day.summary)
        say(f"  简报 {day.report}")
    say("")
    say(f"用浏览器打开：{days[-1].report}")
    say("网页工作台：make serve")
    say("解释一条线索：.venv/bin/zuanjian --home demo explain 线索编号")
    return DONE
