"""The daily brief in every format, each in a process of its own: seconds and peak memory; HTML against bare Jinja2 rows.

``python -m tests.bench.report_speed [ALERTS [FORMAT…]]``; 1,000 alerts and every format by default. Memory is that of the writing process
and of the largest one it starts (pages are set by one).
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

import msgspec
from jinja2 import Environment

from alerts.values import DayBrief
from reports.writing import formats, render
from tests.bench.timing import medians
from tests.reports.briefs import brief, context, detail, partial_looks

ALERTS = 1000
SHOPS = 60


def day_of(alerts: int) -> DayBrief:
    """A day with so many alerts of sixty shops."""
    one = detail()
    return brief(
        *(
            msgspec.structs.replace(
                one, alert=msgspec.structs.replace(one.alert, id=f"A-{n:08}", shop_id=f"s{n % SHOPS}")
            )
            for n in range(alerts)
        ),
        looks=partial_looks(),
    )


def once(format_name: str, alerts: int) -> dict[str, float]:
    """One report in this process: seconds of wall clock and of processors, bytes, peak MiB of this one and its children."""
    values = day_of(alerts)
    started = time.perf_counter()
    content = render("daily", values, format_name, context())
    taken = time.perf_counter() - started
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "seconds": taken,
        "processor": own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime,
        "bytes": len(content),
        "peak": own.ru_maxrss / 1024,
        "child": children.ru_maxrss / 1024,
    }


def in_a_process(format_name: str, alerts: int) -> dict[str, float]:
    """The same in a fresh interpreter, whose start and imports count for memory but not for seconds."""
    script = (
        "import json, sys; from tests.bench.report_speed import once; "
        "print(json.dumps(once(sys.argv[1], int(sys.argv[2]))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, format_name, str(alerts)], check=True, capture_output=True, text=True
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def against_bare_rows() -> None:
    """HTML as a ratio against Jinja2 rendering the same number of bare rows."""
    values = day_of(ALERTS)
    bare = Environment(autoescape=True).from_string(
        "{% for d in alerts %}<tr>{% for value in d.values() %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}"
    )
    rows = [msgspec.structs.asdict(detail.alert) for detail in values.alerts]
    ours, theirs = medians(lambda: render("daily", values, "html"), lambda: bare.render(alerts=rows))
    print(
        f"daily brief of {ALERTS} alerts: {ours * 1000:.0f} ms; bare Jinja2 table of them {theirs * 1000:.0f} ms; ratio {ours / theirs:.1f}"
    )


def run(alerts: int = ALERTS, *names: str) -> None:
    if not names:
        against_bare_rows()
    for name in names or formats():
        got = in_a_process(name, alerts)
        print(
            f"daily brief of {alerts} alerts as {name}, cold: {got['seconds']:.1f} s ({got['processor']:.1f} s of processors "
            f"with start), {got['bytes'] / 1e6:.1f} MB, peak {got['peak']:.0f} MiB, its child {got['child']:.0f} MiB"
        )


if __name__ == "__main__":
    run(*(int(one) for one in sys.argv[1:2]), *sys.argv[2:])
