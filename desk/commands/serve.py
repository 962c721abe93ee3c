"""``zuanjian serve``: the web desk."""

from __future__ import annotations

from typing import Annotated

import typer

from desk.arguments import home_of
from desk.outcome import DONE


def register(app: typer.Typer) -> None:
    app.command("serve", help="打开网页工作台：登录、查看当日线索与证据、作出处理。")(serve)


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="端口")] = 8000,
    host: Annotated[str, typer.Option("--host", help="监听地址；默认只在本机")] = "127.0.0.1",
) -> int:
    from desk.web import serve as serve_web

    serve_web(home_of(context), host=host, port=port)
    return DONE
