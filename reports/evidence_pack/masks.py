"""Masks of a pack: what of a person is hidden from the one it is made for, by the rules of ``reports.masking``.

The regulator gets the raw proof as it is; what we write ourselves about it is masked like any report. For everybody else the
raw proof stays out as a whole, since a record that was cut would prove nothing: its hashes stand in the index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from msgspec.structs import replace

from alerts.chain import canonical
from alerts.extract import Entry
from alerts.persons.values import CLASSES, Class
from alerts.values import AlertDetail
from crawler.listing import Image, Listing, text_fields
from nlp.judgement import Finding, Judgement, Span
from reports.masking import Masker, Viewer
from reports.masking.words import Words

Names = tuple[tuple[str, Class], ...]


class Masks(Masker):
    """One for each pack. ``whole``: the raw proof is handed out. ``held``: things kept back as a whole, by what they are."""

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(viewer)
        self.whole = viewer.role == "regulator"
        self.held: Counter[str] = Counter()
        self._names: Names = ()

    def told(self) -> dict[str, int]:
        """What was hidden and kept back: Chinese name -> how many."""
        hidden = {CLASSES[cls]: count for cls, count in self.counts.items() if count}
        return dict(sorted({**hidden, **{f"未装入的{what}": count for what, count in self.held.items()}}.items()))

    def know(self, details: Iterable[AlertDetail]) -> None:
        """Whose names are to be hidden in what the custody record says."""
        found: dict[tuple[str, Class], None] = {}
        for one in details:
            found.update(dict.fromkeys(_names(one.listing)))
        self._names = tuple(found)

    def look(self, listing: Listing, judgement: Judgement) -> tuple[Listing, Judgement]:
        """A listing and what was judged of it; spans stay slices of the texts."""
        shop = listing.shop
        own, names = self.viewer.owns(shop.id if shop else None, shop.name if shop else None), _names(listing)
        spans = [span for finding in judgement.findings for span in _spans(finding) if span.text]
        proving: dict[str, set[int]] = {}
        for one in spans:
            proving.setdefault(one.field, set()).update(range(one.start, one.end))
        shown, texts = self._listing(listing, own, names, proving)
        beside = tuple(
            (name, cls) for name, cls in names if not any(name in one.text or one.text in name for one in spans)
        )
        cut = _Cut(self, own, beside, dict(text_fields(listing)), texts)
        return shown, replace(
            judgement,
            findings=tuple(
                replace(
                    one, message=cut.words(one.message),
                    elements=tuple(replace(part, spans=tuple(map(cut.span, part.spans))) for part in one.elements),
                ) for one in judgement.findings
            ),
            suppressed=tuple(
                replace(one, cue=cut.span(one.cue) if one.cue else None, reason=cut.words(one.reason))
                for one in judgement.suppressed
            ),
            notes=tuple(replace(one, message=cut.words(one.message)) for one in judgement.notes),
        )  # fmt: skip

    def entry(self, entry: Entry) -> Entry:
        """A custody entry as it may be read. One whose text differs from what was hashed is no longer proven by its hash;
        a row of which something would have to be hidden is left out."""
        said: dict[str, Any] = orjson.loads(entry.text)
        data = orjson.loads(said["data"])
        shown = {**self._record(said), "data": said["data"]}
        if (masked := self._record(data)) != data:
            shown["data"] = canonical(masked).decode("utf-8")
        text = entry.text if shown == said else canonical(shown).decode("utf-8")
        rows = {kind: row for kind, row in entry.rows.items() if self._record(orjson.loads(row)) == orjson.loads(row)}
        return replace(entry, text=text, rows=rows)

    def picture(self, image: Image) -> bool:
        """Whether a picture may be handed out: one with words that are to be hidden may not."""
        quiet = Words(self.viewer)
        return self.whole or all(quiet.text(line, names=self._names) == line for line in image.ocr_text)

    def withhold(self, what: str, number: int) -> None:
        """Note that something is kept back as a whole."""
        self.held[what] += number

    def _record(self, value: Any, name: str = "") -> Any:
        """A row of the record, each text by itself: a number beside another number must not hide it."""
        if isinstance(value, dict):
            return {key: self._record(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [self._record(one) for one in value]
        if not isinstance(value, str) or name == "data":
            return value
        return self.actor(value) if name == "actor" else self.text(value, names=self._names)


@dataclass(frozen=True, slots=True)
class _Cut:
    """How words and spans about one listing are masked; ``before`` and ``after``: its texts by path."""

    masks: Masks
    own: bool
    names: Names
    before: dict[str, str]
    after: dict[str, str]

    def words(self, text: str) -> str:
        return self.masks.text(text, own=self.own, names=self.names)

    def span(self, one: Span) -> Span:
        fits = one.text and self.before.get(one.field, "")[one.start : one.end] == one.text
        return replace(one, text=self.after[one.field][one.start : one.end]) if fits else one


def _spans(finding: Finding) -> Iterable[Span]:
    return (span for element in finding.elements for span in element.spans)


def _names(listing: Listing) -> Names:
    shop, room = listing.shop, listing.room
    pairs: tuple[tuple[str | None, Class], ...] = (
        (shop.name if shop else None, "shop"), (room.anchor if room else None, "anchor")
    )  # fmt: skip
    return tuple((name, cls) for name, cls in pairs if name and len(name) > 1)
