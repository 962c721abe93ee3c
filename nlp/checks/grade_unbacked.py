"""High grades of colour and clarity claimed for a diamond that, by the listing's own words, has no certificate."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import ClaimClass, Polarity
from nlp.marks import worded


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()


def needs(params: Params) -> Needs:
    return (worded(_NO_PAPER), frozenset({ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN}))


_COLOURS = ("D", "E", "F")
_CLARITIES = ("FL", "IF", "VVS")
_NO_PAPER = (
    "无证书", "没有证书", "不带证书", "不配证书", "不附证书", "不含证书", "没证书", "不出证书", "无检测证书", "证书丢失", "不送证书", "没有检测证书",
)  # fmt: skip


def answer(params: Params, case: Case) -> Answer:
    """Met where the listing itself says that there is no certificate.

    Graded simulants (莫桑石 D色) are described so by custom and stay out.
    """
    # Silence on certificates proves nothing: the paper may come with the parcel.
    denied = case.find_words(_NO_PAPER)
    if not denied:
        return NOT_MET
    colours = [g for g in case.reading.grades if g.scale == "colour" and g.value in _COLOURS]
    clarities = [g for g in case.reading.grades if g.scale == "clarity" and g.value.startswith(_CLARITIES)]
    kinds = {s.kind for s in case.statements}
    if not colours or not clarities or "simulant" in kinds or not kinds & {"diamond", "natural", "lab_grown"}:
        return NOT_MET
    if any(paper.polarity is Polarity.AFFIRM for paper in case.reading.certificates) or case.listing.qualifications:
        return NOT_MET
    return met_by([colours[0].span, clarities[0].span, denied[0]], "E2")
