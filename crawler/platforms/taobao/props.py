"""How Taobao packs the properties of an item and of its choices into text. [A]"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct


class Prop(Struct, frozen=True):
    """One property with the numbers of its name (``pid``) and value (``vid``); a seller's own value has none."""

    pid: str
    vid: str | None
    name: str | None
    value: str | None


def props(text: str | None) -> Iterator[Prop]:
    """``pid:vid:名:值;…`` as in ``props_name`` and ``properties_name``; a colon inside a name is ``#cln#`` there."""
    for pair in text.split(";") if text else ():
        parts = pair.split(":", 3)
        if len(parts) == 4:
            vid = parts[1].strip()
            # Numbers below zero stand for values of the seller's own, in each item anew.
            yield Prop(parts[0].strip(), vid if vid.isdecimal() else None, _words(parts[2]), _words(parts[3]))


def aliases(text: str | None) -> dict[tuple[str, str], str]:
    """``pid:vid:别名;…``: what a seller calls a value of the catalogue, and what buyers read instead of it."""
    named: dict[tuple[str, str], str] = {}
    for entry in text.split(";") if text else ():
        parts = entry.split(":", 2)
        if len(parts) == 3 and (alias := _words(parts[2])):
            named[parts[0].strip(), parts[1].strip()] = alias
    return named


def typed(pids: str | None, texts: str | None) -> Iterator[Prop]:
    """What a seller typed in: ``input_pids`` parted by commas, ``input_str`` in step with it as
    ``值;下级名;下级值;…``. A text that does not keep step is taken whole, under the numbers that stand there.
    """
    if not texts:
        return
    numbers = [pid.strip() for pid in (pids or "").split(",") if pid.strip()]
    groups = texts.split(",")
    if len(groups) != len(numbers):
        numbers, groups = [",".join(numbers)], [texts]
    for pid, group in zip(numbers, groups, strict=True):
        value, *below = (_words(part) for part in group.split(";"))
        yield Prop(pid, None, None, value)
        for name, of_it in zip(below[::2], [*below[1::2], None], strict=False):
            yield Prop(pid, None, name, of_it)


def _words(text: str) -> str | None:
    return text.replace("#cln#", ":").replace("#scln#", ";").strip() or None
