"""A lead beside a right: the comparison, the pre-flight, and each channel with what it would turn down."""

from __future__ import annotations

from datetime import date, timedelta

from alerts.rights.values import KINDS, Design, Mark, kind_of
from reports import labels
from reports.document import AnyBlock, Listed, Notice, Paragraph, Section, Table, Tag
from reports.filing.channel import VERIFIED, Channel
from reports.filing.fields import answer
from reports.filing.preflight import CHECKS, Check, RightLead
from reports.filing.touching import BASES
from reports.marking import shortened, visible
from reports.parts.alert import seller_name

COUNTER_DAYS = 15
"""E-commerce Law, article 43: days after the seller's statement reached the holder."""

_FILING = {"met": "已填", "unknown": "须另附", "not_met": "缺"}


def right_table(right: Mark | Design, right_id: str) -> Table:
    """The right as the register has it."""
    common = [
        ("登记编号", right_id),
        ("类别", KINDS[kind_of(right)]),
        ("登记号", right.number),
        ("权利人", right.holder),
    ]
    if isinstance(right, Mark):
        own = [("商标文字", right.text), ("核定类别", "、".join(f"第 {n} 类" for n in right.classes)),
               ("核定商品", "、".join(right.goods) or "登记册未列")]  # fmt: skip
    else:
        own = [("设计要点", right.features), ("登记图片", f"{len(right.pictures)} 张"),
               ("登记货号", "、".join(right.codes) or "无")]  # fmt: skip
    state = "已宣告无效" if right.invalid else "登记在册"
    span = ("有效期", f"{right.since} 至 {right.until or '未载届满日'}（{state}）")
    rows = tuple((name, visible(text)) for name, text in (*common, *own, span))
    return Table("", ("项目", "登记内容"), rows)


def comparison_table(lead: RightLead) -> Table:
    """Item by item, the right on one side and the listing on the other."""
    right, touch, detail = lead.right, lead.touch, lead.dossier.detail
    alert, listing = detail.alert, detail.listing
    words = "；".join(f"{place}“{said}”" for place, said in touch.words) or "未见商标文字"
    goods = "、".join(touch.goods) or "看不出"
    classes = "、".join(f"第 {n} 类" for n in touch.classes) or "不明"
    pictures = [image.sha256 for image in listing.images if image.sha256]
    company = listing.shop.company if listing.shop else None
    rows: list[tuple[str, str, str]] = []
    if isinstance(right, Mark):
        rows += [
            ("标识", f"第 {right.number} 号“{right.text}”", words),
            (
                "商品",
                f"{'、'.join(f'第 {n} 类' for n in right.classes)}：{'、'.join(right.goods) or '未列'}",
                f"{goods}（{classes}）",
            ),
        ]
    else:
        found = BASES[touch.basis] if touch.basis else "未见"
        near = f"，相似度 {touch.similarity:.0%}" if touch.similarity is not None else ""
        rows += [
            (
                "设计",
                f"{right.number}：{right.features}",
                f"{found}{near}{f'（{touch.place}）' if touch.place else ''}",
            ),
            ("产品", "见登记图片", goods),
        ]
    rows += [
        ("图片", _pictures([one.sha256 for one in right.pictures]) if isinstance(right, Design) else "—", _pictures(pictures)),
        ("名义", f"权利人 {right.holder}", f"{seller_name(alert)}{f'（{company}）' if company else ''}"),
        ("授权", f"登记册有授权销售商 {lead.sellers} 家", "登记册载明已获授权" if touch.authorised else "登记册中没有该经营者"),
        ("标题", "—", shortened(alert.title, 200)),
        ("价格", "—", labels.money(alert.sale_fen, alert.currency)),
        ("时间", f"有效期 {right.since} 至 {right.until or '未载'}",
         f"{labels.moment(alert.first_seen)} 至 {labels.moment(alert.last_seen)}"),
    ]  # fmt: skip
    told = tuple((name, shortened(one, 300), shortened(other, 300)) for name, one, other in rows)
    return Table("", ("项目", "登记的权利", "所见商品"), told)


