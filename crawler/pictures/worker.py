"""The worker process that reads pictures: ``python -m crawler.pictures.worker``.

Reads one path a line on standard input and writes one JSON line for each: an ``Answer``; the first line says that the
engine is ready. Standard input ends with the parent, and so does the worker; a picture that takes far too long kills it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from crawler.pictures.engine import Reads, load
from crawler.pictures.picture import PictureRefused, decoded, opened
from crawler.pictures.texts import Line, Outcome

LONGEST_SECONDS = 300
"""After so long the system ends the worker, for the case that the parent, who waits less, is no more."""


class Answer(Struct, omit_defaults=True):
    """What became of one picture."""

    outcome: Outcome = "read"
    lines: tuple[Line, ...] = ()
    whole: bool = True
    reason: str | None = None


def answer(path: Path, read: Reads) -> Answer:
    """Read one picture; what is no picture within the limits is named."""
    try:
        with opened(path.read_bytes()) as image:
            lines, whole = read(decoded(image))
    except PictureRefused as refused:
        return Answer(refused.kind, reason=refused.reason)
    return Answer(lines=lines, whole=whole)


def main() -> None:
    channel = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not mix with the answers
    os.nice(10)
    read = load()
    channel.write(msgspec.json.encode(Answer()) + b"\n")
    for line in sys.stdin.buffer:
        signal.alarm(LONGEST_SECONDS)
        channel.write(msgspec.json.encode(answer(Path(line.decode().rstrip("\n")), read)) + b"\n")
        signal.alarm(0)


if __name__ == "__main__":
    main()
