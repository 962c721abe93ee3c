"""Errors in one shape: a page with the status, one Chinese heading, one sentence, and a way back."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from alerts.store import StoreRefused
from desk.web.rendering import page

HEADINGS = {
    400: "请求有误",
    401: "请先登录",
    403: "操作被拒绝",
    404: "没有这个页面",
    405: "不支持这种操作",
    413: "提交的内容过长",
    500: "程序出错",
    503: "数据库暂不可用",
}
SENTENCES = {
    400: "请检查地址或填写的内容后再试。",
    401: "登录已失效，请重新登录；刚才的内容没有提交。",
    403: "该请求不是从本工作台的页面发出，没有执行。",
    404: "地址可能写错，或该线索不存在。",
    405: "请从页面上的按钮操作。",
    413: "请缩短后再提交。",
    500: "操作没有完成，详情已记入程序日志。",
    503: "请稍后再试。",
}


class Refused(Exception):
    """A page that cannot be shown: ``status`` and one Chinese sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def error_page(request: Request, status: int, sentence: str | None = None) -> Response:
    """The one shape of an error."""
    known = status if status in HEADINGS else 500 if status >= 500 else 400
    return page(
        request, "error.html", status, heading=HEADINGS[known], sentence=sentence or SENTENCES[known], code=status
    )


def refusing(status: int) -> Callable[[Request], Response]:
    """For guards: an answer with ``status`` to any request."""
    return lambda request: error_page(request, status)


def register(app: FastAPI) -> None:
    """Give every failure the one shape."""

    @app.exception_handler(Refused)
    def refused(request: Request, error: Refused) -> Response:
        return error_page(request, error.status, error.sentence)

    @app.exception_handler(StoreRefused)
    def store_refused(request: Request, error: StoreRefused) -> Response:
        return error_page(request, 503, error.reason)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        return error_page(request, error.status_code)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return error_page(request, 400)

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        return error_page(request, 500)
