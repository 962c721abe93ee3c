"""``zuanjian look``: what we would read from a page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import Json
from desk.console import say, warn
from desk.outcome import DONE, IN_PART, UNUSABLE

if TYPE_CHECKING:
    from crawler.look import Look


def register(app: typer.Typer) -> None:
    app.command("look", help="看一个网页或已保存的网页文件能读出什么，逐字段列出。")(look)


def look(
    pages: Annotated[
        list[str], typer.Argument(metavar="(URL|FILE)…", help="网址，或网页文件（.html、.json，可为 .gz）")
    ],
    json: Json = False,
) -> int:
    from crawler.look import look_file, look_url

    read = 0
    for page in pages:
        found = look_url(page) if page.startswith(("http://", "https://")) else look_file(Path(page))
        read += found.listing is not None
        if json:
            sys.stdout.buffer.write(found.encode() + b"\n")
            sys.stdout.buffer.flush()
        else:
            _tell(found)
    if not read:
        return UNUSABLE
    return DONE if read == len(pages) else IN_PART


def _tell(found: Look) -> None:
    from desk.showing import absent, shown

    if found.listing is None:
        warn(f"{found.page}：{found.why}")
        return
    say(f"{found.page}" + (f"（{found.why}）" if found.why else ""))
    for name, value, origin in shown(found.listing, found.origins):
        say(f"  {name}　{value}" + (f"　〔{origin}〕" if origin else ""))
    if missing := absent(found.listing):
        say(f"  未读到　{'、'.join(missing)}")
