"""Secrets of channels: from the environment, or from a file that only its owner can read. They come out only here."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path

import yaml

from alerts.channels import Unconfigured

PREFIX = "ZUANJIAN_NOTIFY_"
"""Environment variables are called this and the secret's name."""


class Secrets:
    """Named secrets of a home. The environment goes first; the file is read when it is first needed."""

    def __init__(self, file: Path, environment: Mapping[str, str]) -> None:
        self._file, self._environment = file, environment
        self._kept: dict[str, tuple[str, ...]] | None = None

    def __repr__(self) -> str:
        return "Secrets(…)"

    def of(self, name: str) -> tuple[str, ...]:
        """The values of a secret, newest first. In the environment several stand parted by blanks, in the file as a list.

        Raises Unconfigured with the name, never with a value.
        """
        stated = tuple(self._environment.get(PREFIX + name, "").split())
        if not stated:
            if self._kept is None:
                self._kept = self._read()
            stated = self._kept.get(name, ())
        if not stated:
            raise Unconfigured(f"没有密钥 {name}：请设置环境变量 {PREFIX}{name}，或写入 {self._file}")
        return stated

    def _read(self) -> dict[str, tuple[str, ...]]:
        try:
            mode = self._file.stat().st_mode
            text = self._file.read_text("utf-8-sig")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError):
            raise Unconfigured(f"{self._file}：无法读取，应为 UTF-8 编码的 YAML") from None
        if stat.S_IMODE(mode) & 0o077:
            raise Unconfigured(f"{self._file}：密钥文件可被他人读取，请先执行 chmod 600")
        try:
            data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the loader that makes nothing but text
        except (yaml.YAMLError, ValueError, RecursionError):
            raise Unconfigured(f"{self._file}：YAML 格式有误") from None
        if data in (None, ""):
            return {}
        if not isinstance(data, dict):
            raise Unconfigured(f"{self._file}：应为“名称: 密钥”的列表")
        return {str(name): self._values(str(name), value) for name, value in data.items()}

    def _values(self, name: str, value: object) -> tuple[str, ...]:
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(one, str) and one.strip() for one in values):
            raise Unconfigured(f"{self._file}：{name[:64]}：应为文字，或文字的列表（新的在前）")
        return tuple(one.strip() for one in values)
