"""Classes of personal data, and one place where it stands."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Class = Literal[
    "phone", "wechat", "qq", "email", "id_card", "bank_card", "person", "address", "shop", "operator", "anchor", "staff",
]  # fmt: skip

CLASSES: dict[Class, str] = {
    "phone": "手机号",
    "wechat": "微信号",
    "qq": "QQ 号",
    "email": "电子邮箱",
    "id_card": "身份证号",
    "bank_card": "银行卡号",
    "person": "姓名",
    "address": "地址",
    "shop": "店铺名",
    "operator": "经营者",
    "anchor": "主播",
    "staff": "经办人",
}
"""Those up to ``address`` are recognised in texts; the others are whole fields."""


class Personal(Struct, frozen=True, order=True):
    """``text[start:end]`` is personal data of this class; code points, end exclusive."""

    start: int
    end: int
    cls: Class
