"""Memory and start-up of ``zuanjian screen``: the peak must not grow with the file, and one line must not take long.

``python -m tests.bench.memory [MEGABYTES]``; 64 and a quarter of it by default, so that growth would show.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
DETAIL = "发货与售后：四十八小时内从番禺仓发出，七天无理由退换，支持复检，客服早九点到晚十点在线，偏远地区运费到付。"


def lines(megabytes: float) -> Iterator[bytes]:
    """The corpora's listings over and over under new ids, each with the long detail page of a real shop."""
    listings = []
    for path in sorted([*CORPUS.glob("labelled/*.jsonl"), *CORPUS.glob("ordinary*.jsonl")]):
        for line in path.read_bytes().splitlines():
            record = json.loads(line)
            listings.append(record.get("listing", record))
    written = 0
    for number in count():
        listing = listings[number % len(listings)]
        own = listing.get("description_text") or listing.get("title") or "无"
        whole = {**listing, "item_id": str(number), "description_text": own + "\n" + DETAIL * 60}
        line = json.dumps(whole, ensure_ascii=False).encode() + b"\n"
        written += len(line)
        yield line
        if written >= megabytes * 1_000_000:
            return


def screened(path: Path) -> tuple[float, float]:
    """Seconds and peak MiB of one run of the command on a file."""
    command = [sys.executable, "-m", "desk", "screen", str(path), "-o", str(path.with_suffix(".out"))]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"screen ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def run(megabytes: float = 64) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, size in (
            ("one line", 0.0),
            (f"{megabytes / 4:g} MB", megabytes / 4),
            (f"{megabytes:g} MB", megabytes),
        ):
            path = Path(folder) / "listings.jsonl"
            with path.open("wb") as file:
                file.writelines(lines(size))
            seconds, peak = screened(path)
            print(f"screen of {name}, cold: {seconds:.1f} s, peak {peak:.0f} MiB")


if __name__ == "__main__":
    run(*map(float, sys.argv[1:]))
