"""Reading a source file: YAML to plain values, and every refusal as one Chinese line with its place."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Any, NoReturn

import yaml


class SourceRefused(ValueError):
    """A source file that cannot be used: ``file``, ``field`` (path or line), ``reason`` (Chinese)."""

    def __init__(self, file: Path, field: str, reason: str) -> None:
        super().__init__(f"{file}：{field}：{reason}" if field else f"{file}：{reason}")
        self.file = file
        self.field = field
        self.reason = reason


def refuse(path: Path, field: str, reason: str) -> NoReturn:
    """Raise SourceRefused."""
    raise SourceRefused(path, field, reason)


def read_mapping(path: Path, needed: str = "platform、start 和 basis") -> dict[str, Any]:
    """The top level of a YAML file, with the short forms that people write spelled out.

    ``start: URL`` is one address, ``basis: open_page`` is a basis without a note, ``hours`` are ``HH:MM``.
    ``needed`` names its least keys for whoever wrote none. Raises SourceRefused for an unreadable file, a YAML error (with its line) or anything but a mapping.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        refuse(path, "", f"无法读取（{error.strerror}）")
    except UnicodeDecodeError:
        refuse(path, "", "不是 UTF-8 编码")
    try:
        value = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        refuse(path, f"第 {mark.line + 1} 行" if mark else "", "YAML 格式有误")
    except yaml.YAMLError:
        refuse(path, "", "YAML 格式有误，或含有不可见的控制字符")
    except (ValueError, RecursionError):
        refuse(path, "", "YAML 中的数值或日期无法识别，或嵌套过深")
    if not isinstance(value, dict):
        refuse(path, "", f"应为“键: 值”的列表，至少写明 {needed}")
    odd = next((key for key in value if not isinstance(key, str)), None)
    if odd is not None:
        refuse(path, str(odd), "键名应为文字")
    if isinstance(value.get("start"), str):
        value["start"] = [value["start"]]
    if isinstance(value.get("hosts"), str):
        value["hosts"] = [value["hosts"]]
    if isinstance(value.get("basis"), str):
        value["basis"] = {"kind": value["basis"]}
    for key in [key for key in value if value[key] is None and key not in ("platform", "start", "basis")]:
        del value[key]
    pace = value.get("pace")
    if isinstance(pace, dict) and isinstance(pace.get("hours"), list):
        pace["hours"] = [clock_time(path, "pace.hours", hour) for hour in pace["hours"]]
    return value


def clock_time(path: Path, field: str, value: object, wanted: str = "时间应写成“HH:MM”") -> time:
    """A time of day as people write it. Raises SourceRefused with ``wanted``."""
    # YAML 1.1 reads an unquoted 22:00 as the base-60 number 1320.
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * 60:
        return time(value // 60, value % 60)
    if isinstance(value, str) and (match := re.fullmatch(r"(\d{1,2})[:：](\d{2})", value.strip())):
        hour, minute = int(match[1]), int(match[2])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    refuse(path, field, f"{wanted}：{value}")


_AT = re.compile(r" - at `\$\.?([^`]*)`$")
_NAMED = re.compile(r"`([^`]*)`")
_TYPES = {"str": "文字", "int": "整数", "bool": "true/false", "object": "键值", "array": "列表", "null": "空值",
          "float": "数值", "date": "日期", "time": "时间"}  # fmt: skip


def refused_field(message: str) -> tuple[str, str]:
    """msgspec's English sentence as (field, Chinese reason)."""
    at = _AT.search(message)
    field = re.sub(r"\[(\d+|\.\.\.)\]", r".\1", at[1]).strip(".") if at else ""
    what = message[: at.start()] if at else message
    names: list[str] = _NAMED.findall(what)
    if "unknown field" in what:
        return ".".join(filter(None, (field, names[0]))), "未知的键，请检查拼写"
    if "missing required field" in what:
        return ".".join(filter(None, (field, names[0]))), "缺少必填项"
    if "enum value" in what:
        return field, f"不在允许的取值内：{what.rsplit(' ', 1)[-1]}"
    if "regex" in what or "length" in what:
        return field, "不能为空，且须符合约定的写法"
    if " >= " in what or " <= " in what or "out of range" in what:
        return field, "数值超出允许的范围"
    if len(names) >= 2:
        wanted = "或".join(_TYPES.get(n.strip(), n.strip()) for n in names[0].split("|"))
        return field, f"类型有误：应为{wanted}，实为{_TYPES.get(names[1], names[1])}"
    return field, "不符合约定的写法"
