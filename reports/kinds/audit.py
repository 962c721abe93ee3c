"""The self-audit: a member's own listings by exactly the rules that a regulator uses, with the wording that would be lawful.

It tells nothing of other shops and nothing of what reviewers noted. From a delivered file it needs no memory and leaves none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from alerts.mutes.values import MuteStanding
from alerts.shops.values import KnownShop, ShopLook
from alerts.store import Store
from reports import labels
from reports.asking import Asked, ReportRefused, Subject
from reports.document import AnyBlock, Document, Facts, Figure, Figures, Notice, Paragraph, Section, Tag
from reports.masking import Viewer
from reports.parts.audit_rest import clear_section, considered_section, poor, unjudged_section
from reports.parts.audited_item import item_section
from reports.parts.auditing import HEADINGS, Audited, Todo, audited, judged_together, sorted_by_todo
from reports.parts.delivered import DeliveredSheet, delivered_notice, delivered_section, read_sheet
from reports.parts.experiments import experiments_section
from reports.parts.own_mutes import own_mutes_section, touching, without_reasons
from reports.parts.reading import reading_section
from reports.parts.shop_named import shop_label, shop_meant
from reports.parts.shop_reach import shop_notice, shop_reach_section
from reports.writing import Context

NAME = "自查报告"
NEEDS: tuple[Subject, ...] = ()
TAKES: tuple[Subject, ...] = ("shop",)
READS_FILES = True
WITHHELD_FROM = ("alliance", "brand_owner")
"""A shop audits itself in private."""

TITLE = "直播珠宝商品自查报告"
DISCLAIMER = (
    "本报告只供本店自查：所列均为自动比对得到的疑似问题，不代表最终认定；材质以有资质机构的检测为准，"
    "权属以权利人或主管机关认定为准。未列为问题不等于没有问题。"
)
LOOK_BACK = 30
"""Days whose looks are told: a shelf that nobody looked at for a month says little of today's."""


class Audit(Struct, frozen=True):
    """``shop`` None: a delivered file that names none. ``released``: listings of which no look is kept any more;
    ``sheet``: the file that was read in place of the memory."""

    day: date
    shop: KnownShop | None
    items: tuple[Audited, ...]
    released: int = 0
    looks: tuple[ShopLook, ...] = ()
    mutes: tuple[MuteStanding, ...] = ()
    sheet: DeliveredSheet | None = None

    @property
    def shop_id(self) -> str | None:
        """Whose all of this is."""
        return self.shop.shop_id if self.shop else None

    @property
    def shop_name(self) -> str | None:
        """The same by name."""
        return self.shop.shop_name if self.shop else None


def gather(store: Store, asked: Asked, context: Context) -> Audit:
    """The shop's listings as they were seen last by the end of the day, or those of a file; judged by that day's rules."""
    if asked.file is not None:
        return _of_file(asked, context)
    from alerts.mutes.standing import mutes
    from alerts.shops.looking import looks_at
    from alerts.shops.shelf import latest

    if asked.shop is None:
        raise ReportRefused("请用 --shop 写明店铺，或用 --file 写明要自查的商品文件")
    shop = shop_meant(store, asked)
    looks = looks_at(store, shop, asked.day - timedelta(days=LOOK_BACK - 1), asked.day)
    shelf = latest(store, shop, asked.day)
    if not shelf.looks and not shelf.released:
        raise ReportRefused(f"截至 {asked.day} 没有店铺“{shop_label(shop)}”的查看记录")
    items = audited(shelf.looks, looks, asked.day, context)
    concerned = without_reasons(touching(mutes(store, asked.day), shop, {one.listing.item_id for one in items}))
    return Audit(asked.day, shop, items, shelf.released, looks, concerned)


def _of_file(asked: Asked, context: Context) -> Audit:
    if asked.file is None:
        raise ValueError("no file")
    sheet, listings = read_sheet(asked.file, asked.shop, context)
    judged = judged_together([listing for _, listing in listings], asked.day, context)
    items = tuple(
        Audited(listing, judgement, rewording, None, None, row)
        for (row, listing), (judgement, rewording) in zip(listings, judged, strict=True)
    )
    names = {(one.platform, one.shop.id, one.shop.name) for _, one in listings if one.shop}
    shop = None
    if len(names) == 1:
        [(platform, shop_id, name)] = names
        shop = KnownShop(platform, "", shop_id, name)
    return Audit(asked.day, shop, items, sheet=sheet)


