"""HTML: one self-contained page, readable on a phone, on paper and without colour.

It asks no other host for anything, and its own content policy forbids it: even text that slipped through
every escape could neither run nor call out.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from reports import charts, labels
from reports.document import AnyBlock, Bands, Chart, Document
from reports.marking import STATE_SIGN, circled, visible
from reports.office.templating import office_environment, our_environment, own_files, told
from reports.writing import Context

BINARY = False


def block_kind(block: AnyBlock) -> str:
    """The name of a block's kind, as the templates tell them apart: ``facts``, ``chargesheet``."""
    return str(type(block).__struct_config__.tag)


def prepare(environment: Environment) -> Environment:
    """Give a template environment what ``templates/parts`` needs; the web desk calls it for its own."""
    environment.filters.update(circled=circled, visible=visible, moment=labels.moment, block_kind=block_kind)
    environment.globals.update(
        state_sign=STATE_SIGN,
        element_names=labels.ELEMENT,
        svg=_svg,
        tones=charts.TONES,
        strokes=charts.STROKES,
        bar_width=_bar_width,
    )
    return environment


@lru_cache(maxsize=1)
def _ours() -> Environment:
    return prepare(our_environment())


def _svg(chart: Chart | Bands) -> Markup:
    return Markup(charts.draw(chart))  # noqa: S704 - drawn by us from counts, dates and amounts; no seller's text is in it


def _bar_width(value: int, largest: int) -> float:
    return round(100 * value / largest, 1) if largest else 0.0


def render(document: Document, context: Context | None = None) -> bytes:
    """UTF-8 bytes of the page. Lone surrogates cannot occur: marking writes them out by code point.

    Raises ReportRefused, with file and line, where an office's own template fails.
    """
    templates = context.templates if context is not None else None
    if templates is None or not own_files(templates):
        page = _ours().get_template("report.html").render(document=document)
    else:
        environment = prepare(office_environment(templates))
        try:
            page = environment.get_template("report.html").render(document=document)
        except Exception as error:  # whatever a template of somebody else's does
            raise told(error, templates) from error
    return page.encode("utf-8", "replace")
