"""What a recording comes to: a Listing for each item, its entry on the shelf, its events, and the session."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crawler.deliveries.delivery import Context, Problem, Row
from crawler.deliveries.shelves.ledger import Item, Ledger
from crawler.deliveries.shelves.seen import Session
from crawler.deliveries.shelves.words import said_during
from crawler.listing import Image, Listing, Price, Room, Utterance
from crawler.shelf import ExplainState, LiveSession, ShelfEntry, ShelfRecord, Window

NAME = "shelf"

Speech = Callable[[str], tuple[Utterance, ...]]
"""What was said in a room, by the room's id."""


def rows(ledger: Ledger, context: Context, speech: Speech) -> Iterator[Row]:
    """The sessions, then every item in the order in which it was first seen."""
    yield from (Row(0, None, remark=True, shelf=(_live(one, context),)) for one in ledger.sessions.values())
    for item in ledger.items.values():
        session = ledger.of_room(item.facts.platform, item.room)
        windows = (*item.windows, *((Window(item.started),) if item.started else ()))
        words = (
            said_during(
                _said(item.room, session, speech), windows, session.started_at if session else None, ledger.last
            )
            if windows
            else ()
        )
        yield _row(item, session, windows, words, context)


def _said(room: str, session: Session | None, speech: Speech) -> tuple[Utterance, ...]:
    """What was said in the session; only where nothing goes by its own number, what goes by the room's."""
    return (speech(session.session_id) if session and session.session_id else ()) or speech(room)


def _row(
    item: Item, session: Session | None, windows: tuple[Window, ...], words: tuple[Utterance, ...], context: Context
) -> Row:
    facts = item.facts
    item_id = facts.item_id or facts.promotion_id or ""
    state: ExplainState = "explaining" if item.explained else "on_shelf" if item.positions else "none"
    entry = ShelfEntry(
        platform=facts.platform, room_id=item.room, promotion_id=facts.promotion_id, item_id=facts.item_id,
        positions=tuple(item.positions), tab=facts.tab, explain_state=state, explained=windows,
        first_seen=item.first, last_seen=item.last, sold_out=facts.sold_out, source=context.provenance(NAME, item.row),
    )  # fmt: skip
    shelf: tuple[ShelfRecord, ...] = (entry, *item.events)
    if not (facts.title or facts.short_title or words):
        reason = f"商品“{item_id}”没有标题，也没有对应的口播，只记入货架"
        return Row(item.row, None, (Problem(item.row, "title", reason),), remark=True, shelf=shelf)
    listing = Listing(
        platform=facts.platform,
        item_id=item_id,
        url=facts.url,
        observed_at=item.last,
        status=None if facts.sold_out is None else "sold_out" if facts.sold_out else "on_sale",
        title=facts.title,
        short_title=facts.short_title,
        price=_price(item),
        shop=context.shop,
        images=(Image(url=facts.cover, role="cover"),) if facts.cover else (),
        speech=words,
        room=Room(item.room, session.title if session else None, None, session.anchor_name if session else None),
        source=context.provenance(NAME, item.row),
    )
    return Row(item.row, listing, shelf=shelf)


def _price(item: Item) -> Price | None:
    """The prices; a campaign's only when the item was last seen inside its window."""
    price, campaign, at = item.facts.price, item.facts.campaign, item.last
    if campaign and at and campaign[1] <= at < campaign[2]:
        known = price or Price()
        return Price(sale_fen=known.sale_fen, min_fen=known.min_fen, max_fen=known.max_fen, campaign_fen=campaign[0])
    return price


def _live(session: Session, context: Context) -> LiveSession:
    return LiveSession(
        platform=session.platform,
        room_id=session.room_id,
        session_id=session.session_id,
        anchor_id=session.anchor_id,
        anchor_name=session.anchor_name,
        title=session.title,
        status=session.status,
        started_at=session.started_at,
        ended_at=session.ended_at,
        source=context.provenance(NAME, 0),
    )
