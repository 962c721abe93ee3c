"""Reports of a home: what is asked of the memory, by which rules its listings are judged, and where the file is put."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from desk.config import Home
from desk.console import progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from alerts.store import Store
    from crawler.listing import Listing
    from desk.judging import Judge
    from nlp.judgement import Judgement
    from nlp.rewording import Rewording
    from reports.masking import Viewer
    from reports.writing import Asked, Context


def source_names(home: Home) -> tuple[str, ...]:
    """Every configured source, so that a report can say which of them were not looked at."""
    from crawler.source import load_sources

    found, refused = load_sources(home.sources)
    return tuple(sorted({s.name for s in found if s.basis.kind != "delivered_file"} | {r.file.stem for r in refused}))


def sent_folder(home: Home) -> Path:
    """Where copies of reports that were handed out are kept, each under its hash."""
    return home.reports / "sent"


def write_report(
    kind: str,
    home: Home,
    store: Store,
    asked: Asked,
    format_name: str,
    output: Path | None = None,
    viewer: Viewer | None = None,
) -> Path:
    """Write one report, masked for ``viewer`` (whoever its kind is made for), and return its path. That it was handed
    out, and what of it was masked, is put on record. Raises ReportRefused."""
    import hashlib

    from alerts.chain import MACHINE
    from alerts.exports import record_export
    from reports.masking import ROLES, Masker
    from reports.writing import gather, name_of, reader_of, write

    context = context_of(home, store)
    gathered = gather(kind, store, asked, context)
    reader = reader_of(kind, gathered)
    masker = Masker(reader if viewer is None or viewer.role == reader.role else viewer)
    role = masker.viewer.role
    _require_permitted(kind, role, asked, viewer, gathered)
    values = masker.value(gathered)
    path = write(kind, values, format_name, output or home.reports / file_name(kind, asked, format_name, role), context)
    record_export(
        store, f"{name_of(kind)} {asked.day:%Y-%m-%d}（{format_name}）", ROLES[role],
        hashlib.sha256(path.read_bytes()).hexdigest(), context.now(), role=role, masks=masker.counts,
        actor=asked.operator or MACHINE,
    )  # fmt: skip
    return path


def _require_permitted(kind: str, role: str, asked: Asked, viewer: Viewer | None, values: object) -> None:
    """A member's report about one shop goes to that shop, and some kinds are for no outsider. Raises ReportRefused."""
    from reports.masking import ROLES
    from reports.writing import ReportRefused, name_of, withheld_from

    if role in withheld_from(kind):
        raise ReportRefused(
            f"{name_of(kind)}（{kind}）不向{next(told for one, told in ROLES.items() if one == role)}提供"
        )
    about = [one for name in ("shop_id", "shop_name") if (one := getattr(values, name, None))]
    if about and viewer is not None and viewer.role == "member" and viewer.shop not in (*about, asked.shop):
        raise ReportRefused("成员只能取得本店的报告，--own-shop 与所写店铺不同")


def file_name(kind: str, asked: Asked, format_name: str, role: str = "regulator") -> str:
    """``daily-2026-11-22.html``; a subject stands in the name by a digest, since a shop may be called anything."""
    import hashlib

    subjects = [f"{subject}={getattr(asked, subject)}" for subject in asked.given()]
    subjects += [f"file={asked.file}"] if asked.file is not None else []
    about = "-" + hashlib.sha256("\n".join(subjects).encode()).hexdigest()[:8] if subjects else ""
    masked = f"-{role}" if role != "regulator" else ""
    return f"{kind}-{asked.day:%Y-%m-%d}{about}{masked}.{format_name}"


def context_of(home: Home, store: Store) -> Context:
    """What kinds may ask in a home: its sources, its time stamps, and the rules with what the home knows beside a listing."""
    from reports.writing import Context

    @cache  # read when the first listing is judged, since most reports judge none
    def judge() -> Judge:
        from desk.judging import Judge

        return Judge(store)

    return replace(
        Context(),
        sources=source_names(home),
        screen=lambda listing, on: judge().judge(listing, on),
        known=lambda listing, on: judge().known(listing, on),
        stamped=partial(_stamped, home),
        together=_together(store),
        mappings=home.mappings,
        templates=home.templates,
        progress=progress,
    )


def _stamped(home: Home, run_id: str) -> datetime | None:
    """The time on a run's stamp; None where there is no authority, no run, no stamp, or one that does not hold."""
    from crawler.run_file import Run, RunRefused
    from crawler.source_reading import SourceRefused
    from crawler.stamps.authority import load_authority
    from crawler.stamps.stamp import StampRefused, stamp_of

    try:
        authority = load_authority(home.stamps)
        given = stamp_of(Run(home.runs / run_id), authority) if authority is not None else None
    except (RunRefused, SourceRefused, StampRefused, OSError):
        return None
    return given.at if given is not None else None


def _together(store: Store) -> Callable[[Sequence[Listing], date], Iterable[tuple[Judgement, Rewording | None]]]:
    """The listings of one shop beside each other: report numbers are compared among them alone."""

    def judged(listings: Sequence[Listing], on: date) -> Iterable[tuple[Judgement, Rewording | None]]:
        from desk.judging import Judge

        judge = Judge(store, listings)
        for listing in listings:
            judgement = judge.judge(listing, on)
            yield judgement, judge.reword(judgement, listing, on)

    return judged
