"""Neither a description nor picture texts came with the listing: disclosure there cannot be excluded."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def answer(params: Params, case: Case) -> Answer:
    return met_by(()) if content_poor(case) else NOT_MET


def content_poor(case: Case) -> bool:
    """Whether description and picture texts are both missing."""
    listing = case.listing
    return not (listing.description_text or "").strip() and not any(
        line.strip() for image in listing.images for line in image.ocr_text
    )
