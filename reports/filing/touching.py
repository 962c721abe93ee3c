"""How a listing touches a right of the register: the words or pictures in which it does, and what it offers."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from alerts.rights.values import Design, Mark, folded
from crawler.listing import Listing
from reports import labels
from reports.marking import visible
from reports.writing import Context

_GOODS = 6
BASES = {"photo": "图片文件与登记图片完全相同", "picture": "图片与登记图片相似", "item_code": "货号与登记货号相同"}


class Touch(Struct, frozen=True):
    """``words``: (place, words) that name the mark; ``basis`` (a key of BASES), ``similarity`` 0 to 1 and ``place``: what
    of a picture or code agrees. ``goods``: the listing's words for what it offers; ``classes``: their Nice classes, empty
    where the kind cannot be told."""

    authorised: bool
    goods: tuple[str, ...]
    classes: tuple[int, ...]
    words: tuple[tuple[str, str], ...] = ()
    basis: str | None = None
    similarity: float | None = None
    place: str | None = None


def touch(right: Mark | Design, listing: Listing, on: date, context: Context) -> Touch | None:
    """None where the listing neither names the mark nor resembles the design on that day."""
    from nlp.books.brands import brand_book
    from nlp.claim import ClaimClass
    from nlp.offer import read_offer
    from nlp.recorded_marks import classes_of
    from nlp.screen import Screener

    known = context.known(listing, on)
    number = folded(right.number)
    mark = next((one for one in known.marks if folded(one.number) == number), None)
    match = next((one for one in known.rights if folded(one.number) == number), None)
    if mark is None and match is None:
        return None
    reading = Screener.default().read(listing)
    offer = read_offer(reading)
    named = (claim for claim in reading.of_class(ClaimClass.JEWELLERY) if claim.name in offer.kinds)
    goods = tuple(dict.fromkeys(visible(claim.span.text) for claim in named))[:_GOODS]
    classes = tuple(sorted(classes_of(offer)))
    if mark is not None:
        same = brand_book().same
        brands = {one.brand for one in known.marks if folded(one.number) == number}
        said = dict.fromkeys(
            (visible(labels.field_label(claim.span.field, listing)), visible(claim.span.text))
            for claim in reading.of_class(ClaimClass.BRAND)
            if any(same(claim.name, brand) for brand in brands)
        )
        authorised = any(same(name, brand) for name in known.authorised_brands for brand in brands)
        return Touch(authorised, goods, classes, tuple(said))
    assert match is not None  # noqa: S101 - narrowing for the type checker; one of the two is there
    return Touch(match.licensed, goods, classes, (), match.basis, match.similarity, match.at)
