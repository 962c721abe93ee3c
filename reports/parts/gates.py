"""Gates of what leaves the house: what may be told to an authority or a holder of rights, and why the rest may not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from msgspec import Struct

from alerts.dossiers import Decision, Dossier, Seller, of_seller
from alerts.lifecycle import STATES
from alerts.store import Store
from reports.document import AnyBlock, Paragraph, Section, Table, Tag
from reports.parts.capture import capture_gaps
from reports.parts.law import LawBook

SIGNED = ("confirmed", "referred", "correction_asked", "gone")
"""States in which a confirmation stands; ``gone`` keeps the one it had."""

ITEMS_OF_MEDIUM = 3
"""Leads of medium severity go out where as many listings of one seller can be named."""


class Held(Struct, frozen=True):
    """An alert that is not told, and why; its charge is nobody else's business."""

    alert_id: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.alert_id}：{'；'.join(self.reasons)}"


def sign_off(dossier: Dossier) -> Decision | None:
    """The confirmation by a person that stands, if one does."""
    if dossier.detail.alert.state not in SIGNED:
        return None
    return next((one for one in reversed(dossier.decisions) if one.move == "confirm"), None)


def siblings_in(store: Store, day: date) -> Callable[[Dossier], Sequence[Dossier]]:
    """All alerts of the same seller as they stood at the end of a day, asked for once each."""
    known: dict[tuple[str, str], tuple[Dossier, ...]] = {}

    def siblings(one: Dossier) -> Sequence[Dossier]:
        key = one.detail.alert.platform, one.seller_key
        if key not in known:
            known[key] = of_seller(store, Seller(*key), day)
        return known[key]

    return siblings


def refusal(about: str, held: Sequence[Held], what: str) -> str:
    """Why nothing of it may go out, alert by alert."""
    if not held:
        return f"{about}没有可{what}的线索"
    shown = "。".join(str(one) for one in held[:10])
    more = f"。另有 {len(held) - 10} 条" if len(held) > 10 else ""
    return f"{about}没有符合{what}条件的线索：{shown}{more}"


def gate(
    candidates: Sequence[Dossier],
    siblings: Callable[[Dossier], Sequence[Dossier]],
    laws: LawBook,
    on_trial: Collection[str],
) -> tuple[tuple[Dossier, ...], tuple[Held, ...]]:
    """What may go to an authority or a holder, in order, and what may not. ``siblings``: all alerts of the same seller,
    asked for where the number of listings counts."""

    def shared(one: Dossier) -> tuple[str, ...]:
        return _reasons(one, laws, on_trial)

    passed: list[Dossier] = []
    held: list[Held] = []
    for one in candidates:
        reasons = shared(one)
        if one.detail.alert.severity == "medium" and not reasons:
            known = one.seller_key != "unknown"
            others = [other for other in siblings(one) if not shared(other)] if known else []
            items = {other.detail.alert.item_id for other in (one, *others)}
            if len(items) < ITEMS_OF_MEDIUM:
                reasons = (f"程度为“中”，同一经营者符合条件的商品 {len(items)} 件，不足 {ITEMS_OF_MEDIUM} 件",)
        if reasons:
            held.append(Held(one.detail.alert.id, reasons))
        else:
            passed.append(one)
    return tuple(passed), tuple(held)


def _reasons(one: Dossier, laws: LawBook, on_trial: Collection[str]) -> tuple[str, ...]:
    alert = one.detail.alert
    reasons: list[str] = []
    if sign_off(one) is None:
        reasons.append(f"未经人工复核确认（现为“{STATES[alert.state]}”）")
    if alert.tier == "E3":
        reasons.append("仅有间接证据（E3），须先补强")
    if alert.severity == "low":
        reasons.append("程度为“低”，以更正和提示为主")
    if gaps := capture_gaps(one.detail):
        reasons.append(f"采集记录不完整，缺{'、'.join(gaps)}")
    if alert.rule in on_trial:
        reasons.append("所依规则尚在试行或已停用")
    if not laws.of(one.detail):
        reasons.append("没有在观察日施行且经核对的引用条文")
    return tuple(reasons)


def held_section(held: Sequence[Held], what: str) -> Section:
    """What was held back: counted, each with its number and reason, without a word of what it is about."""
    blocks: tuple[AnyBlock, ...] = (Paragraph("无。"),)
    if held:
        rows = tuple((one.alert_id, "；".join(one.reasons)) for one in held)
        told = Paragraph(f"下列 {len(held)} 条不符合{what}的条件，未列入，亦不附内容；条件具备后另行办理。")
        blocks = (told, Table("", ("线索编号", "未列入的原因"), rows))
    return Section(f"未列入本次{what}的线索", "held", blocks, (Tag(f"{len(held)} 条"),))
