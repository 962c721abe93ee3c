"""The key of the vault: from the environment, or from a file that only its owner can read."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet

VARIABLE = "ZUANJIAN_GRANT_KEY"
"""Environment variable with the key, or several parted by commas: the first encrypts, all of them decrypt."""

KEY_FILE = "key"
"""Name of the key file inside the vault's folder, where the environment names no key."""


class KeyRefused(ValueError):
    """The vault cannot be opened; the message is one Chinese sentence."""


def new_key_file(folder: Path) -> Path:
    """Make a fresh key in ``folder``, readable by its owner alone. Raises FileExistsError rather than replace one."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / KEY_FILE
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, Fernet.generate_key() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
    return path


def vault_key(folder: Path, environment: Mapping[str, str]) -> MultiFernet:
    """The key to the vault in ``folder``. Raises KeyRefused when there is none or its file lies open to others.

    Fernet: AES-128-CBC with HMAC-SHA256, https://github.com/fernet/spec; several keys allow for a change of keys.
    """
    stated = environment.get(VARIABLE, "").strip()
    if stated:
        return _keys(stated.replace(",", "\n"), f"环境变量 {VARIABLE}")
    path = folder / KEY_FILE
    try:
        state = path.stat()
        text = path.read_text("ascii", errors="replace")
    except FileNotFoundError:
        raise KeyRefused(
            f"没有授权库的密钥：请设置环境变量 {VARIABLE}，或运行 zuanjian grant key 生成 {path}"
        ) from None
    except OSError as error:
        raise KeyRefused(f"{path}：无法读取密钥（{error.strerror}）") from None
    if stat.S_IMODE(state.st_mode) & 0o077:
        raise KeyRefused(f"{path}：密钥文件可被他人读取，请先执行 chmod 600")
    return _keys(text, str(path))


def _keys(text: str, where: str) -> MultiFernet:
    try:
        keys = [Fernet(line.strip()) for line in text.splitlines() if line.strip()]
    except ValueError:
        raise KeyRefused(f"{where}：密钥格式有误，应为 32 字节的 base64（urlsafe）") from None
    if not keys:
        raise KeyRefused(f"{where}：密钥为空")
    return MultiFernet(keys)
