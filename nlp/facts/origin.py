"""Places of origin that say, or are meant to say, how a stone came to be."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Mines for "natural"; Zhecheng and its neighbours grow most of China's gem diamonds. A city or a
# cutting centre (安特卫普, 苏拉特) says nothing of how the stone was made.
_HINTS = {
    "南非": "natural",
    "博茨瓦纳": "natural",
    "金伯利": "natural",
    "阿盖尔": "natural",
    "缅甸": "natural",
    "莫桑比克": "natural",
    "斯里兰卡": "natural",
    "哥伦比亚": "natural",
    "赞比亚": "natural",
    "马达加斯加": "natural",
    "坦桑尼亚": "natural",
    "克什米尔": "natural",
    "柘城": "lab_grown",
    "商丘": "lab_grown",
    "郑州": "lab_grown",
    "安特卫普": "none",
    "苏拉特": "none",
    "比利时": "none",
    "印度": "none",
    "以色列": "none",
    "俄罗斯": "none",
    "澳大利亚": "none",
    "河南": "none",
}
_NAMES = re.compile("|".join(sorted(_HINTS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class FoundOrigin:
    start: int
    end: int
    name: str
    hints: str


def find_origins(text: str) -> list[FoundOrigin]:
    """Places named in a folded text, with what they hint: natural, lab_grown or none."""
    return [FoundOrigin(m.start(), m.end(), m[0], _HINTS[m[0]]) for m in _NAMES.finditer(text)]
