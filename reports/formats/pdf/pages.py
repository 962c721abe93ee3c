"""Pages: fixed templates, our fonts and one file of data, set by a process of its own that may read nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from reports.asking import ReportRefused
from reports.formats.pdf.fonts import Fonts
from reports.writing import Context

TEMPLATES = Path(__file__).parents[2] / "templates" / "typst"
NAMES = ("report.typ", "blocks.typ", "style.typ")
"""Templates; an office may keep its own under the same name in ``typst/`` of its folder of templates."""

_PACKAGE = re.compile(r'"\s*@')
_PLACE = re.compile(r"error: (?P<said>.*)\n\s*┌─ (?P<file>[^\n:]+):(?P<line>\d+):")
_BEAT_S = 0.1


def set_pages(data: bytes, fonts: Fonts, made_at: datetime, context: Context) -> bytes:
    """The PDF of one document. Raises ReportRefused that names file and line where a template does not compile."""
    own = own_templates(context.templates)
    with tempfile.TemporaryDirectory(prefix="zuanjian-pages-") as name:
        folder = Path(name)
        for template in NAMES:
            (folder / template).write_bytes((own.get(template) or TEMPLATES / template).read_bytes())
        (folder / "report.json").write_bytes(data)
        for _ in context.progress(_typesetting(folder, fonts, made_at, own), "排版"):
            pass
        pages = (folder / "report.pdf").read_bytes()
    # Poppler before 25.11 reports this default value as an error; blanks of the same length leave all offsets alone.
    return pages.replace(b"/Suspects false", b" " * 15)


def own_templates(templates: Path | None) -> dict[str, Path]:
    """An office's templates for pages, by name.

    Raises ReportRefused for one that cannot be read and for one that wants packages from the network.
    """
    own = {name: templates / "typst" / name for name in NAMES} if templates is not None else {}
    own = {name: file for name, file in own.items() if file.exists()}
    for file in own.values():
        try:
            lines = file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ReportRefused(f"报告模板无法读取 {file}：{error}") from error
        for number, line in enumerate(lines, start=1):
            if _PACKAGE.search(line):
                raise ReportRefused(f"报告模板 {file} 第 {number} 行：不得引用网络上的包")
    return own


def _typesetting(folder: Path, fonts: Fonts, made_at: datetime, own: dict[str, Path]) -> Iterator[None]:
    """Sets the folder, with a sign of life every little while. The process ends with us, however we end."""
    script = Path(__file__).with_name("typesetter.py")
    words = [sys.executable, "-I", str(script), str(folder), str(int(made_at.timestamp())), *map(str, fonts.folders)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            while True:
                try:
                    said, cried = process.communicate(timeout=_BEAT_S)
                    break
                except subprocess.TimeoutExpired:
                    yield None
        finally:
            process.kill()
    if process.returncode == 0:
        return
    if process.returncode == 3:
        raise ReportRefused(_told(json.loads(said), own))
    last = cried.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"状态 {process.returncode}，可能内存不足"]
    raise ReportRefused(f"报告排版中断：{last[0]}")


def _told(error: dict[str, str], own: dict[str, Path]) -> str:
    """One line: which template, where in it, what is wrong."""
    found = _PLACE.search(error["diagnostic"])
    if found is None:
        return f"报告排版失败：{error['message']}"
    name = found["file"].rpartition("/")[2]
    return f"报告模板 {own.get(name, name)} 第 {found['line']} 行：{found['said']}"
