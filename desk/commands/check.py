"""``zuanjian check``: one listing, explained for a person."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from desk.arguments import OnDay
from desk.console import console
from desk.outcome import DONE, Unusable


def register(app: typer.Typer) -> None:
    app.command("check", help="查一个商品标题（或一段口播），逐条说明。")(check)


def yuan(text: str) -> int:
    """An amount in yuan as fen; bare numbers only, because a command line is no place to guess."""
    try:
        fen = Decimal(text) * 100
    except InvalidOperation:
        fen = Decimal(-1)
    if not fen.is_finite() or not 0 <= fen < 2**63 or fen != fen.to_integral_value():
        raise typer.BadParameter(f"“{text}”不是金额，应写作 3580 或 99.90（元）")
    return int(fen)


def check(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="商品标题；加 --speech 则为口播")],
    price: Annotated[int | None, typer.Option("--price", parser=yuan, metavar="YUAN", help="售价（元）")] = None,
    speech: Annotated[bool, typer.Option("--speech", help="TEXT 是主播的口播")] = False,
    on: OnDay = None,
) -> int:
    from crawler.listing import Listing, Price, Utterance
    from desk.explaining import show, show_rewording
    from desk.screening import today_in_shanghai
    from nlp.explain import explain
    from nlp.rewording import reword
    from nlp.screen import Screener

    if not text.strip():
        raise Unusable("没有文字可查")
    listing = Listing(
        platform="other",
        item_id="check",
        title=None if speech else text,
        speech=(Utterance(text=text),) if speech else (),
        price=Price(sale_fen=price) if price is not None else None,
    )
    day = on or today_in_shanghai()
    screener = Screener.default()
    judgement = screener.screen(listing, day)
    show(explain(judgement, listing), console())
    if (rewording := reword(judgement, listing, screener, day)) is not None:
        show_rewording(rewording, console())
    return DONE
