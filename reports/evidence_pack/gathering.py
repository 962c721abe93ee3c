"""Gathering: everything that goes into a pack but its index, from the memory and the shelves into the bag."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from alerts.extract import Entry, Extract
from crawler.versions import versions
from reports.evidence_pack import verify
from reports.evidence_pack.bag import Bag
from reports.evidence_pack.books import law_rows, price_rows
from reports.evidence_pack.contents import Contents
from reports.evidence_pack.masks import Masks
from reports.evidence_pack.runs import Shelves
from reports.evidence_pack.taken import Pointer, Taken
from reports.masking import Viewer


class Request(Struct, frozen=True):
    """What is packed: ``subject`` an alert's or a case's id with its ``alerts``; ``decisions``: numbers of custody entries
    about the case. ``actor`` makes it, for a ``viewer``; ``title``: one Chinese line of what it is about."""

    subject: str
    title: str
    alerts: tuple[str, ...]
    actor: str
    at: datetime
    viewer: Viewer = Viewer()
    decisions: tuple[int, ...] = ()


def gather(view: Extract, request: Request, bag: Bag, masks: Masks, shelves: Shelves) -> Contents:
    """Everything but the index, into the bag."""
    whole = view.details()
    masks.know(whole)
    pointers: dict[str, dict[int, Pointer]] = {}
    looks = 0
    with bag.writing("observations.jsonl") as file:
        for look in view.looks():
            looks += 1
            listing, judgement = masks.look(look.listing, look.judgement)
            file.write(msgspec.json.encode(msgspec.structs.replace(look, listing=listing, judgement=judgement)) + b"\n")
            pointers.setdefault(look.run_id, {})[look.line] = Pointer.of(look, masks.picture)
    taken: list[Taken] = [shelves.take(run_id, found.values()) for run_id, found in sorted(pointers.items())]
    entries: list[Entry] = []
    with bag.writing("custody.jsonl") as file:
        for entry in view.entries():
            shown = masks.entry(entry)
            entries.append(shown)
            hidden = shown.text != entry.text
            line = {
                "seq": entry.seq, "hash": entry.hash, "previous": entry.previous, "proof": entry.path,
                "entry": None if hidden else entry.text, "rows": {} if hidden else shown.rows,
            }  # fmt: skip
            file.write(msgspec.json.encode(line) + b"\n")
    point = view.checkpoint()
    head = {"seq": point.entries, "hash": point.head, "proof": point.head_path}
    bag.put("checkpoint.json", json({"entries": point.entries, "root": point.root, "head": head}))
    details = tuple(map(masks.detail, whole))
    laws = law_rows(details)
    prices = price_rows(details)
    bag.put("laws.json", json(laws))
    bag.put("prices.json", json(prices))
    bag.refer("verify.py", Path(verify.__file__))
    return Contents(
        request.subject, request.title, request.at, masks.actor(request.actor), request.viewer.role, versions(), details, looks, tuple(taken),
        tuple(shelves.gaps), entries, point, laws, prices, masks.told(), "",
    )  # fmt: skip


def json(value: Any) -> bytes:
    """Indented, so that a person can read it."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
