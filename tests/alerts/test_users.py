"""People who sign in: names without traps, passwords that are never kept, locks that a clock opens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from alerts import users
from alerts.store import Store
from alerts.users import LOCK_MINUTES, MOST_FAILURES, SHORTEST_PASSWORD, UserRefused, add_user, check_password
from tests.alerts.scenes import at

GOOD = "石头剪刀布再来一次！"


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost of a hash is a tenth of a second by design: too much for hundreds of attempts."""
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(users, "_hasher", lambda: cheap)


@pytest.fixture
def zhang(store: Store) -> Store:
    add_user(store, "Zhang.Wei", GOOD, "reviewer", "张伟", at=at(0))
    return store


@pytest.mark.parametrize("name", ["Zhang.Wei", "zhang.wei", " ＺＨＡＮＧ.wei "])
def test_right_password(zhang: Store, name: str) -> None:
    user = check_password(zhang, name, GOOD, at=at(0))
    assert user is not None
    assert (user.name, user.display, user.role) == ("Zhang.Wei", "张伟", "reviewer")


@pytest.mark.parametrize(
    ("name", "password"),
    [("zhang.wei", GOOD + "x"), ("zhang.wei", ""), ("nobody", GOOD), ("", ""), ("zhang.wei", GOOD * 99)],
)
def test_wrong_ones(zhang: Store, name: str, password: str) -> None:
    assert check_password(zhang, name, password, at=at(0)) is None


def test_password_is_not_kept(zhang: Store) -> None:
    with zhang.reading() as connection:
        [row] = connection.exec_driver_sql("SELECT password_hash FROM users").all()
    assert row.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("name", "password", "role", "reason"),
    [
        ("", GOOD, "reader", "用户名"),
        ("a" * 65, GOOD, "reader", "用户名"),
        ("a\nb", GOOD, "reader", "用户名"),
        ("li", GOOD, "boss", "角色"),
        ("li", "短" * (SHORTEST_PASSWORD - 1), "reader", "密码须为"),
        ("li", "长" * 257, "reader", "密码须为"),
        ("lilililili", "LILILILILI", "reader", "与用户名相同"),
        ("ＺＨＡＮＧ.wei", GOOD, "reader", "已存在"),
    ],
)
def test_person_that_cannot_be_added(zhang: Store, name: str, password: str, role: str, reason: str) -> None:
    with pytest.raises(UserRefused, match=reason):
        add_user(zhang, name, password, role)
    assert len(users.users(zhang)) == 1


def test_shortest_password_will_do(store: Store) -> None:
    assert not users.has_users(store)
    add_user(store, "li", "短" * SHORTEST_PASSWORD, "admin", at=at(0))
    assert users.has_users(store)
    assert [(user.name, user.display) for user in users.users(store)] == [("li", "li")]


@pytest.mark.parametrize(
    ("wrong", "locked"), [(MOST_FAILURES - 1, False), (MOST_FAILURES, True), (MOST_FAILURES + 1, True)]
)
def test_too_many_failures_lock(zhang: Store, wrong: int, locked: bool) -> None:
    for _ in range(wrong):
        assert check_password(zhang, "zhang.wei", "falsch", at=at(0)) is None
    assert (check_password(zhang, "zhang.wei", GOOD, at=at(0)) is None) == locked


@pytest.mark.parametrize(("seconds", "opens"), [(-1, False), (0, True), (1, True)])
def test_lock_opens_with_the_clock(zhang: Store, seconds: int, opens: bool) -> None:
    for _ in range(MOST_FAILURES):
        check_password(zhang, "zhang.wei", "falsch", at=at(0))
    later = at(0) + timedelta(minutes=LOCK_MINUTES, seconds=seconds)
    assert (check_password(zhang, "zhang.wei", GOOD, at=later) is not None) == opens


def test_success_forgets_failures(zhang: Store) -> None:
    for _ in range(3):
        for _ in range(MOST_FAILURES - 1):
            check_password(zhang, "zhang.wei", "falsch", at=at(0))
        assert check_password(zhang, "zhang.wei", GOOD, at=at(0)) is not None


def test_real_hashing_costs_what_is_recommended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    add_user(store, "li", GOOD, "reader", at=at(0))
    assert check_password(store, "li", GOOD, at=at(0)) is not None
    with store.reading() as connection:
        assert "m=65536,t=3" in connection.exec_driver_sql("SELECT password_hash FROM users").scalar_one()


def test_finding_a_person(zhang: Store) -> None:
    found = users.find_user(zhang, "ZHANG.WEI")
    assert found is not None
    assert found.display == "张伟"
    assert users.find_user(zhang, "li") is None
