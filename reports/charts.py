"""Charts: counts over days as inline SVG, told apart by lightness so that a black-and-white print still reads.

Only digits and dates are set inside the drawing; names stand beside it in the page, where every device has
a font for them.
"""

from __future__ import annotations

import io
from typing import IO, Any

from reports.document import Chart

TONES = {
    "stacked": ("#8f1d1d", "#e08a3c", "#f7e6c8"),
    "grouped": ("#24435c", "#7fa7c4", "#ffffff"),
}
"""Dark, middle, light, in the order of the series; each has a dark outline."""

_OUTLINE = "#333333"


def draw(chart: Chart, *, outlines: bool = False) -> str:
    """The chart as one ``<svg>`` element without scripts, links or outside references; same chart, same bytes.

    ``outlines``: digits as shapes, for pages whose fonts are not the reader's.
    """
    out = io.StringIO()
    _save(
        chart,
        out,
        format="svg",
        metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        outlines=outlines,
    )
    drawing = out.getvalue()
    return drawing[drawing.index("<svg") :]


def paint(chart: Chart) -> bytes:
    """The chart as a PNG for 16 cm of paper at 200 dots an inch; same chart, same bytes."""
    out = io.BytesIO()
    _save(chart, out, format="png", dpi=175, metadata={"Software": None})
    return out.getvalue()


def _save(chart: Chart, out: IO[Any], *, outlines: bool = False, **how: Any) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    # A fixed salt keeps ids stable between runs and different between the charts of one page.
    fonts = "path" if outlines else "none"
    with mpl.rc_context({"svg.fonttype": fonts, "svg.hashsalt": chart.caption, "font.size": 9}):
        figure = Figure(figsize=(7.2, 2.3), layout="constrained")
        axes = figure.add_subplot()
        places = range(len(chart.ticks))
        tones = TONES[chart.shape]
        floor = [0] * len(chart.ticks)
        width = 0.7 if chart.shape == "stacked" else 0.8 / max(1, len(chart.series))
        for n, series in enumerate(chart.series):
            tone = tones[n % len(tones)]
            if chart.shape == "stacked":
                axes.bar(places, series.values, width, floor, color=tone, edgecolor=_OUTLINE, linewidth=0.6)
                floor = [low + value for low, value in zip(floor, series.values, strict=True)]
            else:
                shift = (n - (len(chart.series) - 1) / 2) * width
                at = [place + shift for place in places]
                axes.bar(at, series.values, width, color=tone, edgecolor=_OUTLINE, linewidth=0.6)
        step = max(1, -(-len(chart.ticks) // 15))
        axes.set_xticks(list(places)[::step], chart.ticks[::step])
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.set_ylim(bottom=0)
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        figure.savefig(out, **how)
