"""The advice to a member shop: its own words, what is unclear about them, and wording that would be lawful."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from alerts.dossiers import Dossier, of_seller
from alerts.dossiers import Seller as Shop
from alerts.lifecycle import ACTIVE
from alerts.members.values import Notice
from alerts.mutes.values import MuteStanding
from alerts.store import Store
from reports import labels
from reports.asking import Asked, ReportRefused, Subject
from reports.document import Document, Facts, Figure, Figures, Paragraph, Section, Table
from reports.marking import shortened
from reports.masking import Viewer
from reports.parts.advising import Item, item_section, reworded
from reports.parts.alert import alert_heading
from reports.parts.closing import closing_section
from reports.parts.gates import sign_off
from reports.parts.law import LawBook
from reports.parts.naming import seller_label, seller_meant
from reports.parts.numbering import number
from reports.parts.reach import concerned_mutes_section, concerning, looks_of, reach_notice, reach_section
from reports.parts.replying import replying_section
from reports.writing import Context

NAME = "整改建议"
NEEDS: tuple[Subject, ...] = ("shop",)
TAKES: tuple[Subject, ...] = ()

TITLE = "商品信息整改建议书"
DISCLAIMER = "本函是建议，所列均为疑似问题，不代表最终认定，也不是处罚；材质须经有资质机构检测，权属须经权利人确认。"

WORKING_DAYS = 5
"""Suggested for changing words, where no notice has named a day."""

_ASKABLE = ("confirmed", "correction_asked")


class Correction(Struct, frozen=True):
    """What the letter says. ``waiting``: leads about the shop that nobody has confirmed, which it does not speak of."""

    day: date
    platform: str
    shop_id: str | None
    shop_name: str | None
    items: tuple[Item, ...]
    notices: tuple[Notice, ...]
    waiting: int
    mutes: tuple[MuteStanding, ...]
    rulebooks: tuple[str, ...] = ()


def reader(values: Correction) -> Viewer:
    """The shop itself."""
    return Viewer("member", values.shop_id or values.shop_name)


def gather(store: Store, asked: Asked, context: Context) -> Correction:
    """What people confirmed about one shop. Raises ReportRefused where nothing is confirmed."""
    from alerts.mutes.standing import mutes

    seller = seller_meant(store, asked)
    every = of_seller(store, seller, asked.day)
    trial = context.on_trial()
    told = [one for one in every if one.detail.alert.state in _ASKABLE and sign_off(one)]
    told = [one for one in told if one.detail.alert.rule not in trial]
    waiting = sum(one.detail.alert.state in ACTIVE and not sign_off(one) for one in every)
    if not told:
        why = f"另有 {waiting} 条待人工复核，复核前不对外发出" if waiting else "也没有待复核的线索"
        raise ReportRefused(f"店铺“{seller_label(seller)}”没有经人工确认、可建议整改的线索；{why}")
    items: dict[str, list[Dossier]] = {}
    for one in told:
        items.setdefault(one.detail.alert.item_id, []).append(one)
    return Correction(
        asked.day, seller.platform, seller.shop_id, seller.shop_name,
        tuple(_item(found, asked.day, context) for found in items.values()),
        _notices(store, seller, told, asked.day), waiting, concerning(mutes(store, asked.day), told),
        tuple(dict.fromkeys(digest for one in told for digest in one.rulebooks)),
    )  # fmt: skip


def _notices(store: Store, seller: Shop, told: Sequence[Dossier], day: date) -> tuple[Notice, ...]:
    from alerts.members.queries import notices
    from alerts.members.shop import Member
    from alerts.workdays import bounds

    ids, end = {one.detail.alert.id for one in told}, bounds(day)[1]
    found = notices(store, Member(seller.platform, seller.seller))
    return tuple(one for one in found if one.at < end and ids.intersection(one.alerts))


def _item(found: Sequence[Dossier], day: date, context: Context) -> Item:
    """A day that was named holds; else a few working days from the letter."""
    from alerts.workdays import due_after

    named = [d.due_on for one in found for d in one.decisions if d.move == "ask_correction" and d.due_on]
    due, provisional = (min(named), False) if named else due_after(day, WORKING_DAYS)
    rewording, found_today = reworded(found[0], day, context)
    return Item(tuple(found), due, provisional, bool(named), rewording, found_today)


def build(values: Correction, context: Context) -> Document:
    """The letter: polite, about this shop alone, with a day for each listing and how to answer."""
    laws = LawBook(context.citations)
    told = [one for item in values.items for one in item.dossiers]
    code = number("ZG", values.day, values.platform, values.shop_id, values.items, values.notices)
    looks = looks_of(told)
    made_at = context.now()
    first = min(values.items, key=lambda item: item.due_on)
    name = shortened(values.shop_name or f"店铺编号 {values.shop_id}", 60)
    return Document(
        kind="correction",
        title=TITLE,
        subtitle=f"编号 {code}",
        day=values.day,
        made_at=made_at,
        head=(
            Facts(
                (
                    ("致", f"{name}（{labels.platform(values.platform)}）"),
                    ("事由", f"{len(values.items)} 件商品的信息，建议核对并更正"),
                    ("最早完成日期", labels.due(first.due_on, first.provisional)),
                    ("制作时间", f"{labels.moment(made_at)}（北京时间）"),
                    ("规则库", "、".join(values.rulebooks) or "未记录"),
                )
            ),
            Paragraph(
                "贵店好。在对商品公开信息的比对和人工复核中，下列商品的部分表述可能使消费者产生误解。现将原文、不清楚之处和"
                "可以采用的写法逐件列出，请核对更正；情况与所列不符的，欢迎说明或申辩，办法见“如何答复”。感谢配合。"
            ),
            Paragraph(DISCLAIMER),
            reach_notice(looks),
            _figures(values, told),
        ),
        sections=(
            _calendar(values),
            *(item_section(place, item, laws) for place, item in enumerate(values.items, 1)),
            replying_section(code, values.notices),
            reach_section(looks),
            concerned_mutes_section(values.mutes),
            closing_section(code, values.day, None, None),
        ),
        foot=(DISCLAIMER, f"{TITLE}　编号 {code}　致 {name}，不涉及其他经营者"),
        values=values,
    )


def _figures(values: Correction, told: Sequence[Dossier]) -> Figures:
    high = sum(one.detail.alert.severity == "high" for one in told)
    reworded = sum(item.rewording is not None and item.rewording.title is not None for item in values.items)
    return Figures(
        (
            Figure("商品", f"{len(values.items)}", f"疑似问题 {len(told)} 项"),
            Figure("请优先处理", f"{high}", "程度为高"),
            Figure("附建议标题", f"{reworded}", "已复查"),
            Figure("尚在复核", f"{values.waiting}", "不在本函之列"),
        )
    )


def _calendar(values: Correction) -> Section:
    rows = tuple(
        (
            f"商品 {place}",
            alert_heading(item.dossiers[0].detail),
            labels.due(item.due_on, item.provisional),
            "通知所定" if item.asked else f"建议，本函之日起 {WORKING_DAYS} 个工作日",
        )
        for place, item in enumerate(values.items, 1)
    )
    note = "工作日按公布的放假安排推算；标“暂定”的，所在年份的安排尚未公布。期满后会再次查看，更正以再次查看所见为准。"
    table = Table("", ("商品", "现标题", "完成日期", "依据"), rows)
    return Section("完成日期", "calendar", (table, Paragraph(note, "quiet")))
