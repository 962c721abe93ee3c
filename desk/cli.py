"""The command line ``zuanjian``: one entrance, Chinese messages, stable exit status.

Commands live in desk/commands, one module each; the folder is the registry. They import what is
heavy inside the command, so that a command that screens nothing starts at once.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

import desk.commands
from desk.config import home_at
from desk.console import warn
from desk.faults import logged, told
from desk.outcome import UNUSABLE, Unusable, may_pass

rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"

app = typer.Typer(
    name="zuanjian",
    help="钻鉴：直播间珠宝商品合规线索监测。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def _home(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", help="数据文件夹；默认取环境变量 ZUANJIAN_HOME，否则 ./zuanjian-data")
    ] = None,
) -> None:
    context.obj = home_at(home, os.environ)


for _module in sorted(pkgutil.iter_modules(desk.commands.__path__), key=lambda found: found.name):
    importlib.import_module(f"desk.commands.{_module.name}").register(app)


def _with_chinese_help(command: TyperCommand | TyperGroup) -> TyperCommand | TyperGroup:
    """The command, and every command in it, with a help option that a Chinese reader understands."""
    option = command.get_help_option(command.context_class(command))
    if option is not None:
        option.help = "显示用法"
    for inner in getattr(command, "commands", {}).values():
        _with_chinese_help(inner)
    return command


def main() -> None:
    """Run one command and exit with its status; whatever goes wrong is one Chinese line."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    try:
        status = _with_chinese_help(typer.main.get_group(app)).main(arguments, "zuanjian", standalone_mode=False)
    except Unusable as unusable:
        warn(f"错误：{unusable}")
        return UNUSABLE
    except typer.TyperException as error:
        return _misused(error)
    except (typer.Abort, KeyboardInterrupt):
        warn("已中断。再次运行同一命令会从中断处继续。")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); say nothing, and do not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _unexpected(error, arguments)
    return status if isinstance(status, int) else 0


def _unexpected(error: Exception, arguments: list[str]) -> int:
    """A fault of ours: one line for the person, the whole trace in the log folder."""
    named = getattr(error, "reason", None)
    if not isinstance(named, str) or (type(error).__name__ in _PASSING and not getattr(error, "lasting", False)):
        may_pass()
    if isinstance(named, str):
        warn(f"错误：{error}")
        return UNUSABLE
    home = home_at(Path(arguments[1]) if arguments[:1] == ["--home"] and len(arguments) > 1 else None, os.environ)
    where = logged(home, error)
    kept = f"，详情已记入 {where}" if where else ""
    warn(f"错误：{told(error)}{kept}")
    return UNUSABLE


_PASSING = ("StoreRefused", "CrawlFailed")
"""Refusals that may not come again: their classes are heavy to import, hence their names."""

_SENTENCES = {
    r"No such command '(.*?)'\.?": r"没有命令 \1",
    r"No such command '(.*?)'\. Did you mean (.*)\?": r"没有命令 \1，是否要用 \2",
    r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)": r"多余的参数 \1",
    r"Option '?(.*?)'? requires an argument\.?": r"选项 \1 后面缺少值",
    r"Input should be greater than or equal to (.*)": r"应不小于 \1",
    r"Input should be less than or equal to (.*)": r"应不大于 \1",
    r"Input should be a valid integer.*": "应为整数",
}
"""Sentences of the command line library that users meet, and what we say instead."""


def _in_chinese(sentence: str) -> str:
    for pattern, chinese in _SENTENCES.items():
        if match := re.fullmatch(pattern, sentence):
            return match.expand(chinese)
    return sentence


def _misused(error: typer.TyperException) -> int:
    """Bad usage in Chinese. Typer keeps the classes of its errors to itself, hence their names."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        error.show()  # type: ignore[attr-defined]
        return UNUSABLE
    context: typer.Context | None = getattr(error, "ctx", None)
    parameter = getattr(error, "param", None)
    named = (
        (parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar or parameter.name)
        if parameter
        else ""
    )
    message = _in_chinese(str(getattr(error, "message", error)))
    said = {
        "NoSuchOption": f"没有选项 {getattr(error, 'option_name', '')}",
        "MissingParameter": f"缺少参数 {named}",
        "BadParameter": f"参数 {named} 的值无效：{message}",
    }.get(kind, message)
    path = context.command_path if context else "zuanjian"
    warn(f"用法有误：{said}。查看用法：{path} --help")
    return UNUSABLE
