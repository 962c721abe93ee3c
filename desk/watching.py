"""A watched folder: every finished file is imported once and moved to ``done`` or ``refused`` with its receipt."""

from __future__ import annotations

import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from desk.console import say, warn
from desk.delivering import Door, Taken
from desk.faults import logged, told
from desk.outcome import DONE, IN_PART, UNUSABLE, Unusable
from desk.putting_away import put_away
from desk.stopping import stopping

EVERY = 1.0  # seconds between two looks
SETTLED = 2.0  # seconds without a change after which a file is finished
EMPTY_SETTLED = 60.0  # an empty file is mostly one whose content is still to come

_UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".swp")

Signature = tuple[int, int, int]  # bytes, time of change in ns, inode


class Takes(Protocol):
    """What imports a file: the door of deliveries."""

    def take(self, file: Path) -> Taken: ...


@dataclass(slots=True)
class Watch:
    """The state of watching one folder. ``clock`` gives seconds that only grow; ``log`` keeps a fault of ours."""

    folder: Path
    door: Takes
    clock: Callable[[], float] = time.monotonic
    log: Callable[[Exception], object] = lambda _: None
    taken: int = 0
    refused: int = 0
    in_part: bool = False
    _seen: dict[str, tuple[Signature, float]] = field(default_factory=dict)
    _stuck: dict[str, Signature] = field(default_factory=dict)

    def look(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """One look: import what has settled. A file that is being imported is finished before a stop counts."""
        for path in self._settled():
            if stopped():
                return
            self._take(path)

    def _settled(self) -> list[Path]:
        """Files whose size and time have not changed long enough, oldest first."""
        present = dict(self._present())
        now = self.clock()
        self._seen = {
            name: (mark, self._seen[name][1] if name in self._seen and self._seen[name][0] == mark else now)
            for name, mark in present.items()
        }
        ready = [
            (mark[1], name)
            for name, (mark, since) in self._seen.items()
            if now - since >= (SETTLED if mark[0] else EMPTY_SETTLED) and self._stuck.get(name) != mark
        ]
        return [self.folder / name for _, name in sorted(ready)]

    def _present(self) -> Iterator[tuple[str, Signature]]:
        """Regular files that nobody marked as unfinished; links are not followed."""
        for path in self.folder.iterdir():
            if (
                not path.name.startswith((".", "~$"))
                and path.suffix.lower() not in _UNFINISHED
                and (mark := _mark(path))
            ):
                yield path.name, mark

    def _take(self, path: Path) -> None:
        mark = self._seen[path.name][0]
        try:
            taken = self.door.take(path)
        except Exception as error:  # one bad file must not stop the watching of the others
            self.log(error)
            taken = Taken(UNUSABLE, reason=told(error))
            warn(f"{path.name}：{taken.reason}")
        self.in_part |= taken.status != DONE
        if _mark(path) != mark:
            warn(f"{path.name}：导入期间又有变化，留在原处，稳定后重读")
            return
        good = taken.status != UNUSABLE
        self.taken, self.refused = self.taken + good, self.refused + (not good)
        try:
            target = put_away(path, self.folder / ("done" if good else "refused"), taken)
        except OSError as error:
            self._stuck[path.name] = mark
            self.in_part = True
            warn(f"{path.name}：无法移走（{error.strerror}），留在原处，不再重复导入")
        else:
            say(f"  {path.name} 移入 {target.parent.name}/{target.name}")
        sys.stdout.flush()


def _mark(path: Path) -> Signature | None:
    """What changes when a file does; None for what is gone or is no regular file."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def watch_folder(folder: Path, door: Door) -> int:
    """Watch until Ctrl-C or SIGTERM; returns the exit status. A file being imported is finished first."""
    stop = threading.Event()
    watch = Watch(folder, door, log=lambda error: logged(door.home, error))
    try:
        for name in ("done", "refused"):
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise Unusable(f"{folder}：无法在其中建立文件夹（{error.strerror}）") from None
    with stopping(stop):
        say(f"正在监视 {folder}，按 Ctrl-C 停止")
        sys.stdout.flush()
        while not stop.is_set():
            try:
                watch.look(stop.is_set)
            except OSError as error:
                raise Unusable(f"{folder}：无法读取（{error.strerror}）") from None
            stop.wait(EVERY)
    say(f"已停止监视：导入 {watch.taken} 个文件，拒收 {watch.refused} 个")
    return IN_PART if watch.in_part else DONE
