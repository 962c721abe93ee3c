"""What the documents tell a newcomer to type exists, in both languages alike."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from desk.cli import app

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")


def commands(name: str) -> list[str]:
    """Every ``zuanjian …`` and ``make …`` of a document's code, without its comment."""
    text = (ROOT / name).read_text("utf-8")
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`((?:zuanjian|make) [^`…]+)`", text)
    lines = [line for block in blocks for line in block.splitlines()] + inline
    return [re.sub(r"\s+#.*", "", line).strip() for line in lines if line.startswith(("zuanjian ", "make "))]


def known_options(words: list[str]) -> set[str]:
    """The options of the command that ``words`` begin with. Raises KeyError for a command that does not exist."""
    group = typer.main.get_group(app)
    if words[:1] == ["--home"]:
        words = words[2:]
    command = group.commands[words[0]]
    rest = words[1:]
    while rest and hasattr(command, "commands") and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_a_readme_exists(name):
    told = commands(name)
    assert len(told) > 15
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for line in told:
        program, *words = shlex.split(line.replace("<", "").replace(">", ""))
        if program == "make":
            assert words[0] in targets, line
        elif "--help" not in words:
            options = known_options(words) | {"--home"}
            assert {word for word in words if word.startswith("--")} <= options, line


def test_both_readmes_tell_the_same_commands():
    def shape(name: str) -> list[str]:
        return [re.sub(r"\"[^\"]*\"|<[^>]*>", "…", line) for line in commands(name)]

    assert shape("README.md") == shape("README.zh-CN.md")


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_told_of(name):
    text = (ROOT / name).read_text("utf-8")
    for command in typer.main.get_group(app).commands:
        assert re.search(rf"(zuanjian|--home \S+) {command}\b", text) or f"make {command}" in text, command


def test_every_dependency_has_its_reason():
    stated = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Dependencies and why")[2]
    block = re.search(
        r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert block
    for name in re.findall(r'"([a-z0-9-]+)', block[1]):
        assert re.search(rf"[|, ]{name}(\[|,| \||$)", stated), name


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_locks_are_hashed_and_name_no_index(name):
    text = (ROOT / "requirements" / name).read_text("utf-8")
    assert "://" not in text
    assert set(re.findall(r"--[a-z-]+", text)) == {"--hash"}
    pins = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE)
    assert len(pins) > 80
    assert all(pin.rstrip().endswith("\\") for pin in pins), "each pin is followed by its hashes"
