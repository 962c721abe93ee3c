"""What the directory of a package says of a member: its name as the sender sees it, and why it must not be read."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from pathlib import PurePosixPath

_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".jar")
_LONGEST_NAME = 200  # bytes of the last part of a name


def name_of(info: zipfile.ZipInfo) -> str:
    """The name as its author wrote it. Without the UTF-8 flag zip means cp437; Chinese tools write UTF-8 or GBK."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def is_litter(name: str) -> bool:
    """What desktops add by themselves and nobody meant to send."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or (bool(parts) and parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini"))


def refusal_of(name: str, info: zipfile.ZipInfo) -> str | None:
    """Why a member is not to be read, by its name and its entry alone; None when nothing speaks against it."""
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ".." in parts or name[1:2] == ":":
        return "路径指向包外，或不是相对路径"
    if (
        any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") for c in name)
        or not parts[-1].strip()
        or len(parts[-1].encode()) > _LONGEST_NAME
    ):
        return "文件名为空、过长或含有控制字符"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "是符号链接"
    if kind not in (0, stat.S_IFREG):
        return "不是普通文件"
    if info.flag_bits & 0x1:
        return "已加密，请改送未加密的成员（整包可在传输时加密）"
    if PurePosixPath(name).suffix.lower() in _ARCHIVES:
        return "包内不得再有压缩包"
    return None
