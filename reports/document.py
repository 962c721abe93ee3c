"""Document: what a report says, before anyone decides how it looks.

Kinds build it, formats write it; neither knows the other. Every string here is plain text,
as a person wrote it: escaping for HTML, a sheet or a page is the writer's work alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct, field

Tone = Literal["plain", "warning", "quiet"]
RunKind = Literal["text", "control", "gap"]
ElementState = Literal["met", "not_met", "unknown"]


class Run(Struct, frozen=True, omit_defaults=True):
    """A stretch of a seller's own text.

    ``marks``: numbers of the charge-sheet lines that these characters prove. ``kind`` control: ``text``
    is the code point name of one invisible character (``U+200B``); gap: ``text`` says how much was left out.
    """

    text: str
    marks: tuple[int, ...] = ()
    kind: RunKind = "text"


class Block(Struct, frozen=True, tag=str.lower, tag_field="block"):
    """Base of everything that stands in a section."""


class Paragraph(Block, frozen=True):
    text: str
    tone: Tone = "plain"


class Listed(Block, frozen=True):
    """A plain list under an optional caption."""

    items: tuple[str, ...]
    caption: str = ""


class Notice(Block, frozen=True):
    """A box that a reader must not miss."""

    title: str
    lines: tuple[str, ...] = ()
    tone: Tone = "warning"


class Figure(Struct, frozen=True):
    label: str
    value: str
    note: str = ""


class Figures(Block, frozen=True):
    """A few large numbers in a row."""

    items: tuple[Figure, ...]


class Table(Block, frozen=True):
    """``numeric``: columns (from 0) that hold numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


class Bar(Struct, frozen=True):
    label: str
    value: int
    note: str = ""


class Bars(Block, frozen=True):
    """Counts to compare at a glance; the numbers stand beside the bars."""

    caption: str
    bars: tuple[Bar, ...]


class Series(Struct, frozen=True):
    name: str
    values: tuple[int, ...]


class Chart(Block, frozen=True):
    """Counts over ``ticks`` (one value of each series a tick). A Table with the same figures must follow it."""

    caption: str
    shape: Literal["stacked", "grouped"]
    ticks: tuple[str, ...]
    series: tuple[Series, ...]


class BandLine(Struct, frozen=True):
    """A line over the ticks of ``Bands``, in whole hundredths."""

    name: str
    values: tuple[int, ...]


class Spot(Struct, frozen=True):
    """One item: ``number`` of its row in the table, ``at`` on the ticks' scale, ``value`` in whole hundredths; ``marked``:
    drawn so that nobody overlooks it, with its number."""

    number: int
    at: float
    value: int
    marked: bool


class Bands(Block, frozen=True):
    """Items between lines, amounts by size on a logarithmic scale. ``key``: what a marked spot is, and what the others are.
    A Table with the same figures must follow it."""

    caption: str
    ticks: tuple[float, ...]
    lines: tuple[BandLine, ...]
    spots: tuple[Spot, ...]
    key: tuple[str, str]


class Facts(Block, frozen=True):
    """Label and value pairs, in reading order.

    ``record``: what they are about as one row of a sheet, column name -> text, number, day or Beijing time without a zone;
    a section whose facts have one is a line of the sheet of leads.
    """

    pairs: tuple[tuple[str, str], ...]
    tone: Tone = "plain"
    record: dict[str, Any] = field(default_factory=dict)


class Marked(Block, frozen=True):
    """One field of a listing with the characters that matter marked; ``disguises`` names what hid them."""

    label: str
    field: str
    runs: tuple[Run, ...]
    disguises: tuple[str, ...] = ()


class ChargeLine(Struct, frozen=True):
    """One element of the charge; ``words`` are the seller's words that answer it, with the field they stand in."""

    number: int
    question: str
    state: ElementState
    words: tuple[str, ...] = ()


class ChargeSheet(Block, frozen=True):
    lines: tuple[ChargeLine, ...]


AnyBlock = Paragraph | Listed | Notice | Figures | Table | Bars | Chart | Bands | Facts | Marked | ChargeSheet


class Tag(Struct, frozen=True):
    """A short label beside a heading; ``weight`` heavy draws the eye first."""

    text: str
    weight: Literal["heavy", "normal", "light"] = "normal"


class Section(Struct, frozen=True):
    """``anchor``: a name unique in the document, for links inside it."""

    heading: str
    anchor: str
    blocks: tuple[AnyBlock, ...] = ()
    tags: tuple[Tag, ...] = ()
    sections: tuple[Section, ...] = ()


class Document(Struct, frozen=True):
    """One report. ``head``: what it is and about what; ``foot``: what every page must say."""

    kind: str
    title: str
    subtitle: str
    day: date
    made_at: datetime
    head: tuple[AnyBlock, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    values: Any = None  # what it was built from, for writers whose reader is a program
