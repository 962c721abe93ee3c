"""E-mail over SMTP, through Apprise. One address a channel: a retry must not reach whoever already has the message."""

from __future__ import annotations

import re
from contextvars import ContextVar
from datetime import datetime
from mimetypes import guess_type
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Annotated, Any, Literal, cast

from msgspec import Meta, Struct

from alerts.channels import Channel, Secret, Telling, Unconfigured, Undelivered
from alerts.channels.delivery import network, wording
from alerts.channels.delivery.secret_name import SecretName
from crawler.limits.addresses import literal_address

_MOST = 60_000
_MOST_ATTACHED = 20_000_000
"""Bytes of all files: base64 makes them a third longer, and mail servers commonly refuse what is over 25 to 30 MB."""
_TRANSPORT = {"tls": "ssl", "starttls": "starttls", "none": "insecure"}

_FINAL = (550, 551, 553, 554)
"""No such mailbox, or none for us (RFC 5321 §4.2.3): asking again changes nothing."""

Address = Annotated[str, Meta(pattern=r"^[^\s@<>,;:\"\\]+@[A-Za-z0-9.-]+$", max_length=254)]


class Settings(Struct, frozen=True, forbid_unknown_fields=True, rename={"sender": "from"}):
    """``to`` is one address (a list address for several people). ``password``: name of the secret, needed with ``user``."""

    host: Annotated[str, Meta(pattern=r"^[A-Za-z0-9.:-]+$")]
    sender: Address
    to: Address
    port: Annotated[int, Meta(ge=1, le=65535)] = 465
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str | None = None
    password: SecretName | None = None


def open_channel(settings: Settings, secret: Secret, desk: str | None) -> Channel:
    """Raises Unconfigured."""
    if (settings.user is None) != (settings.password is None):
        raise Unconfigured("user 和 password 须一并写明，或都不写")
    address = literal_address(settings.host)
    if settings.user is not None and settings.security == "none" and not (address is not None and address.is_loopback):
        raise Unconfigured("security 为 none 时不以明文发送密码，请改为 tls 或 starttls")
    return _Mail(settings, secret(settings.password)[0] if settings.password else None, desk)


class _Mail:
    def __init__(self, settings: Settings, password: str | None, desk: str | None) -> None:
        network.silence()
        _take_over()
        self._settings, self._password, self._desk = settings, password, desk
        try:
            self._make()
        except Exception:  # Apprise repeats what it was given
            raise Unconfigured("邮箱设置有误") from None

    def _make(self) -> Any:
        from apprise.plugins.email import base

        settings = self._settings
        make: Any = base.NotifyEmail
        return make(
            smtp_host=settings.host, from_addr=f"钻鉴 <{settings.sender}>", targets=[settings.to],
            secure_mode=_TRANSPORT[settings.security], secure=settings.security != "none", host=settings.host,
            port=settings.port, user=settings.user, password=self._password,
        )  # fmt: skip

    def tell(self, message: Telling, now: datetime) -> None:
        """Raises Undelivered."""
        from apprise import NotifyFormat

        _require_size(message)
        sent = _Sent(f"<{message.id}@{self._settings.sender.rpartition('@')[2]}>")
        under = _SENDING.set(sent)
        try:
            body = wording.body(message.content, _MOST, self._desk)
            self._make().notify(
                body=body,
                title=wording.title(message.content),
                body_format=NotifyFormat.TEXT,
                attach=_attached(message),
            )
        except Exception as error:  # its words may hold the password
            raise Undelivered(f"发送程序出错（{type(error).__name__}）") from None
        finally:
            _SENDING.reset(under)
        if not sent.taken:
            raise _why(sent.error)


def _require_size(message: Telling) -> None:
    if sum(file.path.stat().st_size for file in message.files) > _MOST_ATTACHED:
        raise Undelivered(f"附件超过 {_MOST_ATTACHED // 1_000_000} MB，邮件无法携带", final=True)


def _attached(message: Telling) -> Any:
    from apprise import AppriseAttachment
    from apprise.attachment.file import AttachFile

    if not message.files:
        return None
    attached, make = AppriseAttachment(), cast(Any, AttachFile)
    for file in message.files:
        # By path and not by address: Apprise would read a name with “?” in it as one with options.
        attached.add(make(path=str(file.path), name=file.name, mimetype=guess_type(file.name)[0]))
    return attached


class _Sent:
    """One mail on its way: the Message-ID it must carry, and what came of it."""

    def __init__(self, message_id: str) -> None:
        self.message_id = message_id
        self.taken = False
        self.error: Exception | None = None


_SENDING: ContextVar[_Sent] = ContextVar("sending")


def _take_over() -> None:
    """Apprise makes a new Message-ID at each try and keeps the server's answer to itself; here both are ours.

    Its SMTP controller is replaced, where its e-mail plugin looks for it, by one that does the same and says so.
    """
    from apprise.plugins.email import base
    from apprise.plugins.email.smtp import AppriseSMTPController

    if vars(base)["AppriseSMTPController"] is not AppriseSMTPController:
        return

    class Submission(AppriseSMTPController):
        def __enter__(self) -> Any:
            try:
                return super().__enter__()
            except Exception as error:
                _SENDING.get().error = error
                raise

        def sendmail(self, from_addr: str, to_addrs: list[str], message: str) -> bool:
            sent = _SENDING.get()
            named = re.sub(
                r"(?mi)^Message-ID:.*(?:\n[ \t].*)*$", lambda _: f"Message-ID: {sent.message_id}", message, count=1
            )
            try:
                self._socket.sendmail(from_addr, to_addrs, named)  # type: ignore[attr-defined]
            except (OSError, SMTPException, RuntimeError) as error:
                sent.error = error
                return False
            sent.taken = True
            return True

    vars(base)["AppriseSMTPController"] = Submission


def _why(error: Exception | None) -> Undelivered:
    if isinstance(error, SMTPAuthenticationError):
        return Undelivered("邮件服务器不接受用户名或密码")
    code = error.smtp_code if isinstance(error, SMTPResponseException) else None
    if isinstance(error, SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    if code is not None:
        return Undelivered(f"邮件服务器拒收（代码 {code}）", final=code in _FINAL)
    if isinstance(error, SMTPException):
        return Undelivered(f"邮件服务器拒收（{type(error).__name__}）")
    if isinstance(error, TimeoutError):
        return Undelivered("等待邮件服务器答复超时")
    return Undelivered("无法连接邮件服务器")
