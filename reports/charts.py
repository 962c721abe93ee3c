"""Charts: counts over days as inline SVG, told apart by lightness so that a black-and-white print still reads.

Only digits and dates are set inside the drawing; names stand beside it in the page, where every device has
a font for them.
"""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Any

from reports.document import Bands, Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TONES = {
    "stacked": ("#8f1d1d", "#e08a3c", "#f7e6c8"),
    "grouped": ("#24435c", "#7fa7c4", "#ffffff"),
}
"""Dark, middle, light, in the order of the series; each has a dark outline."""

_OUTLINE = "#333333"


LINES = ((0, (5, 3)), "solid")
"""Dashes of the lines of ``Bands``, in their order: lower ones are broken."""
STROKES = ("虚线", "实线")
"""The same in words."""


def draw(chart: Chart | Bands, *, outlines: bool = False) -> str:
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


def paint(chart: Chart | Bands) -> bytes:
    """The chart as a PNG for 16 cm of paper at 200 dots an inch; same chart, same bytes."""
    out = io.BytesIO()
    _save(chart, out, format="png", dpi=175, metadata={"Software": None})
    return out.getvalue()


def _save(chart: Chart | Bands, out: IO[Any], *, outlines: bool = False, **how: Any) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # A fixed salt keeps ids stable between runs and different between the charts of one page.
    fonts = "path" if outlines else "none"
    with mpl.rc_context({"svg.fonttype": fonts, "svg.hashsalt": chart.caption, "font.size": 9}):
        figure = Figure(figsize=(7.2, 2.3 if isinstance(chart, Chart) else 4.0), layout="constrained")
        axes = figure.add_subplot()
        if isinstance(chart, Chart):
            _plot_bars(axes, chart)
        else:
            _plot_bands(axes, chart)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_axisbelow(True)
        figure.savefig(out, **how)


def _plot_bars(axes: Axes, chart: Chart) -> None:
    from matplotlib.ticker import MaxNLocator

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
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)


def _plot_bands(axes: Axes, chart: Bands) -> None:
    """Lines and spots by shape, filling and number, never by colour alone."""
    from matplotlib.ticker import FuncFormatter, NullFormatter

    lines = [[fen / 100 for fen in line.values] for line in chart.lines]
    for n, values in enumerate(lines):
        axes.plot(chart.ticks, values, linestyle=LINES[n % len(LINES)], color=_OUTLINE, linewidth=1.2)
    if len(lines) > 1:
        axes.fill_between(chart.ticks, lines[0], lines[1], color="#e9edf1")
    for marked in (False, True):
        spots = [spot for spot in chart.spots if spot.marked is marked]
        axes.scatter(
            [spot.at for spot in spots],
            [spot.value / 100 for spot in spots],
            s=34 if marked else 22,
            marker="D" if marked else "o",
            facecolors="#8f1d1d" if marked else "#ffffff",
            edgecolors=_OUTLINE,
            linewidths=0.8,
            zorder=4 if marked else 3,
        )
    for spot in chart.spots:
        if spot.marked:
            place = ((5, 4), (-13, -9), (5, -9), (-13, 4))[spot.number % 4]
            axes.annotate(f"{spot.number}", (spot.at, spot.value / 100), place, textcoords="offset points", fontsize=8)
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.set_xlim(left=0)
    axes.grid(color="#dddddd", linewidth=0.6)
