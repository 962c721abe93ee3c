"""Fonts of printed pages: those that came with the set-up and those that an office puts beside its templates.

The fonts of the machine are left out on purpose: the same report must have the same pages everywhere.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reports.asking import ReportRefused

CHINESE = "manimgx_fonts_cjk"
"""Noto Sans CJK in all weights, 44,810 characters, SIL Open Font License 1.1."""
OTHERS = ("manimgx_fonts",)
"""Noto Sans for twenty other scripts, symbols and one-coloured emoji, SIL Open Font License 1.1."""
OWN = "fonts"
"""Folder beside an office's templates; what lies there is used too."""
SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
WRITTEN_WITHOUT_GLYPH = frozenset(map(ord, "\n\t\u200d\ufe0e\ufe0f"))
"""Characters that show nothing by themselves: breaks, the joiner inside an emoji, the choice of its looks."""


@dataclass(frozen=True)
class Fonts:
    """Folders for the typesetter, and every code point that some font in them has."""

    folders: tuple[Path, ...]
    covers: frozenset[int]


def fonts_of(templates: Path | None) -> Fonts:
    """The fonts of this installation. Raises ReportRefused without the Chinese one and for a file that is no font."""
    chinese = _folder(CHINESE)
    if chinese is None:
        raise ReportRefused("缺少中文字体：请运行 make setup，或安装 Python 包 manimgx-fonts-cjk 后重试")
    own = [templates / OWN] if templates is not None and (templates / OWN).is_dir() else []
    folders = (*own, chinese, *filter(None, map(_folder, OTHERS)))
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES)
    points = (_points(file, file.stat().st_mtime_ns) for file in files)
    return Fonts(folders, WRITTEN_WITHOUT_GLYPH.union(*points))


def _folder(package: str) -> Path | None:
    found = importlib.util.find_spec(package)
    return Path(found.origin).parent if found is not None and found.origin else None


@lru_cache(maxsize=256)
def _points(file: Path, changed: int) -> frozenset[int]:
    """Code points of a font; of a collection, those of its first member (members differ in shapes, not in reach)."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(file, fontNumber=0, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError) as error:
        raise ReportRefused(f"字体文件无法读取 {file}：{error}") from error
