"""Readying: the neutral document as the JSON that the page templates read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import Any

import msgspec

from reports import charts, labels
from reports.document import Bands, Chart, Document
from reports.marking import STATE_SIGN, circled, code_point, visible


def ready(document: Document, covers: Set[int]) -> bytes:
    """UTF-8 JSON of what is printed, with charts drawn and names looked up.

    ``covers``: code points that some font has; any other character is written as 〔U+XXXX〕 and listed under
    ``uncovered`` with how often it occurs.
    """
    bare = msgspec.structs.replace(document, values=None)
    data = _readied(msgspec.to_builtins(bare, builtin_types=()))
    text = msgspec.json.encode(data).decode()
    missing = _missing(text, covers)
    if missing:
        often = Counter(character for character in text if character in missing)
        text = text.translate({ord(character): f"〔{code_point(character)}〕" for character in missing})
        data = msgspec.json.decode(text)
    data["uncovered"] = [f"〔{code_point(c)}〕（{often[c]} 处）" for c in sorted(missing)]
    return msgspec.json.encode(data)


def _missing(text: str, covers: Set[int]) -> set[str]:
    """Characters of the text that no font has."""
    return {character for character in set(text) if ord(character) not in covers}


def _readied(value: Any) -> Any:
    """Every text with what hides written out; blocks with what a template could not work out itself."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        block = value.get("block")
        made = {name: _readied(one) for name, one in value.items() if name != "record"}
        if block == "chart":
            chart = msgspec.convert(value, Chart)
            made |= {"svg": charts.draw(chart, outlines=True), "tones": charts.TONES[chart.shape]}
        elif block == "bands":
            bands = msgspec.convert(value, Bands)
            made |= {"svg": charts.draw(bands, outlines=True), "strokes": charts.STROKES}
        elif block == "marked":
            made["runs"] = [_run(run) for run in made["runs"]]
        elif block == "chargesheet":
            made["lines"] = [
                line
                | {
                    "sign": circled(line["number"]),
                    "said": f"{STATE_SIGN[line['state']]} {labels.ELEMENT[line['state']]}",
                }
                for line in made["lines"]
            ]
        return made
    if isinstance(value, list | tuple):
        return [_readied(one) for one in value]
    return value


def _run(run: dict[str, Any]) -> dict[str, Any]:
    """A run with all its keys; ``numbers`` is what stands behind its marks."""
    marks = run.get("marks", ())
    return {"text": run["text"], "kind": run.get("kind", "text"), "numbers": "".join(map(circled, marks))}
