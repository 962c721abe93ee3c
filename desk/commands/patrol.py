"""``zuanjian patrol``: crawl, screen, take in and notify, once, for some or all sources."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import home_of
from desk.console import say, warn
from desk.outcome import DONE, IN_PART, Unusable, may_pass

if TYPE_CHECKING:
    from alerts.store import Store
    from crawler.run_file import Run
    from crawler.source_reading import SourceRefused


def register(app: typer.Typer) -> None:
    app.command("patrol", help="巡查一次：采集、判断、入库、通知；不写来源则巡查全部来源。")(patrol)


def patrol(
    context: typer.Context,
    sources: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE…]", help="来源名称或来源文件（.yml）")] = None,
) -> int:
    from alerts.outbox.occasions import note_unlooked
    from crawler.identity import nameless
    from crawler.source import load_sources
    from desk.compose import now, open_database
    from desk.learning import keep_up
    from desk.notifying.passing import send_and_tell
    from desk.patrol import find_source
    from desk.patrol import patrol as look_at
    from desk.rereading import read_and_tell
    from desk.stamping import stamp_and_tell
    from desk.telling import tell_intake, tell_run

    home = home_of(context)
    status = DONE
    unread: tuple[SourceRefused, ...] = ()
    if sources:
        wanted = tuple(find_source(home, name) for name in sources)
    else:
        wanted, unread = load_sources(home.sources)
        for refusal in unread:
            warn(f"{refusal}")
            status = IN_PART
        # A source of delivered files has nothing to be fetched; `import` brings its listings.
        wanted = tuple(source for source in wanted if source.basis.kind != "delivered_file")
        if not wanted:
            raise Unusable(f"{home.sources}：没有可巡查的来源，可用 zuanjian sources new 名称 建立")
    seen: list[Run] = []
    vain: list[bool] = []
    if (reason := nameless(*wanted)) is not None:
        warn(reason)
    with open_database(home) as store:
        paused = paused_among(store, [source.name for source in wanted]) if not sources else frozenset()
        for refusal in unread:
            note_unlooked(store, refusal.file.stem, "", f"来源文件有误：{refusal.reason}", now())
        for name in sorted(paused):
            warn(f"{name}：已暂停，本次未查看")
            status = IN_PART
        for look in look_at([s for s in wanted if s.name not in paused], home, store, now):
            if look.run is None:
                warn(f"{look.source}：未能采集：{look.failure}")
                platform = next(source.platform for source in wanted if source.name == look.source)
                note_unlooked(store, look.source, platform, look.failure or "", now())
            else:
                tell_run(look.run)
                if not stamp_and_tell(look.run, home):
                    status = IN_PART
            for earlier in look.earlier:
                say(f"  补入此前未入库的批次 {earlier.run_id}")
                tell_intake(earlier)
            if look.summary is not None:
                tell_intake(look.summary)
            if look.run is not None:
                seen.append(look.run)
            vain.append(look.may_pass)
            if not look.whole:
                status = IN_PART
        keep_up(store, steps=None)
        if vain and all(vain):
            may_pass()
        # Every source has been looked at and judged before the first picture is read: reading takes minutes.
        if not read_and_tell(home, store, seen, now):
            status = IN_PART
        if not send_and_tell(home, store, now, os.environ, quietly=True):
            status = IN_PART
    return status


def paused_among(store: Store, names: list[str]) -> frozenset[str]:
    from alerts.jobs import paused

    return frozenset(pause.source for pause in paused(store)) & frozenset(names)
