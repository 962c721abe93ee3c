"""The hand-over of leads to an authority: what passes the gates of what may leave the house, each with its whole proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from alerts.dossiers import Dossier, decided_on, of_alert, of_seller
from alerts.mutes.values import MuteStanding
from alerts.store import Store
from reports import labels
from reports.asking import Asked, ReportRefused, Subject
from reports.document import AnyBlock, Document, Facts, Figure, Figures, Listed, Paragraph, Section, Tag
from reports.masking import Masker, Viewer
from reports.parts.accusing import lead_section
from reports.parts.alert import seller_name
from reports.parts.capture import pack_block
from reports.parts.closing import BLANK, closing_section, masked_note
from reports.parts.gates import Held, gate, held_section, refusal, siblings_in, sign_off
from reports.parts.law import LawBook
from reports.parts.letter_key import key_section
from reports.parts.naming import seller_label, seller_meant
from reports.parts.numbering import number
from reports.parts.operator import operator_table
from reports.parts.reach import concerned_mutes_section, concerning, looks_of, reach_notice, reach_section
from reports.writing import Context

NAME = "线索移交"
NEEDS: tuple[Subject, ...] = ()
TAKES: tuple[Subject, ...] = ("alert", "shop")

TITLE = "涉嫌问题线索移交函"
DISCLAIMER = (
    "本件所列均为经自动比对并由人工复核的疑似线索，不代表最终认定；材质须经有资质机构检测，权属须经权利人确认，"
    "是否立案、如何处理由接收机关依法决定。"
)
ANYONE = "有管辖权的市场监督管理部门"


class Handover(Struct, frozen=True):
    """What the letter says. ``about``: what was asked for, in words; ``units``: to whom its leads were referred."""

    day: date
    about: str
    leads: tuple[Dossier, ...]
    held: tuple[Held, ...]
    mutes: tuple[MuteStanding, ...]
    other_mutes: int
    units: tuple[str, ...] = ()
    prepared_by: str | None = None
    masked: int = 0


def gather(store: Store, asked: Asked, context: Context) -> Handover:
    """One alert, one shop's, or those confirmed on the day. Raises ReportRefused where nothing may go out."""
    from alerts.mutes.standing import mutes

    about, candidates = _asked_for(store, asked)
    leads, held = gate(candidates, siblings_in(store, asked.day), LawBook(context.citations), context.on_trial())
    if not leads:
        raise ReportRefused(refusal(about, held, "移交"))
    standing = mutes(store, asked.day)
    touching = concerning(standing, leads)
    units = tuple(dict.fromkeys(d.unit for one in leads for d in one.decisions if d.unit))
    # What leaves the house names the operator as the public sees it; ways to reach a person stay in the evidence.
    masker = Masker(Viewer("alliance"))
    made: Handover = masker.value(
        Handover(asked.day, about, leads, held, touching, len(standing) - len(touching), units, asked.operator)
    )
    return replace(made, masked=sum(masker.counts.values()))


def _asked_for(store: Store, asked: Asked) -> tuple[str, tuple[Dossier, ...]]:
    if asked.alert is not None:
        alert_id = asked.about("alert")
        found = of_alert(store, alert_id, asked.day)
        if found is None:
            raise ReportRefused(f"截至 {asked.day} 没有编号为“{alert_id[:40]}”的线索")
        if asked.shop is not None:
            raise ReportRefused("已写明线索编号，请去掉 --shop")
        return f"线索 {found.detail.alert.id} ", (found,)
    if asked.shop is not None:
        seller = seller_meant(store, asked)
        return f"{labels.platform(seller.platform)}店铺“{seller_label(seller)}”", of_seller(store, seller, asked.day)
    return f"{asked.day} 确认的线索中", decided_on(store, asked.day)


