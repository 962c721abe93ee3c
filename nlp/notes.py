"""Notes: what is worth knowing about a listing and accuses nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nlp.case import Case
from nlp.checks.disclosed import Params as DisclosedParams
from nlp.checks.disclosed import answer as disclosed
from nlp.checks.texts_missing import content_poor
from nlp.claim import ClaimClass, Polarity
from nlp.judgement import Note, Suppression
from nlp.platform_notes import platform_notes

_LATE = DisclosedParams(where=("detail_opening",))
_EARLY = DisclosedParams(where=("title", "sku", "first_image", "speech"))
_SUPPRESSED_NOTES = {
    "secondhand": ("secondhand", "二手或中古商品，品牌名称用于说明来源，未作为线索"),
    "service": ("service", "维修、改圈、清洗等服务，品牌名称用于说明服务对象，未作为线索"),
    "compatible": ("compatible", "配件以“适用”方式提及品牌，未作为线索；如商品上带有他人标识须另行核对"),
    "register": ("register", "权利登记载明已获授权，或所涉商标当日不在有效期内，未作为线索"),
    "authorised": ("own_brand", "品牌自营或已授权店铺，未作为线索"),
}


def notes(case: Case, suppressed: Collection[Suppression], flagged: Collection[str], stale: bool) -> Iterator[Note]:
    """Notes in a fixed order. ``flagged``: ids of the rules that fired; ``stale``: a price row was out of date."""
    if not case.offer.made:
        yield Note("no_offer", "未见卖家要约（资讯、提问、教学等），只记录不判断")
    if content_poor(case):
        yield Note("content_poor", "未获取详情页和图片文字，未披露与否不能完全确定")
    seen = set()
    for suppression in suppressed:
        if suppression.by in _SUPPRESSED_NOTES and suppression.by not in seen:
            seen.add(suppression.by)
            yield Note(*_SUPPRESSED_NOTES[suppression.by])
    yield from _brand(case, flagged, seen)
    yield from _material(case, flagged)
    if stale:
        yield Note("price_unknown", "价格参考数据已过有效期，价格是否合理无法判断")
    yield from platform_notes(case)


def _brand(case: Case, flagged: Collection[str], seen: Collection[str]) -> Iterator[Note]:
    if ClaimClass.BRAND not in case.reading.mentioned or seen or any(rule.startswith("IP") for rule in flagged):
        return
    named = sorted({claim.name for claim in case.claims((ClaimClass.BRAND,), without=("code",))})
    if named and case.offer.made:
        yield Note("brand_named", f"提及品牌“{'、'.join(named)[:60]}”，除此之外未见侵权线索；是否取得授权未知")


def _material(case: Case, flagged: Collection[str]) -> Iterator[Note]:
    material_flagged = any(rule.startswith(("LG", "PR")) for rule in flagged)
    if case.reading.mentioned.isdisjoint((ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)):
        return
    denied = list(case.claims((ClaimClass.LAB_GROWN, ClaimClass.SIMULANT), polarity=(Polarity.NEGATE,), targets=()))
    if denied and not material_flagged:
        names = "、".join(dict.fromkeys(claim.span.text for claim in denied))
        yield Note("denial", f"以“不是{names[:40]}”方式宣称材质，否定表述本身不能证明材质，建议核对证书")
    loose = list(case.claims((ClaimClass.SIMULANT,), tags=("loose",)))
    if loose and not material_flagged:
        yield Note("loose_name", f"“{loose[0].span.text}”为习惯叫法，建议改写为规范材质名称（如合成立方氧化锆）")
    if material_flagged or not any(s.kind == "diamond" for s in case.statements):
        return
    if disclosed(_LATE, case).met and not disclosed(_EARLY, case).met:
        yield Note("disclosed_in_detail", "详情开头已写明培育/合成钻石，建议同时写入标题和首图")
