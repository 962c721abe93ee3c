"""Printing for people: Chinese lines on standard error, results on standard output.

Sellers' texts may hold terminal control sequences; whatever is printed through here cannot act on the terminal.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


def printable(text: str) -> str:
    """The text with control, format and surrogate characters shown as escapes instead of obeyed."""
    return "".join(
        character if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co") else f"\\u{ord(character):04x}"
        for character in text
    )


def say(line: str) -> None:
    """One line of result for a person."""
    sys.stdout.write(printable(line) + "\n")


def warn(line: str) -> None:
    """One line about something refused, not seen or failed."""
    sys.stderr.write(printable(line) + "\n")


def console() -> Console:
    """A rich console on standard output: colour on a terminal, plain text in a pipe."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def progress(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The items, with a progress bar on a terminal and silence in a pipe."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=what, total=total, console=Console(stderr=True), transient=True)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A line that shows how many requests and listings there are so far, on a terminal; silence in a pipe."""
    if not sys.stderr.isatty():
        yield lambda requests, listings: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda requests, listings: status.update(f"{what}：{requests} 次请求，{listings} 条商品")
