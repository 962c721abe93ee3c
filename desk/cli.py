"""The command line ``zuanjian``: one entrance, Chinese messages, stable exit status.

Commands live in desk/commands, one module each; the folder is the registry. They import what is
heavy inside the command, so that a command that screens nothing starts at once.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import click
import typer
from typer import rich_utils

import desk.commands
from desk.config import Home, home_at
from desk.console import warn
from desk.outcome import UNUSABLE, Unusable

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


def main() -> None:
    """Run one command and exit with its status; whatever goes wrong is one Chinese line."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    try:
        status = app(arguments, standalone_mode=False)
    except Unusable as unusable:
        warn(f"错误：{unusable}")
        return UNUSABLE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return UNUSABLE
    except click.UsageError as error:
        warn(f"用法有误：{_usage(error)}。查看用法：zuanjian {_command(error)}--help")
        return UNUSABLE
    except (click.Abort, KeyboardInterrupt):
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
    if isinstance(named, str):
        warn(f"错误：{error}")
        return UNUSABLE
    home = home_at(Path(arguments[1]) if arguments[:1] == ["--home"] and len(arguments) > 1 else None, os.environ)
    where = _log(home, error)
    kept = f"，详情已记入 {where}" if where else ""
    warn(f"错误：程序内部错误（{type(error).__name__}: {str(error)[:200]}）{kept}")
    return UNUSABLE


def _log(home: Home, error: Exception) -> Path | None:
    path = home.logs / f"error-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), "utf-8", errors="backslashreplace")
    except OSError:
        return None
    return path


def _command(error: click.UsageError) -> str:
    path = error.ctx.command_path.split()[1:] if error.ctx else []
    return " ".join(path) + " " if path else ""


def _usage(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {error.param.human_readable_name if error.param else ''}".rstrip()
    if isinstance(error, click.BadParameter):
        name = error.param.human_readable_name if error.param else ""
        return f"参数 {name} 的值无效：{error.message}"
    if error.message.startswith("No such command"):
        return f"没有命令 {error.message.split(' ', 3)[-1].strip(' .')}"
    return error.message
