"""``python -m tests.bench.evidence_pack [ITEMS] [CHANGES]``: a pack of 1,000 items made and verified; 1,000 single bytes changed.

The tamper table says for each part of a pack how many changes hit it and how many were noticed by the command's check and
by the program in the pack. Peak memory is of the whole process.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.evidence_pack import verify
from tests.alerts.scenes import Ware
from tests.reports.evidence_pack.packs import crawl, place
from tests.reports.evidence_pack.tampering import named, packaged, single_bytes

SEED = 20261122


def run(items: int = 1000, changes: int = 1000) -> None:
    """Print both figures. Raises AssertionError for a change that was not noticed, or noticed by one alone."""
    with TemporaryDirectory() as folder:
        speed(Path(folder), items)
        tamper(Path(folder), changes)


def speed(folder: Path, items: int) -> None:
    """A case of so many listings, seen twice, each with a page of 60 kB and a picture of 100 kB."""
    rng = random.Random(SEED)
    wares = [Ware(str(n), f"18K金钻戒女款 {n} 号") for n in range(items)]
    picture = b"\x89PNG\r\n\x1a\n" + rng.randbytes(100_000)
    home = place(folder / "large")
    with home.store:
        for day in (0, 1):
            described = [ware.but(description=f"第 {day} 天 " + "足金镶嵌，附证书，支持复检。" * 60) for ware in wares]
            crawl(home, day, *described, picture=picture, filler=rng.randbytes(30_000).hex().encode())
        started = time.perf_counter()
        made = home.pack(*home.alerts()[:1000], subject="C-BENCH")
        making = time.perf_counter() - started
    started, busy = time.perf_counter(), time.process_time()
    assert verify.check(made.path).problems == []
    checking, busy = time.perf_counter() - started, time.process_time() - busy
    alone = packaged(made.path, folder / "alone").__file__
    started = time.perf_counter()
    subprocess.run([sys.executable, "-I", str(alone), str(made.path)], check=True, stdout=subprocess.DEVNULL)
    stranger = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"evidence pack of {items} items, {made.files} files, {made.size / 1e6:.0f} MB: made in {making:.1f} s, verified in "
        f"{checking:.1f} s ({busy:.1f} s of processor), by verify.py alone in {stranger:.1f} s (target 10 s); peak memory {peak:.0f} MB"
    )


def tamper(folder: Path, changes: int) -> None:
    home = place(folder / "small")
    with home.store:
        crawl(home, 0, Ware("1"), Ware("2", "钻石耳钉"))
        crawl(home, 1, Ware("1", "天然钻戒"))
        pack = home.pack(*home.alerts()).path
    theirs = packaged(pack, folder / "theirs")
    hit, caught, agreed = Counter[str](), Counter[str](), Counter[str]()
    scratch = folder / "scratch.zip"
    for _, part in single_bytes(pack, scratch, changes, SEED):
        ours = named(scratch)
        hit[part] += 1
        caught[part] += bool(ours)
        agreed[part] += ours == named(scratch, theirs)
    print(
        f"single bytes changed in a pack of {pack.stat().st_size:,} bytes (seed {SEED}): hit, noticed, both verifiers alike"
    )
    for part, count in sorted(hit.items()):
        print(f"  {count:5} {caught[part]:5} {agreed[part]:5}  {part}")
    print(f"  {hit.total():5} {caught.total():5} {agreed.total():5}  total")
    assert hit == caught == agreed


if __name__ == "__main__":
    run(*map(int, sys.argv[1:]))
