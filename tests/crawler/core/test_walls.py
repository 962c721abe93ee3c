"""Walls: pages that answer 200 and are not what was asked for."""

from __future__ import annotations

import pytest

from crawler.walls import wall

LONG = "<p>" + "纯银手链，手工打磨。" * 200 + "</p>"


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ('<form>账号<input name=u><input type="password"></form>', "login_wall"),
        ("<h1>您还未登录，请先登录</h1>", "login_wall"),
        ('{"code": 401, "msg": "请登录后查看"}', "login_wall"),
        ("<input type=password><input placeholder=x>短信验证码", "login_wall"),
        ("<p>为了您的账号安全，请拖动滑块完成拼图验证</p>", "captcha"),
        ("<title>Attention</title>Please verify you are human", "captcha"),
        ('<div class="g-recaptcha"></div>', "captcha"),
        ('<div class="geetest"></div><input type=password>', "captcha"),
        ('{"code": -1, "message": "访问过于频繁"}', "captcha"),
        ("<h1>本店暂无商品</h1>", None),
        ('{"items": []}', None),
        (LONG + "<input type=password>请登录，输入验证码", None),
        ("<script>var s='请登录 captcha 验证码'</script><h1>空</h1>", None),
    ],
)
def test_what_a_page_is(page: str, kind: str | None) -> None:
    found = wall(page.encode(), "utf-8")
    assert (found[0] if found else None) == kind


def test_a_wall_in_gb18030_is_read_too() -> None:
    found = wall("<h1>请先登录</h1>".encode("gb18030"), "gb18030")
    assert found is not None
    assert found[0] == "login_wall"


@pytest.mark.parametrize("hostile", [b"<" * 300_000, b"<script>" * 40_000, b"<input " * 60_000, b" " * 300_000])
@pytest.mark.timeout(5)
def test_a_hostile_page_takes_no_time(hostile: bytes) -> None:
    wall(hostile, "utf-8")
