"""``zuanjian explain``: why an alert stands, and why other charges do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from desk.arguments import home_of
from desk.console import console, say
from desk.outcome import DONE, Unusable

if TYPE_CHECKING:
    from alerts.values import AlertDetail
    from nlp.judgement import Judgement


def register(app: typer.Typer) -> None:
    app.command("explain", help="说明一条线索为什么成立、别的为什么没有认定。")(explain)


def explain(
    context: typer.Context,
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="线索编号，如 A-XXXXXXXX")],
) -> int:
    from alerts.cases.queries import of_alert
    from alerts.queries import detail
    from desk.compose import open_database
    from desk.explaining import show
    from nlp.explain import explain as explained
    from reports.labels import LIFE, STATE, moment
    from reports.parts.case import glance_lines

    with open_database(home_of(context)) as store:
        found = detail(store, alert)
        grouped = of_alert(store, alert)
    if found is None:
        raise Unusable(f"没有编号为“{alert}”的线索")
    about = found.alert
    say(f"{about.id}　{about.shop_name or about.shop_id or '店铺不详'}　{about.platform}　商品 {about.item_id}")
    say(f"状态 {STATE[about.state]}　首次 {moment(about.first_seen)}　最近 {moment(about.last_seen)}")
    for line in glance_lines(about.id, grouped):
        say(line)
    show(explained(_judgement(found), found.listing), console())
    say("")
    say("经过")
    for sighting in found.sightings:
        say(f"  {moment(sighting.at)}　{LIFE[sighting.life]}　批次 {sighting.run_id}")
    for event in found.events:
        say(f"  {moment(event.at)}　{event.actor}　{event.action}　{event.detail}")
    say(f"证据　批次 {found.evidence.run_id} 第 {found.evidence.line} 行　sha256 {found.evidence.listing_sha256}")
    return DONE


def _judgement(found: AlertDetail) -> Judgement:
    """The judgement behind an alert, as far as this charge goes."""
    from crawler.shanghai import local_day
    from nlp.judgement import Judgement

    listing = found.listing
    seen = listing.observed_at or found.alert.last_seen
    return Judgement(
        listing.platform, listing.item_id, found.evidence.line, "flagged", local_day(seen).isoformat(),
        "", None, (found.finding,), found.suppressed, found.notes,
    )  # fmt: skip
