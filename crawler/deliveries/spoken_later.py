"""Speech that arrives after its shelf: the items of an earlier run get the words of their explanations.

Runs never change, so they come as a run of their own that reads the earlier one again: it holds only the items that gained
words, it walked no shelf and missed nothing. Words are laid to goods only where the session is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from crawler.deliveries.shelves.words import in_order, said_during
from crawler.deliveries.spoken_before import ROOM_ID
from crawler.health import Health
from crawler.listing import Listing, Room, Utterance
from crawler.measuring import carried
from crawler.run_file import Run, RunRefused, RunWriter, runs
from crawler.shelf import SHELF, LiveSession, ShelfEntry

Key = tuple[str, str, str | None]  # platform, item id, room


@dataclass(frozen=True, slots=True)
class Joined:
    """A shelf of an earlier delivery and the run in which its items got their words; or why they did not (Chinese).

    ``before``: they got them when the same transcript was delivered before.
    """

    shelf: str
    run: Run | None = None
    reason: str = ""
    before: bool = False


def join_later(heard: Run, runs_dir: Path, *, now: datetime, called: str | None = None) -> Iterator[Joined]:
    """What the transcripts of ``heard`` say of shelves that were delivered before it. The same transcript twice joins once.

    A transcript is named by the platform's number of its room or session. A room's number is not enough where recordings
    of several sessions of that room were delivered. ``called``: the name under which the file came this time, without its
    ending: the same bytes are the same run, whatever they were called first.
    """
    for name, said in _transcripts(heard, called).items():
        shelves: list[tuple[Run, list[_Recording]]] = []
        for run in runs(runs_dir):
            try:
                recordings = _recordings(run, name) if run.id != heard.id else []
            except RunRefused as refused:
                yield Joined(run.id, reason=str(refused))
                continue
            if recordings:
                shelves.append((run, recordings))
        begun = {one.session.started_at for _, recordings in shelves for one in recordings if one.session.started_at}
        for run, recordings in shelves:
            if len(begun) > 1:
                yield Joined(run.id, reason=f"直播间“{name}”有多场货架记录，口播属于哪一场不明；请以场次编号命名字幕")
            elif not begun:
                yield Joined(run.id, reason=f"直播间“{name}”的货架没有开播时间，讲解时段无法与口播对应")
            elif done := next((again for again in _again(run) if _same(again, heard)), None):
                yield Joined(run.id, done, before=True)
            elif sealed := _read_again(run, recordings, said, heard, now):
                yield Joined(run.id, sealed)


@dataclass(frozen=True, slots=True)
class _Recording:
    """One room on one recorded shelf: its session, its entries and when the recording ends."""

    session: LiveSession
    entries: tuple[ShelfEntry, ...]
    last: datetime | None


def _transcripts(heard: Run, called: str | None) -> dict[str, tuple[Utterance, ...]]:
    """What was said in each session, by the platform's number; rows that carry speech beside other facts are no transcripts."""
    if heard.manifest.kind != "import" or not heard.health.fields.get("speech"):
        return {}
    found = {
        one.item_id: in_order(one.speech)
        for _, one in heard.listings()
        if one.speech and one.room and one.room.id == one.item_id
    }
    if called is not None and len(found) == 1 and heard.health.counts["listings"] == 1:
        found = {called: next(iter(found.values()))}
    return {name: said for name, said in found.items() if ROOM_ID.fullmatch(name)}


def _recordings(run: Run, name: str) -> list[_Recording]:
    """The recordings of a run that show the room or session of that number."""
    if SHELF not in run.manifest.files or run.manifest.kind != "import":
        return []
    records = list(run.shelf())
    entries = [one for one in records if isinstance(one, ShelfEntry)]
    found: list[_Recording] = []
    for session in (one for one in records if isinstance(one, LiveSession)):
        if name in (session.room_id, session.session_id):
            file = _file(session)
            beside = [one for one in entries if _file(one) == file]
            mine = tuple(
                one for one in beside
                if one.room_id == session.room_id and session.platform in (one.platform, "other")
            )  # fmt: skip
            last = max((one.last_seen for one in beside if one.last_seen), default=None)
            found.append(_Recording(session, mine, last))
    return found


def _file(record: LiveSession | ShelfEntry) -> str | None:
    return record.source.file_sha256 if record.source else None


def _again(run: Run) -> Iterator[Run]:
    """The runs in which a shelf got words, in the order of their making."""
    number = 1
    while (path := run.path.with_name(f"{run.id}-speech{number}")).exists():
        yield Run(path)
        number += 1


def _same(again: Run, heard: Run) -> bool:
    joined, delivered = again.manifest.delivered, heard.manifest.delivered
    return joined is not None and delivered is not None and joined.sha256 == delivered.sha256


def _read_again(
    run: Run, recordings: Iterable[_Recording], said: tuple[Utterance, ...], heard: Run, now: datetime
) -> Run | None:
    """A run of the items that gained words, sealed beside ``run``; None where nothing was said of any of them."""
    lines = dict(run.listings())
    told = {_key(one): one for earlier in (run, *_again(run)) for _, one in earlier.listings()}
    gained: list[Listing] = []
    for recording in recordings:
        for entry in recording.entries:
            words = said_during(said, entry.explained, recording.session.started_at, recording.last)
            listing = lines.get(entry.listing or 0) or _bare(entry, recording.session)
            if words and words != told.get(_key(listing), listing).speech:
                seen = listing.observed_at or run.manifest.finished_at
                gained.append(replace(listing, speech=words, observed_at=seen))
    if not gained:
        return None
    manifest = run.manifest
    writer = RunWriter.create(
        run.path.parent, f"{run.id}-speech{1 + sum(1 for _ in _again(run))}", kind="reading", source=manifest.source,
        platform=manifest.platform, started_at=now, grant=manifest.grant, delivered=heard.manifest.delivered,
    )  # fmt: skip
    fields: dict[str, int] = {}
    for listing in gained:
        writer.add(listing)
        fields.update((name, fields.get(name, 0) + 1) for name in carried(listing))
    counts = {"pages": 0, "listings": len(gained), "refused": 0, "not_seen": 0}
    health = Health(run.health.verdict, counts, dict(sorted(fields.items())), (), (), rereads=run.id)
    return writer.seal(health, finished_at=now)


def _key(listing: Listing) -> Key:
    return listing.platform, listing.item_id, listing.room.id if listing.room else None


def _bare(entry: ShelfEntry, session: LiveSession) -> Listing:
    """An item that stood on the shelf without a title: until now there was nothing of it to read."""
    return Listing(
        platform=entry.platform,
        item_id=entry.item_id or entry.promotion_id or "",
        observed_at=entry.last_seen,
        status=None if entry.sold_out is None else "sold_out" if entry.sold_out else "on_sale",
        room=Room(entry.room_id, session.title, None, session.anchor_name),
        source=entry.source,
    )
