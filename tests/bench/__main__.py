"""``make bench``: every benchmark of this folder, medians of five."""

from __future__ import annotations

import sys

from tests.bench import intake, report_speed, screening

if __name__ == "__main__":
    for bench in (screening, intake, report_speed):
        bench.run()
    sys.exit(0)
