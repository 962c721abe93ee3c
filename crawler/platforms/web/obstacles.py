"""Pages that answer 200 and show no goods: login walls, captchas, error pages, empty and cut-off ones."""

from __future__ import annotations

import re

from crawler.health import Failure
from crawler.platforms.web.document import Document

_CAPTCHA = re.compile(
    r"请完成(?:安全)?验证|拖动滑块|滑块验证|安全验证|人机验证|验证码|访问过于频繁|unusual traffic|are you a (?:human|robot)|not a robot|"
    r"verify (?:that )?you are (?:a )?human|enter the characters you see|robot check|access to this page has been denied|just a moment|attention required",
    re.IGNORECASE,
)
_CAPTCHA_MARK = re.compile(
    r"g-recaptcha|h-captcha|cf-challenge|geetest|nc_1_n1z|px-captcha|captcha-delivery|_Incapsula_", re.IGNORECASE
)
_LOGIN = re.compile(
    r"请(?:先)?登录|登录后(?:查看|可见|继续)|扫码登录|sign in to (?:continue|view)|please log ?in|log in to continue",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"^(?:404|页面不存在|找不到|商品不存在|宝贝不存在|page not found|not found)|页面(?:不存在|走丢)|商品已(?:删除|不存在)|page (?:not found|does ?n[o']t exist)",
    re.IGNORECASE,
)
SHORT = 1_500
"""Characters of visible text: walls are short, so a shop page with a login form in its corner is none."""


def obstacle(document: Document) -> tuple[Failure, str] | None:
    """Why a page without a product shows none, as a health failure and a Chinese reason; None when nothing is known."""
    body = document.root.find("body")
    words = document.text(body, limit=SHORT * 4) if body is not None else ""
    title = document.window_title
    if not words and not title:
        if document.root.find(".//script") is not None:
            return "empty", "页面只有脚本，没有可读内容（须由浏览器渲染）"
        return "empty", "页面没有任何可读内容"
    short = len(words) < SHORT
    if _CAPTCHA.search(title) or (
        short and (_CAPTCHA.search(words) or _CAPTCHA_MARK.search(document.source[:200_000]))
    ):
        return "captcha", "页面要求人机验证，未读取商品"
    password = document.root.find(".//input[@type='password']") is not None
    if short and (_LOGIN.search(words) or _LOGIN.search(title) or password):
        return "login_wall", "页面要求登录后才能查看，未读取商品"
    if _MISSING.search(title) or (short and _MISSING.search(words)):
        return "vanished", "页面提示内容不存在"
    return None


def cut_off(source: str) -> bool:
    """Whether the page ends inside its own markup: no closing html or body, and the last tag or script stays open."""
    tail = source[-400:].lower()
    if "</html" in tail or "</body" in tail:
        return False
    return tail.rfind("<") > tail.rfind(">") or source.lower().count("<script") > source.lower().count("</script")