def _pictures(hashes: list[str]) -> str:
    if not hashes:
        return "没有图片文件"
    return f"{len(hashes)} 张，首张 SHA-256 {hashes[0]}"


def preflight_table(checks: tuple[Check, ...]) -> Table:
    """Each check with its answer and why."""
    rows = tuple((CHECKS[one.id], labels.ELEMENT[one.state], visible(one.why)) for one in checks)
    return Table("", ("项目", "结论", "依据"), rows)


def channel_section(channel: Channel, lead: RightLead, checks: tuple[Check, ...], anchor: str) -> Section:
    """One channel for one lead: whether to file there now, what for it would be turned down, field by field."""
    alert = lead.dossier.detail.alert
    unfit = channel.unfit(alert.platform, kind_of(lead.right))
    if unfit:
        return Section(channel.name, anchor, (Paragraph(f"不适用：{unfit}。"),), (Tag("不适用", "light"),))
    states = {one.id: one for one in checks}
    refused = [(n, states[n.check]) for n in channel.needs if states[n.check].state == "not_met"]
    doubtful = [(n, states[n.check]) for n in channel.needs if states[n.check].state == "unknown"]
    fields = [(field, *answer(field.source, lead)) for field in channel.fields]
    missing = [field.name for field, state, _ in fields if state == "not_met"]
    blocks: list[AnyBlock] = [Paragraph(channel.how)]
    if refused or missing:
        lines = [f"{CHECKS[n.check]}：不具备。{n.why}。本件：{visible(check.why)}" for n, check in refused]
        lines += [f"表单必填而没有：{name}" for name in missing]
        blocks.append(Notice("现在提交，预计不予受理", tuple(lines)))
        tag = Tag("暂勿提交", "heavy")
    elif doubtful:
        lines = [f"{CHECKS[n.check]}：不明。{visible(check.why)}" for n, check in doubtful]
        blocks.append(Notice("提交前须先查明", tuple(lines)))
        tag = Tag("待查明")
    else:
        blocks.append(Notice("备齐须另附的材料后可以提交", (), "plain"))
        tag = Tag("可以提交")
    rows = tuple(
        (f"{f.name}〔{VERIFIED[f.verified]}〕", f"{_FILING[state]}：{visible(text)}") for f, state, text in fields
    )
    blocks.append(Table("该渠道要求的内容", ("要求〔出处〕", "填写内容，或须附的材料"), rows))
    told = tuple(f"{one.what}：{one.where}（{VERIFIED[one.verified]}）" for one in channel.sources)
    blocks.append(Listed((*told, *channel.unverified), "出处与未能核对之处"))
    return Section(channel.name, anchor, tuple(blocks), (tag,))


def counter_section(day: date) -> Section:
    """What follows a notice to a platform: the seller's statement, and the days that then run."""
    last = day + timedelta(days=COUNTER_DAYS)
    return Section(
        "提交之后：平台内经营者的声明与 15 日期限",
        "counter",
        (
            Listed(
                (
                    "平台收到通知后应当及时采取必要措施，并把通知转送平台内经营者。",
                    "平台内经营者可以提交不存在侵权行为的声明并附初步证据，平台应当把声明转送权利人，并告知可以向主管部门投诉或者向人民法院起诉。",
                    f"声明到达权利人之日起 {COUNTER_DAYS} 日内，平台没有收到权利人已经投诉或者起诉的通知的，应当及时终止所采取的措施。"
                    "也就是说：期限内不但要投诉或起诉，还要把已经投诉或起诉告知平台。",
                    f"算例：声明在 {day} 到达的，第 {COUNTER_DAYS} 日为 {last}（到达当日不计，按自然日；末日遇假日不宜指望顺延）。",
                    "通知错误造成平台内经营者损害的，依法承担民事责任；恶意发出错误通知造成损失的，加倍承担赔偿责任。",
                ),
                "《电子商务法》第42条、第43条",
            ),
        ),
    )
