"""Entries as people write them, cell by cell, in a sheet or on the command line: checked, and turned into values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from alerts.rights.values import MAINLAND, Design, Entry, Holder, Kind, Mark, Picture, RightRefused, Seller

FIELDS: dict[str, tuple[str, ...]] = {
    "kind": ("类别", "种类"),
    "number": ("登记号", "注册号", "专利号", "编号"),
    "text": ("商标文字", "商标", "文字"),
    "holder": ("权利人", "注册人", "专利权人", "著作权人"),
    "classes": ("尼斯分类", "国际分类", "商品类别"),
    "goods": ("商品", "核定商品", "授权商品"),
    "region": ("地区", "法域"),
    "since": ("有效期自", "生效日", "起始日"),
    "until": ("有效期至", "届满日", "截止日"),
    "features": ("设计要点", "特征"),
    "pictures": ("图片",),
    "codes": ("货号",),
    "rights": ("授权权利", "所授权利"),
    "platform": ("平台",),
    "shop_id": ("店铺编号", "店铺ID"),
    "name": ("店铺名称", "名称"),
    "company": ("公司", "企业名称"),
    "uscc": ("统一社会信用代码", "信用代码"),
    "proof": ("证明文件", "授权书"),
}
"""Fields of an entry, and the headers under which a sheet may give them."""

_KINDS: dict[str, Kind] = {
    "holder": "holder", "权利人": "holder", "mark": "mark", "商标": "mark", "design": "design", "外观设计": "design",
    "外观设计专利": "design", "专利": "design", "work": "work", "作品": "work", "作品登记": "work", "著作权": "work",
    "版权": "work", "seller": "seller", "授权销售商": "seller", "授权": "seller", "授权店铺": "seller",
}  # fmt: skip
_LONGEST = 500  # characters of a cell
_MARK_NUMBER = re.compile(r"G?\d{4,10}[A-Z]?")
_PATENT_NUMBER = re.compile(r"ZL(?:\d{4}3\d{7}|\d{2}3\d{5})(?:\.[\dX])?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?")
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_SPLIT = re.compile(r"[;；,，、\n]+")

File = Callable[[str], Picture]
"""Takes a file in as evidence by its name, or finds a hash there; raises RightRefused."""


def header_field(header: str) -> str | None:
    """The field that a header of a sheet names, if any."""
    plain = "".join(header.split()).casefold()
    for field, names in FIELDS.items():
        if plain == field or plain in {name.casefold() for name in names}:
            return field
    return None


def read_entry(cells: Mapping[str, str], picture: File, paper: File) -> Entry:
    """The entry that these cells (by field) describe. ``picture`` and ``paper`` take in the files that it names.

    Raises RightRefused with the field and the reason. Files are taken in last, when everything else holds.
    """
    return _Cells(cells).entry(picture, paper)


class _Cells:
    def __init__(self, cells: Mapping[str, str]) -> None:
        for field, text in cells.items():
            if field not in FIELDS:
                raise RightRefused(field, "没有这一栏")
            if len(text) > _LONGEST or not text.replace("\n", "").isprintable():
                raise RightRefused(_label(field), f"应为不超过 {_LONGEST} 个可见字符")
        self._cells = {field: text.strip() for field, text in cells.items() if text.strip()}

    def entry(self, picture: File, paper: File) -> Entry:
        written = self._needed("kind")
        kind = _KINDS.get(written.casefold())
        if kind is None:
            raise RightRefused("类别", f"没有“{written[:20]}”这一类别，可选：权利人、商标、外观设计、作品、授权销售商")
        if kind == "holder":
            return Holder(self._cells.get("holder") or self._needed("name"), self._uscc())
        if kind == "seller":
            return self._seller(paper)
        return self._mark() if kind == "mark" else self._design(kind, picture)

    def _mark(self) -> Mark:
        number = self._needed("number").upper()
        if not _MARK_NUMBER.fullmatch(number):
            raise RightRefused("注册号", f"“{number[:20]}”不是商标注册号，应为数字，国际注册前加 G")
        since, until = self._span()
        if until is None:
            raise RightRefused("有效期至", "未填写；注册商标有效期为十年")
        return Mark(
            number=number, text=self._needed("text"), holder=self._needed("holder"), classes=self._classes(),
            goods=self._list("goods"), region=self._region(), since=since, until=until,
        )  # fmt: skip

    def _design(self, kind: Kind, picture: File) -> Design:
        number = self._needed("number")
        if kind == "design":
            number = number.upper()
            if not _PATENT_NUMBER.fullmatch(number):
                raise RightRefused("专利号", f"“{number[:20]}”不是外观设计专利号，应如 ZL202330112233.4")
        since, until = self._span()
        if kind == "design" and until is None:
            raise RightRefused("有效期至", "未填写；外观设计专利权有期限")
        holder, features, region, codes = (
            self._needed("holder"), self._needed("features"), self._region(), self._list("codes"),
        )  # fmt: skip
        if any(len(code) < 4 for code in codes):
            raise RightRefused("货号", "少于 4 个字符的货号各家都用，不能据以比对")
        pictures = tuple(picture(name) for name in self._list("pictures"))
        return Design(
            number=number, basis="patent" if kind == "design" else "copyright", holder=holder, features=features,
            since=since, until=until, pictures=pictures, codes=codes, region=region,
        )  # fmt: skip

    def _seller(self, paper: File) -> Seller:
        who = {field: self._cells.get(field) for field in ("shop_id", "name", "company")} | {"uscc": self._uscc()}
        if not any(who.values()):
            raise RightRefused("店铺", "须写明店铺编号、店铺名称、公司、信用代码之一")
        platform = self._cells.get("platform")
        if who["shop_id"] and not platform:
            raise RightRefused("平台", "写了店铺编号的须写明平台：编号只在本平台内有意义")
        rights = self._list("rights")
        if not rights:
            raise RightRefused("授权权利", "未填写；应为已登记的注册号、专利号或作品登记号")
        since, until = self._span()
        if until is None:
            raise RightRefused("有效期至", "未填写；授权须有期限")
        goods, proof = self._list("goods"), self._needed("proof")
        return Seller(
            rights=rights, goods=goods, since=since, until=until, platform=platform, proof=paper(proof).sha256, **who
        )

    def _needed(self, field: str) -> str:
        if field not in self._cells:
            raise RightRefused(_label(field), "未填写")
        return self._cells[field]

    def _list(self, field: str) -> tuple[str, ...]:
        parts = (part.strip() for part in _SPLIT.split(self._cells.get(field, "")))
        return tuple(dict.fromkeys(filter(None, parts)))

    def _classes(self) -> tuple[int, ...]:
        found = []
        for text in self._list("classes"):
            number = re.fullmatch(r"第?(\d{1,2})类?", text)
            if number is None or not 1 <= int(number[1]) <= 45:
                raise RightRefused("尼斯分类", f"“{text[:20]}”不是 1 至 45 类")
            found.append(int(number[1]))
        if not found:
            raise RightRefused("尼斯分类", "未填写，应如 14；18")
        return tuple(sorted(set(found)))

    def _region(self) -> str:
        region = self._cells.get("region", MAINLAND).upper()
        region = {"中国": MAINLAND, "中国大陆": MAINLAND, "香港": "HK", "澳门": "MO", "台湾": "TW"}.get(region, region)
        if not re.fullmatch(r"[A-Z]{2}", region):
            raise RightRefused("地区", f"“{region[:20]}”应为两个字母的地区代码，如 CN、HK")
        return region

    def _span(self) -> tuple[date, date | None]:
        self._needed("since")
        since, until = self._day("since"), self._day("until")
        assert since is not None  # noqa: S101 - narrowing for the type checker; _needed saw to it
        if until is not None and until < since:
            raise RightRefused("有效期至", f"{until} 早于有效期自 {since}")
        return since, until

    def _day(self, field: str) -> date | None:
        text = self._cells.get(field)
        if text is None:
            return None
        try:
            match = _DAY.fullmatch(text)
            return date(*map(int, match.groups())) if match else date.fromisoformat(text)
        except ValueError:
            raise RightRefused(_label(field), f"“{text[:20]}”不是日期，应写作 2026-11-22") from None

    def _uscc(self) -> str | None:
        text = self._cells.get("uscc")
        if text is not None and not _USCC.fullmatch(text := text.upper()):
            raise RightRefused("统一社会信用代码", f"“{text[:20]}”不是 18 位信用代码")
        return text


def _label(field: str) -> str:
    return FIELDS[field][0] if field in FIELDS else field
