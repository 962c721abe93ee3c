"""What links alerts: each kind with its strength and with how many sellers may share a value before it means nothing.

``strength`` (0 to 1) puts links in order and is no probability: 0.95 is one legal person, 0.9 one stone (a report grades one),
0.85 a registered name (two firms may bear it), 0.8 the very file, 0.75 the very text. What is only alike is weaker: texts
0.7 times their likeness, pictures from 0.7 down to 0.5 at the last distance that counts.

``most``: a value that more sellers carry under one charge links nobody. A supplier's picture in hundreds of shops tells
of the supplier, not that these shops act together; a firm may well have that many shops.
"""

from __future__ import annotations

from dataclasses import dataclass

from crawler.pictures.likeness import ALIKE


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of trace. ``label``: what it is; ``same``: the reason of a link by it, both in Chinese."""

    label: str
    same: str
    strength: float
    most: int


KINDS: dict[str, Kind] = {
    "uscc": Kind("统一社会信用代码", "统一社会信用代码相同", 0.95, 200),
    "certificate": Kind("证书编号", "证书编号相同", 0.9, 12),
    "company": Kind("经营主体名称", "经营主体名称相同", 0.85, 50),
    "picture": Kind("图片", "图片文件完全相同", 0.8, 12),
    "text": Kind("商品文字", "商品文字完全相同", 0.75, 12),
    "likeness": Kind("图片特征", "图片内容相同（特征值一致）", 0.7, 12),
}

OF_THE_ITEM = ("certificate", "picture", "text", "likeness")
"""Kinds that tell one item, so that it is known again under a new link; a firm sells many."""


def strength(kind: str, score: float = 1.0) -> float:
    """How strong a link is. ``score``: 1 for the same value, else the likeness of the two (see ``alike``)."""
    if score >= 1:
        return KINDS[kind].strength
    if kind == "likeness":
        return round(0.7 - 0.2 * (1 - score) * 256 / ALIKE, 3)
    return round(0.7 * score, 3)


def reason(kind: str, score: float = 1.0) -> str:
    """Why two alerts are linked, in Chinese."""
    if score >= 1:
        return KINDS[kind].same
    if kind == "likeness":
        return f"图片相似（256 位特征值相差 {round((1 - score) * 256)} 位）"
    return f"商品文字相近（相似度 {score:.2f}）"