def reader(values: Audit) -> Viewer:
    """Made for the shop itself."""
    return Viewer("member", values.shop_id or values.shop_name)


def build(values: Audit, context: Context) -> Document:
    """The audit as a neutral document: what to do first stands first."""
    made_at = context.now()
    sorted_ = sorted_by_todo(values.items)
    whose = shop_label(values.shop) if values.shop else "送交文件所列商品"
    thin = sum(poor(one) for one in values.items)
    unread = (f"{thin} 件商品未获取详情和图片文字，只按已有文字判断",) if thin else ()
    sheet = values.sheet
    return Document(
        kind="audit",
        title=TITLE,
        subtitle=f"{whose}　{values.day:%Y 年 %m 月 %d 日}",
        day=values.day,
        made_at=made_at,
        head=(
            _scope(values, labels.moment(made_at)),
            Paragraph(DISCLAIMER),
            delivered_notice(sheet, unread) if sheet else shop_notice(values.looks, LOOK_BACK, unread),
            _figures(values, sorted_),
        ),
        sections=(
            _todo_section(sorted_, values.day, context),
            unjudged_section(values.items, values.released),
            considered_section(values.items),
            clear_section(values.items),
            delivered_section(sheet) if sheet else shop_reach_section(values.looks),
            own_mutes_section(values.mutes),
            experiments_section(),
            reading_section(),
        ),
        foot=(DISCLAIMER, f"{TITLE}　{whose}　{values.day.isoformat()}　仅供本店自查"),
        values=values,
    )


def _scope(values: Audit, made_at: str) -> Facts:
    shop, sheet = values.shop, values.sheet
    pairs = [("判断日期", f"{values.day.isoformat()}（北京时间；按当日有效的规则和引用条文）")]
    if shop is not None:
        pairs.append(("店铺", "，".join(filter(None, (shop_label(shop), labels.platform(shop.platform))))))
    if shop is not None and shop.shop_id:
        pairs.append(("店铺编号", shop_label(KnownShop(shop.platform, "", None, shop.shop_id))))
    if sheet is not None:
        pairs.append(("送交文件", f"{sheet.told}（SHA-256 {sheet.sha256}）"))
    pairs.append(("生成时间", f"{made_at}（北京时间）"))
    rulebooks = dict.fromkeys(one.judgement.rulebook for one in values.items)
    if rulebooks:
        pairs.append(("规则库", f"{'、'.join(rulebooks)}（与监测所用相同）"))
    return Facts(tuple(pairs))


def _figures(values: Audit, sorted_: dict[Todo, list[Audited]]) -> Figures:
    verdicts = [one.judgement.verdict for one in values.items]
    released = f"未保留 {values.released} 件" if values.released else ""
    return Figures(
        (
            Figure("判断商品", f"{len(values.items)}", released),
            Figure("有疑似问题", f"{verdicts.count('flagged')}", f"应先停售 {len(sorted_['stop'])} 件"),
            Figure("可改写标题", f"{len(sorted_['reword'])}", "改后复查未见涉嫌"),
            Figure("未见涉嫌", f"{verdicts.count('clear')}", "仅就所见文字"),
            Figure("未能判断", f"{verdicts.count('could_not_judge')}", "没有可读文字"),
        )
    )


def _todo_section(sorted_: dict[Todo, list[Audited]], day: date, context: Context) -> Section:
    count = sum(map(len, sorted_.values()))
    if not count:
        return Section("要处理的商品", "todo", (Notice("没有发现疑似问题", (), "plain"),), (Tag("0 件"),))
    sections = tuple(_group(todo, found, day, context) for todo, found in sorted_.items() if found)
    told: tuple[AnyBlock, ...] = (
        Paragraph("按先后列出：先停售核实的，其次改写标题即可的，再次须核实的，最后规范写法的。"),
    )
    return Section("要处理的商品", "todo", told, (Tag(f"{count} 件"),), sections)


def _group(todo: Todo, found: Sequence[Audited], day: date, context: Context) -> Section:
    heading, said = HEADINGS[todo]
    sections = tuple(item_section(one, f"{todo}-{n}", day, context) for n, one in enumerate(found, 1))
    return Section(heading, todo, (Paragraph(said),), (Tag(f"{len(found)} 件"),), sections)
