"""The one way out: every HTTP request of a channel, Apprise's too, goes through ``post``; every mail through ``Submission``.

Apprise answers yes or no, logs addresses that are secrets, and takes any HTTP 200 for a yes; WeCom, DingTalk and Feishu
refuse with 200 and an error code. So we hear the answers ourselves, and its log is silent.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import Any

import requests
from requests import RequestException, Response, Timeout
from requests.exceptions import SSLError

__all__ = ["ANSWER", "Overheard", "RequestException", "Response", "SSLError", "Timeout", "post", "silence"]

ANSWER: ContextVar[Response | Exception | None] = ContextVar("answer", default=None)
"""What the last request of this context came to."""


def post(url: str, **how: Any) -> Response:
    """``requests.post``; the answer, or what went wrong, stays in ``ANSWER``."""
    ANSWER.set(None)
    try:
        answer = requests.post(url, **{**how, "allow_redirects": False})  # noqa: S113 - callers bring their timeout
    except RequestException as error:
        ANSWER.set(error)
        raise
    ANSWER.set(answer)
    return answer


class Overheard:
    """Stands where an Apprise plugin has ``requests``, and hands its requests to ``post``."""

    def __getattr__(self, name: str) -> Any:
        return globals()["post"] if name == "post" else getattr(requests, name)


class _Nothing(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return False


_SILENT = _Nothing()


def silence() -> None:
    """Apprise logs addresses and payloads, urllib3 the paths of requests, both of which hold secrets here: neither is heard."""
    for name in ("apprise", "urllib3.connectionpool"):
        logger = logging.getLogger(name)
        if _SILENT not in logger.filters:
            logger.addFilter(_SILENT)