def build(values: Handover, context: Context) -> Document:
    """The letter: addressee, what it is about, each seller with its numbered leads, what was held back, how far we saw."""
    laws = LawBook(context.citations)
    code = number("YJ", values.day, values.about, values.leads, values.held)
    looks = looks_of(values.leads)
    ids = tuple(one.detail.alert.id for one in values.leads)
    made_at = context.now()
    signed = [sign for one in values.leads if (sign := sign_off(one))]
    return Document(
        kind="handover",
        title=TITLE,
        subtitle=f"编号 {code}",
        day=values.day,
        made_at=made_at,
        head=(
            Facts(
                (
                    ("致", "、".join(values.units) or f"{ANYONE}（单位名称：{BLANK}）"),
                    ("事由", f"移交{values.about.strip()}所涉疑似线索 {len(ids)} 条，请依职责处理"),
                    ("制作时间", f"{labels.moment(made_at)}（北京时间）"),
                    ("规则库", "、".join(_rulebooks(values.leads)) or "未记录"),
                )
            ),
            Paragraph(DISCLAIMER),
            reach_notice(looks),
            *masked_note(values.masked),
            _figures(values),
        ),
        sections=(
            *_sellers(values.leads, laws),
            Section("证据包", "packs", (pack_block(ids),)),
            held_section(values.held, "移交"),
            reach_section(looks),
            concerned_mutes_section(values.mutes, values.other_mutes),
            _handling(),
            key_section(),
            closing_section(code, values.day, values.prepared_by, (sign.actor for sign in signed)),
        ),
        foot=(DISCLAIMER, f"{TITLE}　编号 {code}　仅供接收机关依职责使用，请勿转载"),
        values=values,
    )


def _figures(values: Handover) -> Figures:
    sellers = {(one.detail.alert.platform, one.seller_key) for one in values.leads}
    high = sum(one.detail.alert.severity == "high" for one in values.leads)
    return Figures(
        (
            Figure("移交线索", f"{len(values.leads)}", f"程度高 {high}，中 {len(values.leads) - high}"),
            Figure("涉及经营者", f"{len(sellers)}"),
            Figure("涉及商品", f"{len({(one.seller_key, one.detail.alert.item_id) for one in values.leads})}"),
            Figure("未列入", f"{len(values.held)}", "原因见后"),
        )
    )


def _sellers(leads: Sequence[Dossier], laws: LawBook) -> tuple[Section, ...]:
    """Worst first, as they came; the numbers run through the whole letter."""
    shops: dict[tuple[str, str], list[Dossier]] = {}
    for one in leads:
        alert = one.detail.alert
        apart = alert.id if one.seller_key == "unknown" else ""
        shops.setdefault((alert.platform, one.seller_key + apart), []).append(one)
    sections = []
    count = 0
    for place, found in enumerate(shops.values(), 1):
        first = found[0].detail
        inner = tuple(lead_section(f"线索 {count + n}", one, laws) for n, one in enumerate(found, 1))
        count += len(found)
        blocks: tuple[AnyBlock, ...] = (
            operator_table(first),
            Paragraph("以上仅为平台和页面公示的经营者信息；请以登记机关的登记为准。", "quiet"),
        )
        heading = f"被反映的经营者：{seller_name(first.alert)}（{labels.platform(first.alert.platform)}）"
        sections.append(Section(heading, f"seller-{place}", blocks, (Tag(f"{len(found)} 条"),), inner))
    return tuple(sections)


def _rulebooks(leads: Sequence[Dossier]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(digest for one in leads for digest in one.rulebooks))


def _handling() -> Section:
    return Section(
        "请接收机关留意",
        "handling",
        (
            Listed(
                (
                    "材质、成因和重量以有资质机构的检测结论为准；本件只比对商品自己的文字、口播、图片文字和标价。",
                    "线索涉及商标、外观设计或著作权的，权属和授权情况以权利人陈述及登记为准。",
                    "商品可能随时改动或下架，必要时请及时另行固定证据。",
                    "处理结果请函告出具单位，以便对同类表述的比对规则作校正。",
                )
            ),
        ),
    )
