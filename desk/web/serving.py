"""Running the desk: one process, one database, and a way in for the first user that nobody else can guess."""

from __future__ import annotations

import secrets
import socket
import sys

import uvicorn

from alerts.users import has_users
from desk.compose import open_database
from desk.config import Home
from desk.console import say
from desk.outcome import Unusable
from desk.reporting import sent_folder, source_names
from desk.web.app import create_app
from desk.web.settings import WebSettings


def serve(home: Home, host: str, port: int) -> None:
    """Serve until stopped. Port 0 takes a free one. Raises Unusable when the address cannot be had.

    With no user yet there is no default password: a one-time address is printed where the first
    administrator is made, and it works until that is done or the desk stops.
    """
    with open_database(home) as store:
        token = None if has_users(store) else secrets.token_urlsafe(24)
        app = create_app(
            store, WebSettings(sources=lambda: source_names(home), setup_token=token, sent=sent_folder(home))
        )
        listener = _listen(host, port)
        shown = f"http://{_bracketed(host)}:{listener.getsockname()[1]}"
        say(f"工作台已打开：{shown}/　（按 Ctrl+C 停止）")
        if token:
            say(f"尚无用户，请先在此地址建立第一位管理员（仅可使用一次）：{shown}/setup?token={token}")
        sys.stdout.flush()  # in a pipe or a log file the address would else wait for the buffer
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()  # claims the address now: a second desk is refused instead of sharing the port
    except OSError as error:
        raise Unusable(f"无法在 {host}:{port} 打开工作台：{error.strerror}") from error
    return listener


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
