"""The lead of a holder: listings that touch a right of the register, compared with it, and what each channel would say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from alerts.dossiers import Dossier, of_alert, of_family
from alerts.mutes.values import MuteStanding
from alerts.rights.values import MAINLAND, Design, Holder, Mark, Seller, folded, id_from
from alerts.store import Store
from crawler.shanghai import local_day
from reports import labels
from reports.asking import Asked, ReportRefused, Subject
from reports.document import Document, Facts, Figure, Figures, Paragraph, Section
from reports.filing.channel import channels
from reports.filing.preflight import RightLead, preflight
from reports.filing.touching import Touch, touch
from reports.masking import Viewer
from reports.parts.accusing import lead_section
from reports.parts.capture import pack_block
from reports.parts.closing import closing_section
from reports.parts.filing import channel_section, comparison_table, counter_section, preflight_table, right_table
from reports.parts.gates import Held, gate, held_section, refusal, siblings_in, sign_off
from reports.parts.law import LawBook
from reports.parts.letter_key import key_section
from reports.parts.numbering import number
from reports.parts.operator import operator_table
from reports.parts.reach import concerned_mutes_section, concerning, looks_of, reach_notice, reach_section
from reports.writing import Context

NAME = "侵权线索"
NEEDS: tuple[Subject, ...] = ("right",)
TAKES: tuple[Subject, ...] = ("alert",)

TITLE = "涉嫌侵权线索及提交前核对"
DISCLAIMER = "本件所列均为经自动比对并由人工复核的疑似线索，供权利人决定是否主张权利，不代表最终认定；权属、授权和商品真伪须经权利人确认。"

_OVER = ("dismissed", "closed", "corrected")


class RightLeads(Struct, frozen=True):
    """What the letter says of one right."""

    day: date
    right_id: str
    right: Mark | Design
    leads: tuple[RightLead, ...]
    held: tuple[Held, ...]
    mutes: tuple[MuteStanding, ...]
    other_mutes: int
    prepared_by: str | None = None


def reader(values: RightLeads) -> Viewer:
    """The holder of the right."""
    return Viewer("brand_owner")


def gather(store: Store, asked: Asked, context: Context) -> RightLeads:
    """The alerts that touch the right, or the one that was named. Raises ReportRefused where nothing may go out."""
    from alerts.mutes.standing import mutes

    right_id, right = _right(store, asked)
    touched = _touched(store, asked, right, right_id, context)
    candidates = tuple(one for one, _ in touched)
    passed, held = gate(candidates, siblings_in(store, asked.day), LawBook(context.citations), context.on_trial())
    if not passed:
        raise ReportRefused(refusal(f"权利 {right_id} ", held, "提供"))
    holder, sellers = _beside(store, right, asked.day)
    ways = {one.detail.alert.id: way for one, way in touched}
    leads = tuple(
        RightLead(one, ways[one.detail.alert.id], right, holder, sellers, asked.day,
                  context.stamped(one.detail.evidence.run_id))
        for one in passed
    )  # fmt: skip
    standing = mutes(store, asked.day)
    concerned = concerning(standing, passed)
    return RightLeads(
        asked.day, right_id, right, leads, held, concerned, len(standing) - len(concerned), asked.operator
    )


def _right(store: Store, asked: Asked) -> tuple[str, Mark | Design]:
    """The right as it stood at the end of the day."""
    from alerts.rights.register import show
    from alerts.workdays import bounds

    right_id, end = id_from(asked.about("right")), bounds(asked.day)[1]
    states = [one for one in show(store, right_id) if one.at < end]
    if not states:
        raise ReportRefused(f"截至 {asked.day} 权利登记册没有“{right_id[:60]}”，编号如 mark:1234567")
    entry = states[0].entry
    if not isinstance(entry, Mark | Design):
        raise ReportRefused(f"{right_id} 不是商标、外观设计或作品，不能据以主张权利")
    if entry.region != MAINLAND:
        raise ReportRefused(f"{right_id} 是 {entry.region} 的权利，在中国大陆不受保护，各渠道均不受理")
    return right_id, entry


def _touched(
    store: Store, asked: Asked, right: Mark | Design, right_id: str, context: Context
) -> list[tuple[Dossier, Touch]]:
    if asked.alert is not None:
        alert_id = asked.about("alert")
        named = of_alert(store, alert_id, asked.day)
        if named is None:
            raise ReportRefused(f"截至 {asked.day} 没有编号为“{alert_id[:40]}”的线索")
        candidates: tuple[Dossier, ...] = (named,)
    else:
        candidates = tuple(one for one in of_family(store, "IP", asked.day) if one.detail.alert.state not in _OVER)
    found = [
        (one, way)
        for one in candidates
        if (way := touch(right, one.detail.listing, local_day(one.detail.alert.last_seen), context)) is not None
    ]
    if asked.alert is not None and not found:
        raise ReportRefused(f"线索 {asked.alert} 的商品没有涉及 {right_id} 的文字、图片或货号")
    return found


def _beside(store: Store, right: Mark | Design, day: date) -> tuple[Holder | None, int]:
    """The holder's own entry, and how many may sell under the right on the day."""
    from alerts.rights.register import registered
    from alerts.rights.standing import alive

    entries = [one.entry for one in registered(store, ("holder", "seller"))]
    holder = next((e for e in entries if isinstance(e, Holder) and folded(e.name) == folded(right.holder)), None)
    under = folded(right.number)
    sellers = [e for e in entries if isinstance(e, Seller) and under in map(folded, e.rights) and alive(e, day)]
    return holder, len(sellers)


