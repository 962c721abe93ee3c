"""Price, sku and availability read from saved shop pages, scored against a truth file.

    python tests/bench/pages.py FOLDER      FOLDER holds <id>.html.gz and truth.json

Per page and field the truth is a set of acceptable values (prices compare as decimals). A given value
that is one of them is a true positive; a given value that is not is a false positive; a truth that was
not met is a false negative.
Availability is scored once more for the pages in stock and for those sold out: nearly all pages are in stock,
so that a reader who never looks would do well on the whole.
"""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from crawler.listing import Listing
from crawler.look import look_file

FIELDS = ("price", "sku", "availability")
STATES = {"InStock": "availability, in stock", "OutOfStock": "availability, sold out"}


def given(listing: Listing | None, field: str) -> list[Any]:
    if listing is None:
        return []
    if field == "sku":
        return [v for v in (listing.item_id, *(s.sku_id for s in listing.skus)) if v]
    if field == "availability":
        return {"on_sale": ["InStock"], "sold_out": ["OutOfStock"], "off_shelf": ["OutOfStock"]}.get(
            listing.status or "", []
        )
    price = listing.price
    return [Decimal(price.sale_fen) / 100] if price and price.sale_fen is not None else []


def wanted(truth: dict[str, list[str]], field: str) -> set[Any]:
    values = truth.get(field) or []
    if field != "price":
        return set(values)
    found = set()
    for value in values:
        try:
            found.add(Decimal(value.strip()))
        except InvalidOperation:
            continue
    return found


def main(folder: Path) -> int:
    truths = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    tally = {field: [0, 0, 0] for field in (*FIELDS, *STATES.values())}
    started = time.perf_counter()
    for page, truth in sorted(truths.items()):
        look = look_file(folder / f"{page}.html.gz")
        for field in FIELDS:
            ours, theirs = given(look.listing, field), wanted(truth, field)
            hit = any(v in theirs for v in ours)
            tally[field][0] += hit
            tally[field][1] += bool(ours) and not hit
            tally[field][2] += bool(theirs) and not hit
            for state, name in STATES.items() if field == "availability" else ():
                said, meant = state in ours, state in theirs
                tally[name][0] += said and meant
                tally[name][1] += said and not meant
                tally[name][2] += meant and not said
            if not hit and (ours or theirs):
                print(
                    f"{page} {field}: {[str(v) for v in ours][:4]} instead of {sorted(map(str, theirs))} {look.why or ''}"
                )
    spent = (time.perf_counter() - started) / max(len(truths), 1)
    for field, (tp, fp, fn) in tally.items():
        precision, recall = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
        f1 = 2 * tp / max(2 * tp + fp + fn, 1)
        print(f"{field}: F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  (tp {tp}, fp {fp}, fn {fn})")
    print(f"{len(truths)} pages, {spent * 1000:.0f} ms a page")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
