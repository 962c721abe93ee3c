"""A listing with what is spoken of it, as the tests of brands write it."""

from __future__ import annotations

from datetime import date

from crawler.listing import convert_listing
from nlp.screen import Screener


def rules_of(title: str, detail: str = "", speech: tuple[str, ...] = (), yuan: int = 120) -> set[str]:
    """Rules that flag a listing of that title, detail and spoken lines at that price."""
    record = {"platform": "demo", "item_id": "1", "title": title, "price": {"sale_fen": yuan * 100}}
    if detail:
        record["description_text"] = detail
    if speech:
        said = [{"start_ms": i * 5000, "end_ms": i * 5000 + 4000, "text": text} for i, text in enumerate(speech)]
        record["speech"] = said
    return {f.rule for f in Screener.default().screen(convert_listing(record), date(2026, 11, 22)).findings}
