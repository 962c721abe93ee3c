"""People who may sign in. Passwords are kept as Argon2id hashes and never leave this module.

A wrong name takes as long as a wrong password, and too many failures lock the account for a while,
whatever is then typed: neither tells a stranger which names exist.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from alerts import tables
from alerts.store import Store
from alerts.values import User

if TYPE_CHECKING:
    from pwdlib import PasswordHash

ROLES: dict[str, str] = {"admin": "管理员", "supervisor": "负责人", "reviewer": "审核员", "reader": "只读"}
"""``admin`` adds people, ``supervisor`` decides and approves what needs approval, ``reviewer`` decides on alerts,
``reader`` reads; see ``moves.MOVES`` for who makes which move."""

MOST_FAILURES = 5
LOCK_MINUTES = 15
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 256
"""Characters; Argon2 would take any length, and so any amount of work."""

_LONGEST_NAME = 64


class UserRefused(Exception):
    """A person who cannot be added; ``reason`` is one Chinese line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def add_user(
    store: Store, name: str, password: str, role: str, display: str = "", *, at: datetime | None = None
) -> User:
    """Add a person. Names are compared without case and width. Raises UserRefused, StoreRefused."""
    name, display = name.strip(), display.strip()
    key = _key(name)
    if not key or len(name) > _LONGEST_NAME or not key.isprintable():
        raise UserRefused(f"用户名须为 1 至 {_LONGEST_NAME} 个可见字符")
    if role not in ROLES:
        raise UserRefused(f"没有“{role}”这一角色，可选：{'、'.join(ROLES)}")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UserRefused(f"密码须为 {SHORTEST_PASSWORD} 至 {LONGEST_PASSWORD} 个字符")
    if _key(password) == key:
        raise UserRefused("密码不能与用户名相同")
    at = at or datetime.now(UTC)
    row = {
        "key": key, "name": name, "display": display or name, "role": role,
        "password_hash": _hasher().hash(password), "failures": 0, "created_at": at,
    }  # fmt: skip
    with store.writing() as connection:
        if connection.execute(select(tables.users.c.key).where(tables.users.c.key == key)).one_or_none():
            raise UserRefused(f"用户名“{name}”已存在")
        connection.execute(insert(tables.users), [row])
    return User(name, display or name, role, at)


def check_password(store: Store, name: str, password: str, *, at: datetime | None = None) -> User | None:
    """The person, or None: wrong name, wrong password, or locked (``MOST_FAILURES`` wrong ones in a row lock
    the account for ``LOCK_MINUTES``). ``at``: the clock. Raises StoreRefused."""
    at = at or datetime.now(UTC)
    table, this = tables.users, tables.users.c.key == _key(name)
    with store.reading() as connection:
        row = connection.execute(select(table).where(this)).one_or_none()
    matches = _hasher().verify(password[:LONGEST_PASSWORD], row.password_hash if row is not None else _nobody())
    matches = matches and len(password) <= LONGEST_PASSWORD
    if row is None:
        return None
    if matches and row.failures == 0 and row.locked_until is None:
        return _user(row)  # no write: signing in must not wait for a run that is being taken in
    with store.writing() as connection:
        # Read again: hashing takes long enough for other attempts to have locked the account meanwhile.
        now = connection.execute(select(table.c.failures, table.c.locked_until).where(this)).one()
        if now.locked_until is not None and at < now.locked_until:
            return None
        failures = 0 if matches else now.failures + 1
        locked_until = at + timedelta(minutes=LOCK_MINUTES) if failures >= MOST_FAILURES else None
        failures = 0 if locked_until else failures
        connection.execute(update(table).where(this).values(failures=failures, locked_until=locked_until))
    return _user(row) if matches else None


def find_user(store: Store, name: str) -> User | None:
    """The person of that name, for example to renew a session."""
    with store.reading() as connection:
        row = connection.execute(select(tables.users).where(tables.users.c.key == _key(name))).one_or_none()
    return _user(row) if row is not None else None


def users(store: Store) -> tuple[User, ...]:
    """Everybody, by name."""
    with store.reading() as connection:
        return tuple(_user(row) for row in connection.execute(select(tables.users).order_by(tables.users.c.key)))


def has_users(store: Store) -> bool:
    """Is there anybody at all? A desk without people sets up its first administrator."""
    with store.reading() as connection:
        return connection.execute(select(tables.users.c.key).limit(1)).one_or_none() is not None


def _user(row: tables.AnyRow) -> User:
    return User(row.name, row.display, row.role, row.created_at, row.locked_until)


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold().replace("\x00", "")


@cache
def _hasher() -> PasswordHash:
    from pwdlib import PasswordHash  # who reads alerts only, and hashes nothing, need not wait for it

    return PasswordHash.recommended()


@cache
def _nobody() -> str:
    return _hasher().hash("nobody has this password")
