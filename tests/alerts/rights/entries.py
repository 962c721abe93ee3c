"""Entries by hand, from the words that a person would write."""

from __future__ import annotations

from alerts.rights.entries import read_entry
from alerts.rights.values import Entry, Picture

PROOF = "ab" * 32

MARK = {"kind": "mark", "number": "G1000001", "text": "卡地亚 Cartier", "holder": "登记权利人有限公司", "classes": "14",
        "since": "2005-01-01", "until": "2026-11-21"}  # fmt: skip
DESIGN = {"kind": "design", "number": "ZL202330112233.4", "holder": "铃语珠宝有限公司", "features": "铃兰花项链",
          "since": "2023-08-01", "until": "2038-07-31", "pictures": "cd" * 32}  # fmt: skip
WORK = {"kind": "work", "number": "国作登字-2024-F-00001234", "holder": "沈知遥", "features": "海浪纹",
        "since": "2024-03-05"}  # fmt: skip
SELLER = {"kind": "seller", "platform": "market", "shop_id": "s1", "rights": "G1000001", "proof": "p.pdf",
          "since": "2026-01-01", "until": "2026-12-31"}  # fmt: skip


def entry(cells: dict[str, str], **changes: str) -> Entry:
    return read_entry({**cells, **changes}, lambda name: Picture(name, "0" * 63 + "1"), lambda name: Picture(PROOF))