def build(values: RightLeads, context: Context) -> Document:
    """The right, each lead compared with it and checked, each channel, and what follows a notice."""
    laws = LawBook(context.citations)
    code = number("QQ", values.day, values.right_id, values.right, values.leads, values.held)
    dossiers = tuple(one.dossier for one in values.leads)
    looks = looks_of(dossiers)
    made_at = context.now()
    books = dict.fromkeys(digest for one in dossiers for digest in one.rulebooks)
    signed = [sign.actor for one in dossiers if (sign := sign_off(one))]
    return Document(
        kind="lead",
        title=TITLE,
        subtitle=f"编号 {code}",
        day=values.day,
        made_at=made_at,
        head=(
            Facts(
                (
                    ("致", f"权利人 {values.right.holder}"),
                    ("事由", f"登记权利 {values.right_id} 的疑似侵权线索 {len(dossiers)} 条及各渠道提交前核对"),
                    ("制作时间", f"{labels.moment(made_at)}（北京时间）"),
                    ("规则库", "、".join(books) or "未记录"),
                )
            ),
            Paragraph(DISCLAIMER),
            reach_notice(looks),
            _figures(values),
        ),
        sections=(
            Section("所涉权利", "right", (right_table(values.right, values.right_id),)),
            *_leads(values.leads, laws),
            counter_section(values.day),
            Section("证据包", "packs", (pack_block(tuple(one.detail.alert.id for one in dossiers)),)),
            held_section(values.held, "提供"),
            reach_section(looks),
            concerned_mutes_section(values.mutes, values.other_mutes),
            key_section(),
            closing_section(code, values.day, values.prepared_by, signed),
        ),
        foot=(DISCLAIMER, f"{TITLE}　编号 {code}　仅供权利人使用"),
        values=values,
    )


def _figures(values: RightLeads) -> Figures:
    ready = [one for one in values.leads if all(check.state != "not_met" for check in preflight(one))]
    sellers = {(one.dossier.detail.alert.platform, one.dossier.seller_key) for one in values.leads}
    return Figures(
        (
            Figure("线索", f"{len(values.leads)}", f"涉及经营者 {len(sellers)} 家"),
            Figure("核对无缺项", f"{len(ready)}", "可备材料提交"),
            Figure("有缺项", f"{len(values.leads) - len(ready)}", "原因见各条"),
            Figure("未列入", f"{len(values.held)}", "原因见后"),
        )
    )


def _leads(leads: Sequence[RightLead], laws: LawBook) -> Iterator[Section]:
    """One section an alert; what is the same for all alerts about one listing is told with the first of them."""
    told: dict[tuple[str, str, str], int] = {}
    for place, lead in enumerate(leads, 1):
        alert = lead.dossier.detail.alert
        listing = alert.platform, lead.dossier.seller_key, alert.item_id
        first = told.setdefault(listing, place)
        between = _beside_right(lead) if first == place else (_see(first, alert.id),)
        yield lead_section(f"线索 {place}", lead.dossier, laws, *between)


def _see(first: int, alert_id: str) -> Section:
    said = f"与线索 {first} 为同一商品，比对表、经营者信息、提交前核对和各渠道情况见线索 {first}。"
    return Section("比对和核对", f"{alert_id}-comparison", (Paragraph(said),))


def _beside_right(lead: RightLead) -> tuple[Section, ...]:
    detail = lead.dossier.detail
    key, checks = detail.alert.id, preflight(lead)
    filing = tuple(channel_section(c, lead, checks, f"{key}-channel-{c.order}") for c in channels())
    return (
        Section("比对表", f"{key}-comparison", (comparison_table(lead),)),
        Section("经营者公示信息", f"{key}-operator", (operator_table(detail),)),
        Section("提交前核对", f"{key}-preflight", (preflight_table(checks),)),
        Section("各渠道", f"{key}-channels", (), (), filing),
    )
