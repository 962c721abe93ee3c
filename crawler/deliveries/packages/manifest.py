"""``manifest.json`` of a package: the sender's batch id and the sha256 of every file.

``{"batch": "…", "files": [{"name": "…", "sha256": "…", "kind": "sheet"}]}``; ``kind`` may be absent, ``files``
may also be an object of name -> sha256, and ``batch_id`` is read as ``batch``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import orjson

from crawler.deliveries.delivery import Problem

NAME = "manifest.json"
LONGEST = 4 * 1024 * 1024  # bytes

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the manifest says of one file: sha256 in lower-case hex, and its kind where it says so."""

    sha256: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class PackageManifest:
    """``files`` by name; ``problems`` are what cannot be read of the manifest itself."""

    batch: str | None = None
    files: dict[str, Stated] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_manifest(data: bytes) -> PackageManifest | Problem:
    """The manifest, or why it is none: then nothing can be compared with it."""
    try:
        value: Any = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        return _problem(f"不是有效的 JSON（第 {error.lineno} 行第 {error.colno} 个字符附近），各文件未能核对")
    files = value.get("files") if isinstance(value, dict) else None
    if isinstance(files, dict):
        files = [{"name": name, "sha256": sha256} for name, sha256 in files.items()]
    if not isinstance(files, list):
        return _problem("缺少 files（文件名和 sha256 的列表），各文件未能核对")
    stated: dict[str, Stated] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(files, 1):
        name, sha256, kind = _parts(entry)
        if not name or not _SHA256.fullmatch(sha256):
            problems.append(_problem("文件名或 sha256 无法读取", f"files.{number - 1}", str(entry)[:500]))
        elif name in stated:
            problems.append(_problem(f"“{name[:100]}”列出了两次，以第一次为准", f"files.{number - 1}"))
        else:
            stated[name] = Stated(sha256, kind)
    batch = value.get("batch") or value.get("batch_id")
    if not isinstance(batch, str) or not batch.strip() or len(batch) > 200:
        problems.append(_problem("缺少批次号（batch）", "batch"))
        batch = None
    return PackageManifest(batch.strip() if batch else None, stated, tuple(problems))


def _parts(entry: object) -> tuple[str, str, str | None]:
    if not isinstance(entry, dict):
        return "", "", None
    name, sha256, kind = entry.get("name"), entry.get("sha256"), entry.get("kind")
    return (
        name.removeprefix("./") if isinstance(name, str) else "",
        sha256.strip().lower().removeprefix("sha256:") if isinstance(sha256, str) else "",
        kind if isinstance(kind, str) else None,
    )


def _problem(reason: str, field: str = "", raw: str = "") -> Problem:
    return Problem(0, field, reason, raw=raw, file=NAME)
