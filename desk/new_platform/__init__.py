"""A new platform, laid down in a checkout: its folder and its tests, which fail with a reason until it is filled in.

``page/`` and ``interface/`` are trees as they are to stand in the checkout, ``NAME`` for the platform and ``.txt`` behind
each file, so that no tool takes them for code.
"""

from __future__ import annotations

import keyword
import re
import tomllib
from pathlib import Path
from string import Template
from typing import Literal

Kind = Literal["page", "interface"]
_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_TITLE = re.compile(r"\w[\w（）()·/ -]{0,30}")


class PlatformRefused(ValueError):
    """A platform that cannot be laid down; ``reason`` is one Chinese sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checkout_of(folder: Path) -> Path:
    """The checkout that holds ``folder``. Raises PlatformRefused outside one."""
    for place in (folder, *folder.parents):
        try:
            project = tomllib.loads((place / "pyproject.toml").read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if project.get("project", {}).get("name") == "zuanjian" and (place / "desk" / "new_platform").is_dir():
            return place
    raise PlatformRefused(f"{folder} 不在钻鉴的源码目录中，新平台是代码，只能在源码目录里建立")


def lay_down(checkout: Path, name: str, title: str, kind: Kind) -> tuple[Path, ...]:
    """Write every file of a new platform, its test last. Raises PlatformRefused, and then nothing was written."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise PlatformRefused(f"平台名“{name}”只能由小写字母、数字和“_”组成，以字母开头，不超过 32 个字符")
    if not _TITLE.fullmatch(title):
        raise PlatformRefused(f"平台的中文名“{title}”只能是一行不超过 31 个字符的文字")
    platforms = checkout / "crawler" / "platforms"
    taken = next((path for path in (platforms / name, platforms / f"{name}.py") if path.exists()), None)
    if taken:
        raise PlatformRefused(f"{taken}：已存在，未作改动")
    root = checkout / "desk" / "new_platform" / kind
    words = {"name": name, "Name": name.title().replace("_", ""), "title": title}
    laid = {
        checkout / str(path.relative_to(root)).replace("NAME", name).removesuffix(".txt"): path
        for path in sorted(root.rglob("*.txt"))
    }
    if standing := next((path for path in laid if path.exists()), None):
        raise PlatformRefused(f"{standing}：已存在，未作改动")
    for path, template in laid.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(template.read_text("utf-8")).substitute(words), "utf-8")
    return tuple(laid)
