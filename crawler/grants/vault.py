"""The vault: every grant in a file of its own, encrypted, replaced whole and locked while it changes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from cryptography.fernet import InvalidToken

from crawler.grants.grant import Grant
from crawler.grants.key import vault_key
from crawler.whole_file import WholeFile

VAULT = "grants"
"""The vault's folder, beside the runs in the data folder."""

SUFFIX = ".grant"


class GrantMissing(LookupError):
    """A grant that is not in the vault, or cannot be read from it; the message is Chinese."""


class GrantBusy(RuntimeError):
    """Another process is changing this grant right now."""


class Vault:
    """``<home>/grants``. Grants are read anew each time: another process may have refreshed a token meanwhile."""

    def __init__(self, folder: Path, environment: Mapping[str, str] = os.environ) -> None:
        """Raises KeyRefused when there is no usable key."""
        self._folder = folder
        self._key = vault_key(folder, environment)

    def ids(self) -> tuple[str, ...]:
        """The grants that are there, by name."""
        return tuple(sorted(path.name.removesuffix(SUFFIX) for path in self._folder.glob(f"*{SUFFIX}")))

    def read(self, grant_id: str) -> Grant:
        """Raises GrantMissing when there is no such grant or the key does not open it."""
        path = self._path(grant_id)
        try:
            sealed = path.read_bytes()
        except OSError:
            raise GrantMissing(f"授权库里没有编号为“{grant_id}”的授权") from None
        try:
            return msgspec.json.decode(self._key.decrypt(sealed), type=Grant)
        except (InvalidToken, msgspec.DecodeError):
            raise GrantMissing(f"授权“{grant_id}”无法解开：密钥不符，或文件已损坏") from None

    def write(self, grant: Grant) -> None:
        """Store a grant, whole or not at all, readable by its owner alone, and on disk when this returns."""
        msgspec.convert(msgspec.to_builtins(grant), Grant)  # the name becomes a path: hold it to its pattern
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with WholeFile(self._path(grant.id)) as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(self._key.encrypt(msgspec.json.encode(grant)))

    def forget(self, grant_id: str) -> None:
        """Remove a grant. Raises GrantMissing when it is not there."""
        try:
            self._path(grant_id).unlink()
        except OSError:
            raise GrantMissing(f"授权库里没有编号为“{grant_id}”的授权") from None

    @contextmanager
    def changing(self, grant_id: str) -> Iterator[None]:
        """Hold the grant's lock, which the system drops with the process. Raises GrantBusy if another holds it."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / f".{self._path(grant_id).name}.lock").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise GrantBusy(f"授权“{grant_id}”正由另一进程更新") from None
            yield

    def _path(self, grant_id: str) -> Path:
        if not grant_id or "/" in grant_id or grant_id.startswith("."):
            raise GrantMissing(f"授权编号“{grant_id}”不合写法")
        return self._folder / f"{grant_id}{SUFFIX}"
