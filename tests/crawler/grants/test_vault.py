"""The vault: what goes in comes out with the right key alone, and nothing of it can be read beside."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from crawler.grants.grant import Grant
from crawler.grants.key import VARIABLE, KeyRefused, new_key_file
from crawler.grants.telling import GrantRefused, read_grant
from crawler.grants.vault import GrantBusy, GrantMissing, Vault

GRANT = Grant(id="授权-7", platform="douyin", app_key="k", app_secret="sesame", access_token="open", holder="某店")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_key_file(tmp_path)
    return tmp_path


def test_a_grant_comes_out_as_it_went_in_and_lies_there_sealed(folder: Path) -> None:
    vault = Vault(folder, {})
    vault.write(GRANT)
    assert vault.ids() == ("授权-7",)
    assert vault.read("授权-7") == GRANT
    path = folder / "授权-7.grant"
    assert b"sesame" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not any(secret in repr(GRANT) for secret in GRANT.secrets())


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_that_others_can_read_opens_nothing(mode: int, folder: Path) -> None:
    (folder / "key").chmod(mode)
    with pytest.raises(KeyRefused, match="chmod 600"):
        Vault(folder, {})


@pytest.mark.parametrize("text", ["", "short", "=" * 44])
def test_a_key_that_is_none_is_named(text: str, folder: Path) -> None:
    (folder / "key").write_text(text)
    with pytest.raises(KeyRefused, match="密钥"):
        Vault(folder, {})


def test_without_a_key_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KeyRefused, match="grant key"):
        Vault(tmp_path, {})


def test_another_key_opens_nothing_and_an_older_one_still_does(folder: Path) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    Vault(folder, {VARIABLE: old}).write(GRANT)
    with pytest.raises(GrantMissing, match="密钥不符"):
        Vault(folder, {VARIABLE: new}).read("授权-7")
    assert Vault(folder, {VARIABLE: f"{new},{old}"}).read("授权-7") == GRANT


def test_a_damaged_file_is_named(folder: Path) -> None:
    vault = Vault(folder, {})
    vault.write(GRANT)
    path = folder / "授权-7.grant"
    path.write_bytes(path.read_bytes()[:-9] + b"AAAAAAAAA")
    with pytest.raises(GrantMissing, match="已损坏"):
        vault.read("授权-7")


@pytest.mark.parametrize("grant_id", ["", "../key", "a/b", ".hidden", "none"])
def test_a_name_that_is_no_grant_reads_nothing(grant_id: str, folder: Path) -> None:
    with pytest.raises(GrantMissing):
        Vault(folder, {}).read(grant_id)


def test_one_at_a_time_changes_a_grant(folder: Path) -> None:
    vault = Vault(folder, {})
    with vault.changing("授权-7"), pytest.raises(GrantBusy, match="另一进程"), Vault(folder, {}).changing("授权-7"):
        pytest.fail("two hold one lock")
    with vault.changing("授权-7"):
        pass


def test_a_grant_is_read_from_json() -> None:
    told = (
        '{"app_key": "k", "app_secret": "s", "expires_at": "2026-11-29T00:00:00+08:00", "more": {"sign_secret": "x"}}'
    )
    grant = read_grant(told, "授权-7", "kuaishou")
    assert grant.expires_at is not None
    assert grant.more == {"sign_secret": "x"}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("", "不是有效的 JSON"),
        ("[]", "一个 JSON 对象"),
        ('{"app_key": "k"}', "缺少 app_secret"),
        ('{"app_key": "k", "app_secret": "sesame", "expires_at": "2026-11-29T00:00:00"}', "expires_at"),
        ('{"app_key": "k", "app_secret": "sesame", "secret": "x"}', "secret"),
        ('{"app_key": "k", "app_secret": 7}', "app_secret"),
    ],
)
def test_what_is_no_grant_is_refused_without_showing_it(told: str, said: str) -> None:
    with pytest.raises(GrantRefused) as refused:
        read_grant(told, "授权-7", "douyin")
    assert said in str(refused.value)
    assert "sesame" not in str(refused.value)
