"""HTML: one self-contained page, readable on a phone, on paper and without colour.

It asks no other host for anything, and its own content policy forbids it: even text that slipped through
every escape could neither run nor call out.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports import charts, labels
from reports.document import Chart, Document
from reports.marking import STATE_SIGN, circled, visible
from reports.writing import Context

BINARY = False


def prepare(environment: Environment) -> Environment:
    """Give a template environment what ``templates/parts`` needs; the web desk calls it for its own."""
    environment.filters.update(circled=circled, visible=visible, moment=labels.moment)
    environment.globals.update(
        state_sign=STATE_SIGN, element_names=labels.ELEMENT, svg=_svg, tones=charts.TONES, bar_width=_bar_width
    )
    return environment


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return prepare(
        Environment(
            loader=PackageLoader("reports"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    )


def _svg(chart: Chart) -> Markup:
    return Markup(charts.draw(chart))  # noqa: S704 - drawn by us from counts and dates; no seller's text is in it


def _bar_width(value: int, largest: int) -> float:
    return round(100 * value / largest, 1) if largest else 0.0


def render(document: Document, context: Context | None = None) -> bytes:
    """UTF-8 bytes of the page. Lone surrogates cannot occur: marking writes them out by code point."""
    page = _environment().get_template("report.html").render(document=document)
    return page.encode("utf-8", "replace")
