"""Names by which a person is reached, found by the words before them: 微信, QQ, 联系人, 地址; and e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alerts.persons.plain import Plain
from alerts.persons.values import Personal

_ID = r"(?P<own>[a-z][a-z0-9_\-]{5,19})(?![a-z0-9_\-])"
_ASKED = r"(?:微信|薇信|威信|徽信|维信|卫星|v信|weixin|wechat|加微|加薇|加威|(?<![a-z0-9])(?:v ?x|wx|vxin))"
_WECHAT = (
    re.compile(rf"{_ASKED}[ ]?(?:号码?|id)?[ ]*[:：是为][ ]*{_ID}"),
    re.compile(rf"{_ASKED}号码?[ ]*{_ID}"),
    re.compile(rf"(?<![a-z0-9])(?:[加➕+]|加我)?v[ ]*[:：][ ]*{_ID}"),
    # Without a colon only what is no plain word: a brand may follow 微信 as well.
    re.compile(rf"(?:{_ASKED}[ ]*|[加➕+]v[ ]+)(?=[a-z]*[\d_\-]){_ID}"),
)
_WECHAT_DIGITS = re.compile(rf"{_ASKED}[ ]?(?:号码?|id)?[ ]*[:：是为][ ]*(?P<own>[1-9]\d{{5,10}})(?!\d)")
_QQ = re.compile(
    r"(?:(?<![a-z])qq群?|扣扣群?|企鹅号?|q群|球球号?|(?<![a-z])q[ ]?(?=[:：]))(?:号码?)?[ ]*[:：是为]?[ ]*(?P<own>[1-9]\d{4,10})(?![\d.])"
)
_EMAIL = re.compile(
    r"(?<![a-z0-9._%+\-])(?P<own>[a-z0-9][a-z0-9._%+\-]{0,63}@(?:[a-z0-9\-]{1,63}\.){1,4}[a-z]{2,10})(?![a-z0-9])"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤"
    "滕罗毕郝邬安常乐于傅齐康伍余顾孟黄穆萧尹姚邵汪毛狄米贝明臧戴宋茅庞熊纪舒项祝董梁杜阮蓝季贾江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫"
    "房丁邓洪包左石崔吉龚程裴陆荣翁段侯宁仇甘武刘景龙叶黎白蒲赖卓池乔闻党谭申冉桑牛边燕浦尚温庄柴瞿连习艾鱼容向古易廖耿匡文寇广阙东殷沙曾关查肖覃"
)
_PERSON = re.compile(
    r"(?:联系人|收件人|收货人|寄件人|收款人|户名|开户名|经营者|法定代表人|法人代表|法人|实名|负责人)(?:姓名)?[ ]*[:：][ ]*"
    rf"(?P<own>(?:欧阳|上官|司马|诸葛|东方|皇甫|慕容|司徒|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}})(?=先生|女士|小姐|[^\u4e00-\u9fff]|$)"
)
_ADDRESS = re.compile(
    r"(?:收货|收件|家庭|退货|退换货?|寄回|寄货|联系)?(?:地址|住址)[ ]*[:：][ ]*(?P<own>[^。；;\n\r，,]{4,60}?"
    r"(?:\d+号|\d+室|\d+弄|\d+幢|\d+栋|\d+单元|号楼)[^。；;\n\r，, ]{0,20})"
)


def handles(plain: Plain) -> Iterator[Personal]:
    """Every such name of a text."""
    text = plain.text
    for which in _WECHAT:
        yield from _all(which, plain, text, "wechat")
    yield from _all(_WECHAT_DIGITS, plain, text, "wechat")
    yield from _all(_QQ, plain, text, "qq")
    if "@" in text:
        yield from _all(_EMAIL, plain, text, "email")
    yield from _all(_PERSON, plain, text, "person")
    yield from _all(_ADDRESS, plain, text, "address")


def _all(which: re.Pattern[str], plain: Plain, text: str, cls: str) -> Iterator[Personal]:
    for match in which.finditer(text):
        yield Personal(*plain.bounds(*match.span("own")), cls)  # type: ignore[arg-type]
