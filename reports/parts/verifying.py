"""Checking a clean certificate: the same code from the memory, or what is different since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from alerts.shops.history import open_alerts
from alerts.shops.values import KnownShop
from alerts.store import Store
from crawler.shanghai import local_day
from reports import labels
from reports.asking import Asked, ReportRefused
from reports.marking import shortened
from reports.parts.certified import Certified, code, halves
from reports.parts.certifying import candidate, certified, hindrances
from reports.parts.shop_named import shop_label, shop_meant
from reports.writing import Context

LARGEST = 64 * 1024 * 1024
"""Bytes of a certificate's JSON; ten thousand listings take a tenth of that."""
NAMED = 10


class Checked(NamedTuple):
    """``same``: the memory says today what the certificate said. ``lines``: told to a person, the outcome first."""

    same: bool
    lines: tuple[str, ...]


class _Values(Struct):
    shop: KnownShop
    certified: Certified
    code_key: str


class _File(Struct):
    kind: str
    values: _Values


def check(store: Store, asked: Asked, said: str, context: Context) -> Checked:
    """``said``: a code (then ``asked`` names shop and day) or the path of a certificate in JSON. Raises ReportRefused."""
    path = Path(said)
    typed = halves(said)
    if typed is None or path.is_file():
        values = _read(path)
        if code(values.certified) != values.code_key:
            return Checked(False, ("不符：文件所载内容与其验证码不一致，文件被改动过。",))
        shop, day, old = values.shop, values.certified.day, values.certified
        typed = halves(values.code_key)
    else:
        shop, day, old = shop_meant(store, asked), asked.day, None
    if typed is None:
        raise ReportRefused("验证码格式有误")
    found = candidate(store, shop, day, context)
    since = _since(store, shop, context)
    if reasons := hindrances(found):
        told = f"不符：按现有资料，店铺“{shop_label(shop)}”{day} 不符合出具条件："
        return Checked(False, (told, *reasons, *_differences(old, certified(found)), *since))
    now = certified(found)
    seen, rules = (one == other for one, other in zip(typed, halves(code(now)) or (), strict=True))
    if seen and rules:
        return Checked(
            True,
            (f"相符：店铺“{shop_label(shop)}”{day}，{len(now.listings)} 件商品，按现有资料重算验证码相同。", *since),
        )
    if seen:
        told = (
            f"所见内容相符；规则库版本不同（现为 {'、'.join(now.rulebooks)}），按现行规则重算仍未见涉嫌项，请重新出具。"
        )
        return Checked(False, (told, *since))
    told = f"不符：按现有资料重算，店铺“{shop_label(shop)}”{day} 的验证码为 {code(now)}"
    return Checked(False, (told, *_differences(old, now), *since))


def _read(path: Path) -> _Values:
    try:
        if path.stat().st_size > LARGEST:
            raise ReportRefused(f"{path}：文件过大，不是本程序出具的证明")
        found = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError:
        raise ReportRefused(
            f"“{shortened(str(path), 80)}”既不是验证码（十组、每组四位），也不是可以读取的文件"
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise ReportRefused(f"{path}：不是 JSON 格式的无涉嫌项证明") from None
    if found.kind != "clean":
        raise ReportRefused(f"{path}：不是无涉嫌项证明")
    return found.values


def _differences(old: Certified | None, now: Certified) -> list[str]:
    if old is None:
        return ["只凭验证码不能说明差在何处；请用 JSON 格式的证明文件核对。"]
    lines = [
        *_changed("完整查看", {look.run_id: look.listings_sha256 for look in old.looks},
                  {look.run_id: look.listings_sha256 for look in now.looks}),
        *_changed("商品", {one.item_id: one.content_sha256 for one in old.listings},
                  {one.item_id: one.content_sha256 for one in now.listings}),
    ]  # fmt: skip
    if old.rulebooks != now.rulebooks:
        lines.append(f"规则库：当时 {'、'.join(old.rulebooks)}，现为 {'、'.join(now.rulebooks) or '无'}")
    return lines or ["采集批次或所见时间有出入"]


def _changed(what: str, old: dict[str, str], now: dict[str, str]) -> list[str]:
    pairs = (
        ("资料中已没有", old.keys() - now.keys()),
        ("当时没有、现有", now.keys() - old.keys()),
        ("内容不同", {key for key in old.keys() & now.keys() if old[key] != now[key]}),
    )
    return [f"{what}{said}：{len(keys)} 项（{_few(sorted(keys))}）" for said, keys in pairs if keys]


def _few(keys: Sequence[str]) -> str:
    return "、".join(shortened(key, 60) for key in keys[:NAMED]) + ("等" if len(keys) > NAMED else "")


def _since(store: Store, shop: KnownShop, context: Context) -> list[str]:
    today = local_day(context.now())
    found = open_alerts(store, shop, today)
    if not found:
        return [f"截至 {today}，该店没有未了结的线索。"]
    named = "；".join(f"{one.id} {one.rule} {labels.STATE[one.state]}" for one in found[:NAMED])
    return [f"截至 {today}，该店有 {len(found)} 条未了结的线索：{named}"]
