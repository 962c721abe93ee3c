"""``make bench``: every benchmark of this folder, medians of five, and how well disguised words are read."""

from __future__ import annotations

import sys

from tests.bench import (
    cases,
    crawling,
    evasion,
    evidence_pack,
    intake,
    likeness,
    memory,
    memory_of_alerts,
    report_speed,
    screening,
)

if __name__ == "__main__":
    for bench in (screening, crawling, memory, intake, memory_of_alerts, cases, likeness, report_speed, evidence_pack):
        bench.run()
    evasion.run(limit=80)
    sys.exit(0)
