"""YAML that knows its lines: every refusal names the file, the line and the reason.

Only plain data is read (the safe loader); a key written twice is refused, because the parser would
silently keep the last one and a rule would lose a condition.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

T = TypeVar("T")


class FileRefused(ValueError):
    """A data file that cannot be used. ``file`` its name, ``line`` from 1 (0: the whole), ``reason`` Chinese."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file} 第{line}行：{reason}" if line else f"{file}：{reason}")
        self.file = file
        self.line = line
        self.reason = reason


class Marked:
    """The value of a YAML file beside the line on which each part of it stands."""

    def __init__(self, file: str, value: Any, lines: dict[tuple[str | int, ...], int]) -> None:
        self.file = file
        self.value = value
        self._lines = lines

    def line(self, *path: str | int) -> int:
        """The line of the part at ``path``, or of its nearest written parent."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def refusal(self, reason: str, *path: str | int) -> FileRefused:
        return FileRefused(self.file, self.line(*path), reason)

    def convert(self, kind: type[T], *path: str | int) -> T:
        """The part at ``path`` as ``kind``. Raises FileRefused with line and reason."""
        part = self.value
        for step in path:
            part = part[step]
        return self.convert_value(part, kind, *path)

    def convert_value(self, value: Any, kind: type[T], *path: str | int) -> T:
        """``value``, read at ``path``, as ``kind``; closed structs refuse unknown keys by name."""
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            what, inner = _split(str(error))
            if "unknown field" in what:
                # The library names the parent's place; the misspelt key's own line is what an editor looks for.
                inner = (*inner, what.split("`")[1])
            raise self.refusal(_chinese(what), *path, *inner) from None


# libyaml's own, in every wheel of PyYAML: ten times as fast, which shows whenever a command starts.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_plain(path: Path) -> Any:
    """The data of one of the package's own YAML files, without its lines. Raises OSError and yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader


def read_marked(path: Path) -> Marked:
    """Read one YAML file. Raises FileRefused for anything that is not plain, well-formed data."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(path.name, 0, "文件无法读取或不是 UTF-8 编码") from error
    lines: dict[tuple[str | int, ...], int] = {}
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise FileRefused(path.name, 0, "文件为空")
        _walk(path.name, node, (), lines)
        value = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise FileRefused(path.name, line, "YAML 语法错误") from None
    finally:
        loader.dispose()
    return Marked(path.name, value, lines)


def _walk(file: str, node: yaml.Node, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, item in node.value:
            if key.value in seen:
                raise FileRefused(file, key.start_mark.line + 1, f"键“{key.value}”重复")
            seen.add(key.value)
            _walk(file, item, (*path, key.value), lines)
            lines[(*path, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            _walk(file, item, (*path, i), lines)


def _split(message: str) -> tuple[str, tuple[str | int, ...]]:
    what, _, where = message.partition(" - at `$")
    steps: list[str | int] = []
    for piece in where.rstrip("`").replace("[", ".[").split("."):
        if piece.startswith("[") and piece[1:-1].isdigit():
            steps.append(int(piece[1:-1]))
        elif piece:
            steps.append(piece)
    return what, tuple(steps)


def _chinese(what: str) -> str:
    named = what.split("`")
    if "unknown field" in what:
        return f"未知的键“{named[1]}”"
    if "missing required field" in what:
        return f"缺少必填的键“{named[1]}”"
    if "Invalid enum value" in what:
        return f"取值“{what.rsplit(' ', 1)[-1].strip(chr(39))}”不在允许范围内"
    if what.startswith("Expected"):
        return "值的类型不对"
    return "值不符合要求"
