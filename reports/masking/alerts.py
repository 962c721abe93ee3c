"""Masks over alerts: listing, spans, words of people and of rules, so that what reads them needs to know nothing of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from dataclasses import replace as dataclass_replace
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from alerts.persons.values import Class
from alerts.values import Alert, AlertDetail
from crawler.listing import Listing, text_fields
from nlp.judgement import Span
from reports.masking.policy import individual
from reports.masking.words import Names, Words

_FINDING = ("id", "ids", "url", "sha256", "hash", "cert_no", "digest", "rulebooks", "number", "key", "version")
"""How fields end that hold what a thing is found by."""
_NAMED: dict[str, Class] = {
    "shop_name": "shop", "shop": "shop", "shops": "shop", "seller": "shop", "anchor": "anchor", "actor": "staff",
    "by": "staff", "operator": "staff", "author": "staff",
}  # fmt: skip


class Masker(Words):
    """One for each thing handed out."""

    def alert(self, alert: Alert) -> Alert:
        """An alert of a list."""
        own = self.viewer.owns(alert.shop_id, alert.shop_name)
        names = _names(alert.shop_name, alert.anchor)
        room = alert.room_title
        return replace(
            alert,
            shop_name=self.name(alert.shop_name, "shop", own=own),
            anchor=self.name(alert.anchor, "anchor", own=own),
            room_title=self.text(room, own=own, names=names) if room else room,
            title=self.text(alert.title, own=own, names=names),
        )

    def detail(self, detail: AlertDetail) -> AlertDetail:
        """An alert with its proof; spans keep their places and stay slices of the masked texts."""
        shop, room = detail.listing.shop, detail.listing.room
        own = self.viewer.owns(shop.id if shop else None, shop.name if shop else None)
        names = _names(shop.name if shop else None, room.anchor if room else None)
        spans = list(_spans(detail))
        proving: dict[str, set[int]] = {}
        for one in spans:
            proving.setdefault(one.field, set()).update(range(one.start, one.end))
        listing, texts = self._listing(detail.listing, own, names, proving)
        before = dict(text_fields(detail.listing))

        def span(one: Span) -> Span:
            text = before.get(one.field, "")
            fits = text[one.start : one.end] == one.text
            return replace(one, text=texts[one.field][one.start : one.end]) if fits and one.text else one

        def words(text: str) -> str:
            return self.text(text, own=own, names=_unproven(names, spans))

        finding, reason, alert = detail.finding, detail.decision_reason, self.alert(detail.alert)
        same = {"title": "title", "shop_name": "shop.name", "anchor": "room.anchor"}
        told = {name: texts[path] for name, path in same.items() if getattr(detail.alert, name) == before.get(path, 0)}
        return replace(
            detail,
            alert=replace(alert, **told),
            listing=listing,
            finding=replace(
                finding,
                message=words(finding.message),
                elements=tuple(replace(one, spans=tuple(map(span, one.spans))) for one in finding.elements),
            ),
            suppressed=tuple(
                replace(one, cue=span(one.cue) if one.cue else None, reason=words(one.reason)) for one in detail.suppressed
            ),
            notes=tuple(replace(note, message=words(note.message)) for note in detail.notes),
            sightings=tuple(replace(one, title=words(one.title) if one.title else None) for one in detail.sightings),
            events=tuple(
                replace(one, actor=self.actor(one.actor), detail=words(one.detail)) for one in detail.events
            ),
            decision_reason=words(reason) if reason else reason,
        )  # fmt: skip

    def value(self, value: Any, *, own: bool = False) -> Any:
        """Whatever a report is made of: alerts as above, and names and texts wherever they stand in it. ``own``: it stands
        in something of the viewer's own shop, and so is the shop's too."""
        if isinstance(value, AlertDetail):
            return self.detail(value)
        if isinstance(value, Alert):
            return self.alert(value)
        if isinstance(value, Struct):
            own, fields = own or self._owned(value), value.__struct_fields__
            return replace(value, **{name: self._field(name, getattr(value, name), own) for name in fields})
        if is_dataclass(value) and not isinstance(value, type):
            own, fields = own or self._owned(value), tuple(one.name for one in dataclass_fields(value))
            return dataclass_replace(value, **{name: self._field(name, getattr(value, name), own) for name in fields})
        if isinstance(value, dict):
            return {key: self.value(one, own=own) for key, one in value.items()}
        if isinstance(value, (tuple, list)):
            made = [self.value(one, own=own) for one in value]
            return type(value)(*made) if hasattr(value, "_fields") else type(value)(made)
        return self.text(value, own=own) if isinstance(value, str) else value

    def _field(self, name: str, value: Any, own: bool) -> Any:
        """A field by what it is called; numbers and addresses by which things are found are left as they are."""
        if name.endswith(_FINDING):
            return value
        cls = _NAMED.get(name)
        if cls is not None and isinstance(value, str):
            return self.actor(value) if cls == "staff" else self.name(value, cls, own=own)
        if cls is not None and isinstance(value, (tuple, list)) and all(isinstance(one, str) for one in value):
            return type(value)(self.name(one, cls) for one in value)
        return self.text(value, own=own) if isinstance(value, str) else self.value(value, own=own)

    def _owned(self, value: Any) -> bool:
        shop_id, name = getattr(value, "shop_id", None), getattr(value, "shop_name", None)
        return self.viewer.owns(*(one if isinstance(one, str) else None for one in (shop_id, name)))

    def _listing(
        self, listing: Listing, own: bool, names: Names, proving: dict[str, set[int]]
    ) -> tuple[Listing, dict[str, str]]:
        """The listing with its texts masked, and these by their paths."""
        whole: dict[str, Class] = {"shop.name": "shop", "room.anchor": "anchor"}
        if individual(listing):
            whole["shop.company"] = "operator"
        texts: dict[str, str] = {}
        values: Any = msgspec.to_builtins(listing)
        for path, text in text_fields(listing):
            spared: Collection[int] = proving.get(path, ())
            if path.endswith(".cert_no"):  # numbers of papers, whatever they look like
                texts[path] = text
            elif path in whole:
                texts[path] = self.name(text, whole[path], own=own, spared=spared) or text
            else:
                texts[path] = self.text(text, own=own, names=names, spared=spared)
            if texts[path] != text:
                _put(values, path, texts[path])
        if individual(listing) and listing.shop is not None and listing.shop.uscc:
            values["shop"]["uscc"] = self.name(listing.shop.uscc, "operator", own=own)
        return msgspec.convert(values, Listing), texts


def _names(shop: str | None, anchor: str | None) -> Names:
    pairs: tuple[tuple[str | None, Class], ...] = ((shop, "shop"), (anchor, "anchor"))
    return tuple((name, cls) for name, cls in pairs if name and len(name) > 1)


def _unproven(names: Names, spans: list[Span]) -> Names:
    """Names without those that are words of the proof: a message that quotes these must still say what was found."""
    return tuple((name, cls) for name, cls in names if not any(name in one.text or one.text in name for one in spans))


def _spans(detail: AlertDetail) -> Iterator[Span]:
    for element in detail.finding.elements:
        yield from (span for span in element.spans if span.text)


def _put(values: Any, path: str, text: str) -> None:
    *steps, last = path.split(".")
    for step in steps:
        values = values[int(step) if isinstance(values, list) else step]
    values[int(last) if isinstance(values, list) else last] = text
