"""Crawls in processes that are forked from one that has Scrapy loaded, instead of one interpreter started for each.

Everything else is as in a real crawl: ``crawler.launch`` writes the source and listens, ``crawler.process`` reads it, crawls
in a process of its own and reports. Starting an interpreter and importing Scrapy takes longer than such a crawl.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from subprocess import PIPE
from types import TracebackType
from typing import IO

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.crawler.warm"])


class Popen:
    """What ``crawler.launch`` needs of ``subprocess.Popen``, for the one command that it starts."""

    def __init__(self, command: list[str], *, stdin: int, stdout: int, stderr: IO[bytes]) -> None:
        assert command[:3] == [sys.executable, "-m", "crawler.process"]
        assert (stdin, stdout) == (PIPE, PIPE)
        told, ours = _SERVER.Pipe(duplex=False)
        heard, theirs = _SERVER.Pipe(duplex=False)
        errors = Connection(os.dup(stderr.fileno()), readable=False)
        ends = (told, theirs, errors)
        self._process = _SERVER.Process(target=_crawl, args=(command[2:], dict(os.environ), *ends))
        self._process.start()
        for end in ends:
            end.close()
        self.stdin = os.fdopen(os.dup(ours.fileno()), "wb")
        self.stdout = os.fdopen(os.dup(heard.fileno()), "rb")
        ours.close()
        heard.close()

    def __enter__(self) -> Popen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stdout.close()
        self.stdin.close()
        self.wait()

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode


def _crawl(
    argv: list[str], environment: dict[str, str], told: Connection, heard: Connection, errors: Connection
) -> None:
    """Be the child: its standard streams, its environment, its entry."""
    os.environ.clear()
    os.environ.update(environment)
    for number, end in enumerate((told, heard, errors)):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdin = os.fdopen(0, "r", closefd=False)
    sys.argv = argv
    from crawler.process import main

    main()
