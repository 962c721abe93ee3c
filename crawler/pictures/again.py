"""A run read again: the listings of a finished run whose pictures have been read meanwhile, as a run of its own.

Runs never change, so the text of pictures that were read after a run was sealed comes in another one beside it. It holds
only what gained text, it walked no shelf and missed nothing: it says more of a look, and is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from crawler.health import Health
from crawler.listing import Listing, encode_listing
from crawler.measuring import carried
from crawler.pictures.texts import Known, Reading, used, with_texts
from crawler.run_file import Run, RunRefused, RunWriter


def unread(run: Run) -> list[str]:
    """The hashes of a run's pictures whose text no listing carries, in the order of listings, each once."""
    return list(
        dict.fromkeys(
            image.sha256
            for _, listing in run.listings()
            for image in listing.images
            if image.sha256 and not image.ocr_text
        )
    )


def read_again(run: Run, known: Known, *, now: datetime) -> Run | None:
    """A run of what gained text, sealed beside ``run``; None where there is nothing that was not said before.

    Raises RunRefused where ``run`` is damaged or is such a run itself.
    """
    if run.health.rereads is not None:
        raise RunRefused(run.path, "是补读的批次，请给出原批次")
    told = {encode_listing(listing) for before in rereadings(run) for _, listing in before.listings()}
    gained = [listing for listing in _gained(run, known) if encode_listing(listing) not in told]
    if not gained:
        return None
    manifest = run.manifest
    writer = RunWriter.create(
        run.path.parent, _free(run), kind="reading", source=manifest.source, platform=manifest.platform,
        started_at=now, grant=manifest.grant,
    )  # fmt: skip
    fields: dict[str, int] = {}
    readings: dict[str, Reading] = {}
    for listing in gained:
        writer.add(listing)
        fields.update((name, fields.get(name, 0) + 1) for name in carried(listing))
        readings.update((reading.sha256, reading) for reading in used(listing, known))
    writer.add_readings(readings.values())
    counts = {"pages": 0, "listings": len(gained), "refused": 0, "not_seen": 0}
    health = Health(run.health.verdict, counts, dict(sorted(fields.items())), (), (), rereads=run.id)
    return writer.seal(health, finished_at=now)


def rereadings(run: Run) -> Iterator[Run]:
    """The runs in which a run was read again, in the order of their making."""
    number = 1
    while (path := run.path.with_name(f"{run.id}-texts{number}")).exists():
        yield Run(path)
        number += 1


def reread(run: Run) -> Run | None:
    """The run that this one reads again; None where it is a look of its own, or that run is no more."""
    original = run.health.rereads
    if original is None or Path(original).name != original:
        return None
    try:
        return Run(run.path.with_name(original))
    except RunRefused:
        return None


def _gained(run: Run, known: Known) -> Iterator[Listing]:
    for _, listing in run.listings():
        richer = with_texts(listing, known)
        if richer is not listing:
            # A listing without a time speaks for the end of its run; it must not speak for a later moment here.
            yield replace(richer, observed_at=richer.observed_at or run.manifest.finished_at)


def _free(run: Run) -> str:
    return f"{run.id}-texts{sum(1 for _ in rereadings(run)) + 1}"
