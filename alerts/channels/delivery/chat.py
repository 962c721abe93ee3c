"""Chat robots through Apprise: WeCom, DingTalk and Feishu differ in address, limit and where the error code stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from alerts.channels import Telling, Unconfigured, Undelivered
from alerts.channels.delivery import network, wording
from crawler.grants.masking import Mask

TIMEOUT: dict[str, Any] = {"cto": 10, "rto": 20, "redirect": "no"}
"""Seconds to connect and to wait for an answer, in Apprise's words."""

_SHOWN = 80  # characters of the other side's own words


def key_of(address: str, host: str, read: Callable[[SplitResult], str]) -> str:
    """The key in a robot's address, which is at ``host``; a bare key as it is. Raises Unconfigured."""
    try:
        parts = urlsplit(address)
        if not parts.scheme:
            return address
        key = read(parts) if (parts.scheme, parts.hostname) == ("https", host) else ""
    except ValueError:
        key = ""
    if not key:
        # A key must not be sent to a host that it was not made for.
        raise Unconfigured(f"不是该服务的机器人地址，应以 https://{host}/ 开头")
    return key


def parameter(name: str) -> Callable[[SplitResult], str]:
    """Reads one parameter of an address; "" where it is absent."""
    return lambda parts: parse_qs(parts.query).get(name, [""])[0]


class Robot:
    """A group robot. ``most``: bytes of UTF-8 in one message; ``codes``: fields of the answer that are 0 when it took it.

    ``make`` builds the Apprise plugin of ``module``; a new one for each message, since Apprise paces by sleeping.
    """

    def __init__(
        self,
        module: ModuleType,
        make: Callable[[], Any],
        *,
        most: int,
        codes: tuple[str, ...],
        secrets: tuple[str, ...],
        desk: str | None,
    ) -> None:
        network.silence()
        module.__dict__["requests"] = network.Overheard()
        self._make, self._most, self._codes, self._desk = make, most, codes, desk
        self._mask = Mask(secrets)
        try:
            make()
        except Exception:  # Apprise repeats the secret in its words
            raise Unconfigured("机器人地址或密钥的写法有误") from None

    def tell(self, message: Telling, now: datetime) -> None:
        """Raises Undelivered."""
        from apprise import NotifyFormat, NotifyType

        title = wording.title(message.content)
        body = wording.body(message.content, self._most - len(title.encode()) - 2, self._desk)
        network.ANSWER.set(None)
        try:
            self._make().notify(body=body, title=title, notify_type=NotifyType.INFO, body_format=NotifyFormat.TEXT)
        except Exception as error:  # whatever it is, its words may hold the address
            raise Undelivered(f"发送程序出错（{type(error).__name__}）") from None
        self._judge(network.ANSWER.get())

    def _judge(self, answer: network.Response | Exception | None) -> None:
        if not isinstance(answer, network.Response):
            raise Undelivered(unreachable(answer))
        if answer.status_code != 200:
            raise Undelivered(f"对方答复 HTTP {answer.status_code}", wait=asked_to_wait(answer))
        try:
            said = answer.json()
            code = next(said[name] for name in self._codes if name in said)
        except (ValueError, TypeError, StopIteration):
            raise Undelivered("对方的答复无法识别，不能确认已送达") from None
        if code != 0:
            words = str(said.get("errmsg") or said.get("msg") or said.get("StatusMessage") or "")
            told = wording.plain(self._mask.text(words), _SHOWN)
            raise Undelivered(f"对方拒收（代码 {str(code)[:20]}{f'：{told}' if told else ''}）")


def unreachable(error: Exception | None) -> str:
    """Why nothing came back, without the words of the error: they hold the address."""
    if isinstance(error, network.Timeout):
        return "等待对方答复超时"
    if isinstance(error, network.SSLError):
        return "对方的证书未通过核验"
    return "无法连接对方"


def asked_to_wait(answer: network.Response) -> float | None:
    """The seconds of Retry-After; a date there is left aside."""
    said = answer.headers.get("Retry-After", "").strip()
    return float(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None
