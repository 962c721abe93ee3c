"""Failures by name: what an exception, a status or a body means, as a kind and one Chinese sentence."""

from __future__ import annotations

import traceback
from pathlib import Path

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response, TextResponse

from crawler.health import Failure
from crawler.walls import text_of

Named = tuple[Failure, str]


def name_exception(error: BaseException | None) -> Named:
    """Why a request brought no response."""
    kind, reason = getattr(error, "kind", None), getattr(error, "reason", None)
    if isinstance(error, IgnoreRequest) and kind and reason:
        return kind, reason
    text = str(error)
    if isinstance(error, DownloadTimeoutError):
        return "timeout", "等待响应超时"
    if isinstance(error, DownloadCancelledError):
        return "too_large", "响应超过允许的大小，已停止下载"
    if isinstance(error, ResponseDataLossError):
        return "truncated", "连接中途断开，内容不完整"
    if isinstance(error, CannotResolveHostError):
        return "unreachable", "域名无法解析"
    if isinstance(error, DownloadConnectionRefusedError):
        return "unreachable", "对方拒绝连接"
    if isinstance(error, UnsupportedURLSchemeError):
        return "off_site", "不是 http 或 https 地址"
    if isinstance(error, IgnoreRequest) and "robots.txt" in text:
        return "robots_denied", "robots.txt 不允许采集该地址"
    if isinstance(error, IgnoreRequest) and "redirect" in text:
        return "redirect_loop", "跳转次数过多"
    if isinstance(error, IgnoreRequest) and "exceeded DOWNLOAD_MAXSIZE" in text:
        return "too_large", "解压后的内容超过允许的大小"
    if isinstance(error, IgnoreRequest):
        return "unreachable", "请求被放弃，未得到响应"
    return "unreachable", f"连接失败（{type(error).__name__}）"


def name_response(response: Response, content_types: tuple[str, ...]) -> Named | None:
    """Why a response is no page that a parser could read; None if it is one."""
    fault = name_status(response)
    if fault is not None:
        return fault
    stated = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
    if stated and not any(stated.startswith(accepted) for accepted in content_types):
        return "wrong_type", f"内容类型不是可读取的页面（{stated[:80]}）"
    return _encoding_fault(response)


def name_status(response: Response) -> Named | None:
    """Why a response is not the whole of anything; None if it is."""
    status = response.status
    if status in (401, 403, 451):
        return "refused", f"对方拒绝访问（HTTP {status}）"
    if status == 429:
        return "refused", "对方要求降低频率（HTTP 429），本次不再请求"
    if status in (404, 410):
        return "http_error", f"页面不存在（HTTP {status}）"
    if not 200 <= status < 300:
        return "http_error", f"对方返回错误（HTTP {status}）"
    if "dataloss" in response.flags or "download_stopped" in response.flags:
        return "truncated", "内容不完整，收到的字节少于声明的长度"
    if not response.body.strip():
        return "empty", "响应内容为空"
    return None


def name_parse_error(error: Exception, package_hint: str) -> str:
    """One Chinese sentence on a parser that raised, with the innermost line of the platform's own code."""
    where = ""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if package_hint in frame.filename:
            where = f"，{Path(frame.filename).name} 第 {frame.lineno} 行"
            break
    return f"页面结构与预期不符，解析出错（{type(error).__name__}{where}）"


def _encoding_fault(response: Response) -> Named | None:
    """A declared charset that does not decode the body.

    A few stray bytes are common and harmless; when a tenth of what is not ASCII cannot be decoded, the
    text is not what the seller wrote and must not be judged.
    """
    if not isinstance(response, TextResponse):
        return None
    declared = response._declared_encoding()
    if not declared:
        return None
    body = response.body
    try:
        body.decode(declared)
    except (UnicodeDecodeError, LookupError):
        text = text_of(body, declared)
        bad = text.count("\ufffd") - body.count("\ufffd".encode())
        foreign = sum(1 for character in text if ord(character) > 127)
        if bad >= 3 and bad * 10 > foreign:
            return "wrong_encoding", f"声明的编码 {declared} 与内容不符，无法正确解码"
    return None
