"""What a platform's own rules say of the goods: a note beside the judgement, apart from any law."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.books.platform_policies import Concern, policies, policy_book
from nlp.case import OF_THE_ITEM, Case
from nlp.claim import ClaimClass, Place
from nlp.judgement import Note

_ACTION = {"barred": "平台规则不允许发布", "restricted": "平台规则限定发布类目或条件"}
_OWN = (Place.TITLE, Place.ATTRIBUTE, Place.SKU, Place.DETAIL, Place.IMAGE, Place.CERTIFICATE, Place.SPEECH)


def platform_notes(case: Case) -> Iterator[Note]:
    """One note for each platform rule that the goods, as described, run into."""
    platform = case.listing.platform
    if case.offer.goods != "jewellery" or not any(row.platform == platform for row in policy_book()):
        return
    for row in policies(platform, _concerns(case), case.on):
        yield Note(
            "platform_policy",
            f"平台规则提示（不属于法律依据）：{row.rule}，{row.says}；{_ACTION[row.action]}，以平台现行文本为准",
        )


def _concerns(case: Case) -> set[Concern]:
    found: set[Concern] = set()
    if any(s.kind == "lab_grown" for s in case.statements):
        found.add("lab_grown")
    if any(s.kind == "simulant" for s in case.statements):
        found.add("simulant")
    synthetic = case.claims((ClaimClass.COLOURED,), tags=("synthetic",), targets=OF_THE_ITEM, places=_OWN)
    if any(True for _ in synthetic):
        found.add("coloured_synthetic")
    treated = case.claims((ClaimClass.TREATMENT,), tags=("treated", "marked"), targets=OF_THE_ITEM, places=_OWN)
    if any(True for _ in treated):
        found.add("treated")
    return found
