"""Walls: pages that answer 200 and show a login form or a verification instead of what was asked.

Judged only where a page yielded neither a listing nor an address to follow: a shop whose header carries a
login box, or whose text mentions a verification code, is a shop.
"""

from __future__ import annotations

import re

from crawler.health import Failure

_SHORT = 1500
"""Characters of visible text up to which a page can be a wall; a page with more to say is something else."""

_CAPTCHA = re.compile(
    r"滑块|人机验证|安全验证|完成验证|验证码|拖动.{0,10}验证|访问(?:过于|太)频繁|异常(?:访问|流量|请求)|机器人"
    r"|captcha|verify you are human|are you (?:a )?(?:human|robot)|unusual traffic|checking your browser",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"请(?:先|您先)?登[录陆]|登[录陆]后(?:查看|可见|继续)|需要登[录陆]|未登[录陆]|账号登[录陆]|扫码登[录陆]"
    r"|(?:please )?(?:log|sign) ?in to (?:continue|view)|login required",
    re.IGNORECASE,
)
_PASSWORD_FORM = re.compile(rb"<input[^<>]{0,300}type\s{0,3}=\s{0,3}[\"']?password", re.IGNORECASE)
_CAPTCHA_MARKUP = re.compile(
    rb"(?:g-recaptcha|h-captcha|cf-turnstile|geetest|nc_wrapper|TCaptcha|captcha-(?:box|container|form))", re.IGNORECASE
)
_SCRIPT_TAG = re.compile(r"<(/?)(?:script|style)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_LOOKED_AT = 200_000


def wall(body: bytes, encoding: str) -> tuple[Failure, str] | None:
    """What kind of wall a page is; None if it is none. ``body`` decompressed."""
    page = text_of(body[:_LOOKED_AT], encoding)
    words = _SPACE.sub(" ", _TAG.sub(" ", _without_scripts(page)))
    if len(words) > _SHORT:
        return None
    if _CAPTCHA_MARKUP.search(body) or _CAPTCHA.search(words):
        # A login form often asks for a verification code; the form decides.
        if _PASSWORD_FORM.search(body) and not _CAPTCHA_MARKUP.search(body):
            return "login_wall", "对方要求登录后才能查看"
        return "captcha", "对方返回验证页面，按约定不绕过"
    if _PASSWORD_FORM.search(body) or _LOGIN.search(words):
        return "login_wall", "对方要求登录后才能查看"
    return None


def _without_scripts(page: str) -> str:
    """The page without what stands inside script and style elements; one that is never closed takes the rest with it.

    One pass over the tags: a pattern from tag to tag would take minutes on a page of nothing but ``<script>``.
    """
    kept: list[str] = []
    at, inside = 0, False
    for tag in _SCRIPT_TAG.finditer(page):
        if not inside:
            kept.append(page[at : tag.start()])
        at, inside = tag.end(), not tag[1]
    return " ".join(kept if inside else [*kept, page[at:]])


def text_of(body: bytes, encoding: str) -> str:
    """A body as text; what cannot be decoded becomes U+FFFD, an unknown encoding is read as UTF-8."""
    try:
        return body.decode(encoding, errors="replace")
    except LookupError:
        return body.decode("utf-8", errors="replace")
