"""High grades of colour and clarity claimed for a diamond with no certificate anywhere."""

from __future__ import annotations

from nlp.answer import NOT_MET, Answer, met_by
from nlp.case import Case
from nlp.checks import Params as Base
from nlp.checks.texts_missing import content_poor
from nlp.claim import Polarity


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


SLOTS: tuple[str, ...] = ()

_COLOURS = ("D", "E", "F")
_CLARITIES = ("FL", "IF", "VVS")
_NO_PAPER = (
    "无证书", "没有证书", "不带证书", "不配证书", "不附证书", "不含证书", "没证书", "不出证书", "无检测证书", "证书丢失", "不送证书", "没有检测证书",
)  # fmt: skip
_PAPER = (
    "证书", "鉴定", "检测", "gia", "igi", "hrd", "ngtc", "gtc", "国检", "省检", "中检", "首检", "复检", "送检", "腰码", "质检",
)  # fmt: skip


def answer(params: Params, case: Case) -> Answer:
    """E2 where the listing itself says that there is no certificate; E3 where it has full texts and names none.

    Graded simulants (莫桑石 D色) are described so by custom and stay out.
    """
    colours = [g for g in case.reading.grades if g.scale == "colour" and g.value in _COLOURS]
    clarities = [g for g in case.reading.grades if g.scale == "clarity" and g.value.startswith(_CLARITIES)]
    kinds = {s.kind for s in case.statements}
    if not colours or not clarities or "simulant" in kinds or not kinds & {"diamond", "natural", "lab_grown"}:
        return NOT_MET
    if any(paper.polarity is Polarity.AFFIRM for paper in case.reading.certificates) or case.listing.qualifications:
        return NOT_MET
    spans = [colours[0].span, clarities[0].span]
    denied = case.find_words(_NO_PAPER)
    if denied:
        return met_by([*spans, denied[0]], "E2")
    return NOT_MET if content_poor(case) or any(word in case.own_text for word in _PAPER) else met_by(spans, "E3")
