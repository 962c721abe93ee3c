"""One worker per host: two crawls never ask one host at the same time, whatever their sources and processes are.

Whoever crawls holds a lock for each host and port of its source, and for the grant it rests on. Another crawl waits for
them: a job that a schedule has started at its hour is late then, and not lost. Locks are taken in one order, so that
nobody waits in a ring; the system drops them with the process, so that nobody waits for the dead. They are kept in
``runs/.hosts``: one data folder, one worker.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from crawler.limits.budget import host_file_name
from crawler.source import Source

HOSTS = ".hosts"
"""The folder of the locks, among the runs."""

Waiting = Callable[[str], object]
"""Told once for each lock that is not free: one Chinese sentence that names it and who holds it."""


@contextmanager
def sole_worker(runs_dir: Path, source: Source, waiting: Waiting) -> Iterator[bool]:
    """Hold every host of ``source``, waiting for as long as it takes; gives whether there was anything to wait for."""
    folder = runs_dir / HOSTS
    folder.mkdir(parents=True, exist_ok=True)
    waited = False
    with ExitStack() as held:
        for name, said in _locks(source):
            lock = held.enter_context((folder / f"{name}.lock").open("a+b"))
            waited = _take(lock, said, waiting) or waited
            lock.truncate(0)
            lock.write(source.name.encode())
            lock.flush()
        yield waited


def _locks(source: Source) -> list[tuple[str, str]]:
    """File name of each lock, and what it stands for in Chinese; sorted, for every process takes them in this order."""
    locks = {host_file_name(f"{host}_{port}"): f"主机 {host}" for host, port in source.addresses}
    if source.basis.kind == "grant" and source.basis.grant_id:
        locks[host_file_name(f"grant={source.basis.grant_id}")] = f"授权“{source.basis.grant_id}”"
    return sorted(locks.items())


def _take(lock: IO[bytes], said: str, waiting: Waiting) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read(200).decode("utf-8", "replace") or "另一来源"
        waiting(f"{said}正由来源“{holder}”采集，同一主机一次只由一个进程访问，轮到后自动开始")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return True
    return False
