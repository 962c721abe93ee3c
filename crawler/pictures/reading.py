"""Reading pictures: one worker process at a time on a home, a limit for each picture, each result kept under its hash."""

from __future__ import annotations

import fcntl
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from crawler.pictures.engine import ENGINE
from crawler.pictures.keeping import place
from crawler.pictures.texts import Outcome, Reading, Readings
from crawler.pictures.worker import Answer

START_SECONDS = 60.0
PICTURE_SECONDS = 180.0
"""A picture takes half a second to two on two idle cores, each piece of a long one as much again."""
WORKER = (sys.executable, "-m", "crawler.pictures.worker")


class ReaderFailed(RuntimeError):
    """The worker does not even start; the message is one Chinese line."""


class Reader:
    """``with Reader(…) as reader: reader.read(hash)``. A second one on the same home waits for the first to end.

    A worker that hangs or dies is replaced; its picture gets that as its outcome and is not tried again by this version
    unless ``retry`` says so.
    """

    def __init__(
        self,
        evidence: Path,
        version: str,
        *,
        command: Sequence[str] = WORKER,
        seconds: float = PICTURE_SECONDS,
        start_seconds: float = START_SECONDS,
        retry: bool = False,
    ) -> None:
        self._evidence = evidence
        self._readings = Readings(evidence)
        self._version = version
        self._command = command
        self._seconds, self._start_seconds = seconds, start_seconds
        self._retry = retry
        self._worker: subprocess.Popen[bytes] | None = None
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Reader:
        self._readings.folder.mkdir(parents=True, exist_ok=True)
        self._lock = (self._readings.folder / ".lock").open("ab")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        if self._lock is not None:
            self._lock.close()

    def read(self, sha256: str) -> Reading | None:
        """What is printed in a picture, from the record or read now; None where its bytes are not in evidence.

        Raises ReaderFailed where the engine cannot be started and OSError where the record cannot be written.
        """
        known = self._readings.of(sha256)
        if known is not None and (known.engine, known.version) == (ENGINE, self._version):
            failed = known.outcome in ("timeout", "crashed")
            if not (failed and self._retry):
                return known
        path = place(self._evidence, sha256).absolute()
        if not path.is_file():
            return known
        begun = time.monotonic()
        answer = self._ask(path)
        reading = Reading(
            sha256, ENGINE, self._version, answer.outcome, answer.lines, answer.reason, answer.whole,
            round(time.monotonic() - begun, 2),
        )  # fmt: skip
        self._readings.keep(reading)
        return reading

    def _ask(self, path: Path) -> Answer:
        worker = self._started()
        assert worker.stdin is not None  # noqa: S101 - narrowing: it is a pipe
        try:
            worker.stdin.write(str(path).encode() + b"\n")
            worker.stdin.flush()
            answer = self._answer(worker, self._seconds)
        except TimeoutError:
            return self._replaced("timeout", f"读取超过 {self._seconds:g} 秒，已停止")
        except (OSError, msgspec.DecodeError):
            return self._replaced("crashed", "读取时识别进程意外中止")
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._worker is None:
            self._worker = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            try:
                self._answer(self._worker, self._start_seconds)
            except (OSError, msgspec.DecodeError):
                self._end()
                raise ReaderFailed("图片文字识别无法启动，请重新安装可选组件 ocr") from None
        return self._worker

    @staticmethod
    def _answer(worker: subprocess.Popen[bytes], seconds: float) -> Answer:
        """The next line of the worker. Raises TimeoutError, EOFError's kin OSError, or DecodeError."""
        assert worker.stdout is not None  # noqa: S101 - narrowing: it is a pipe
        until = time.monotonic() + seconds
        line = b""
        with selectors.DefaultSelector() as ready:
            ready.register(worker.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not ready.select(max(0.0, until - time.monotonic())):
                    raise TimeoutError
                piece = os.read(worker.stdout.fileno(), 1 << 16)
                if not piece:
                    raise BrokenPipeError
                line += piece
        return msgspec.json.decode(line, type=Answer)

    def _replaced(self, outcome: Outcome, reason: str) -> Answer:
        self._end()
        return Answer(outcome, reason=reason)

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            with suppress(OSError):
                worker.__exit__(None, None, None)
