"""The child process of a queued job: one command line, ended with its worker.

``python -m desk.working.child ARGUMENTS…`` with a pipe as standard input. When the pipe ends, the worker is gone,
however it went; this process then ends at once, and with it the crawl, which watches its own parent in the same way.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

from desk.outcome import PASSING, queued_status

_LEAVE = 15.0  # seconds to put away what there is
_INTERRUPTED = 130


def _end_with_worker() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(_LEAVE)
    os._exit(PASSING)  # whatever held it up, another worker may begin the same job


def _stop(number: int, frame: FrameType | None) -> None:
    """SIGTERM ends the command as Ctrl-C does: a crawl below it is stopped in order and waited for."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def main() -> None:
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_end_with_worker, daemon=True).start()
    try:
        from desk.cli import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = _INTERRUPTED
    sys.exit(PASSING if status == _INTERRUPTED else queued_status(status))


if __name__ == "__main__":
    main()
