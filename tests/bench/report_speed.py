"""The daily brief of 1,000 alerts as HTML, against Jinja2 rendering the same number of bare rows."""

from __future__ import annotations

import msgspec
from jinja2 import Environment

from reports.writing import render
from tests.bench.timing import medians
from tests.reports.briefs import brief, detail

ALERTS = 1000


def run() -> None:
    one = detail()
    values = brief(
        *(
            msgspec.structs.replace(one, alert=msgspec.structs.replace(one.alert, id=f"A-{n:08}", shop_id=f"s{n % 60}"))
            for n in range(ALERTS)
        )
    )
    bare = Environment(autoescape=True).from_string(
        "{% for d in alerts %}<tr>{% for value in d.values() %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}"
    )
    rows = [msgspec.structs.asdict(detail.alert) for detail in values.alerts]
    ours, theirs = medians(lambda: render("daily", values, "html"), lambda: bare.render(alerts=rows))
    print(
        f"daily brief of {ALERTS} alerts: {ours * 1000:.0f} ms; bare Jinja2 table of them {theirs * 1000:.0f} ms; ratio {ours / theirs:.1f}"
    )
