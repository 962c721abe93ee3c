from __future__ import annotations

from pathlib import Path

import pytest

from alerts.channels import Unconfigured
from desk.notifying.secrets import Secrets


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notify-secrets.yml"
    path.write_text("WECOM: key-s3cr3t\nPIN: 0123\nKEYS: [new, old]\n", "utf-8")
    path.chmod(0o600)
    return path


def test_the_environment_goes_first_and_may_hold_two(file: Path) -> None:
    secrets = Secrets(file, {"ZUANJIAN_NOTIFY_WECOM": " other  older ", "ZUANJIAN_NOTIFY_EMPTY": ""})
    assert secrets.of("WECOM") == ("other", "older")
    assert secrets.of("KEYS") == ("new", "old")
    assert secrets.of("PIN") == ("0123",)  # as written, not as a number
    with pytest.raises(Unconfigured, match="EMPTY"):
        secrets.of("EMPTY")


def test_a_file_that_others_can_read_is_refused(file: Path) -> None:
    file.chmod(0o640)
    with pytest.raises(Unconfigured, match="chmod 600"):
        Secrets(file, {}).of("WECOM")
    assert Secrets(file, {"ZUANJIAN_NOTIFY_WECOM": "x"}).of("WECOM") == ("x",)


@pytest.mark.parametrize(
    "text", ["A: [", "- s3cr3t", "A: {b: s3cr3t}", "A: [s3cr3t, {}]", "A: ''", "A: 's3cr3t", "\x00"]
)
def test_a_bad_file_is_named_and_not_quoted(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(Unconfigured, match="notify-secrets") as refused:
        Secrets(file, {}).of("A")
    assert "s3cr3t" not in refused.value.reason


def test_nothing_is_shown(file: Path) -> None:
    secrets = Secrets(file, {"ZUANJIAN_NOTIFY_A": "s3cr3t"})
    secrets.of("WECOM")
    assert "s3cr3t" not in repr(secrets)
