"""Masks over texts and names, counted by class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from alerts.chain import MACHINE
from alerts.persons.recognising import find
from alerts.persons.values import Class
from reports.masking.policy import Viewer

STAR = "＊"
_KEPT: dict[Class, tuple[int, int]] = {
    "phone": (3, 2), "person": (1, 0), "shop": (1, 0), "operator": (1, 0), "anchor": (1, 0), "staff": (1, 0),
}  # fmt: skip
"""Letters and digits left at the front and the end, so that one can be told from another in the same report."""

Names = tuple[tuple[str, Class], ...]


class Words:
    """Masks for one viewer. ``counts``: places hidden, by class."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.counts: Counter[Class] = Counter()

    def text(
        self, text: str, *, own: bool = False, names: Iterable[tuple[str, Class]] = (), spared: Collection[int] = ()
    ) -> str:
        """The same number of characters. ``names``: words hidden besides what is recognised, but for the places
        ``spared``: what proves a charge stays readable, be it a shop's name."""
        masked = text
        for name, cls in names:
            start = text.find(name) if self.viewer.hides(cls, own=own) else -1
            while start >= 0:
                masked = self._over(masked, start, start + len(name), cls, spared)
                start = text.find(name, start + len(name))
        for one in find(text):
            if self.viewer.hides(one.cls, own=own):
                masked = self._over(masked, one.start, one.end, one.cls)
        return masked

    def name(self, name: str | None, cls: Class, *, own: bool = False, spared: Collection[int] = ()) -> str | None:
        """A field that is a name as a whole; a telephone in it is hidden like any."""
        if not name:
            return name
        if self.viewer.hides(cls, own=own):
            return self._over(name, 0, len(name), cls, spared)
        return self.text(name, own=own)

    def actor(self, name: str) -> str:
        """Who decided; the machine is nobody."""
        return name if name == MACHINE else self.name(name, "staff") or name

    def _over(self, text: str, start: int, end: int, cls: Class, spared: Collection[int] = ()) -> str:
        front, back = _KEPT.get(cls, (0, 0))
        places = [i for i in range(start, end) if text[i].isalnum()]
        if len(places) > front + back:
            places = places[front : len(places) - back]
        hidden = set(places).difference(spared)
        if hidden:
            self.counts[cls] += 1
        return text[:start] + "".join(STAR if i in hidden else text[i] for i in range(start, end)) + text[end:]
