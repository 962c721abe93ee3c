"""The clean certificate: dated, of what was seen in complete looks, refused as long as anything stands in the way.

It vouches for words that were read at a time, never for the goods, and is never called a guarantee.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from alerts.mutes.values import MuteStanding
from alerts.shops.values import KnownShop, ShopLook
from alerts.store import Store
from crawler.shanghai import local_day
from reports import labels
from reports.asking import Asked, ReportRefused, Subject
from reports.document import AnyBlock, Document, Facts, Listed, Notice, Paragraph, Section, Table, Tag
from reports.marking import shortened
from reports.masking import Viewer
from reports.parts.audit_rest import unjudged_section
from reports.parts.audited_item import item_name
from reports.parts.auditing import Audited
from reports.parts.certified import Certified, code
from reports.parts.certifying import WINDOW, candidate, certified, hindrances
from reports.parts.coverage import BEYOND
from reports.parts.experiments import experiments_section
from reports.parts.own_mutes import own_mutes_section, touching, without_reasons
from reports.parts.shop_named import shop_label, shop_meant
from reports.parts.shop_reach import shop_reach_section
from reports.writing import Context

NAME = "无涉嫌项证明"
NEEDS: tuple[Subject, ...] = ("shop",)
TAKES: tuple[Subject, ...] = ()

TITLE = "无涉嫌项证明"
DISCLAIMER = (
    "本证明仅就所列时间、所列商品的所见文字作出，不是对商品材质、品质、权属的鉴定或担保，也不代表主管机关的认定；"
    "此后商品、图片、口播或规则有变更的，以变更后的情况为准。"
)
LISTINGS_SHOWN = 1000


class Clean(Struct, frozen=True):
    """``code_key`` stands for ``certified``. ``earlier``: listings seen before the window and not since."""

    day: date
    shop: KnownShop
    certified: Certified
    code_key: str
    items: tuple[Audited, ...]
    looks: tuple[ShopLook, ...]
    earlier: int
    mutes: tuple[MuteStanding, ...] = ()

    @property
    def shop_id(self) -> str | None:
        """Whose all of this is."""
        return self.shop.shop_id

    @property
    def shop_name(self) -> str | None:
        """The same by name."""
        return self.shop.shop_name


def gather(store: Store, asked: Asked, context: Context) -> Clean:
    """What can be certified of the shop on the day. Raises ReportRefused with everything that stands in the way."""
    from alerts.mutes.standing import mutes

    shop = shop_meant(store, asked)
    found = candidate(store, shop, asked.day, context)
    reasons = hindrances(found)
    if reasons:
        raise ReportRefused(f"店铺“{shop_label(shop)}”{asked.day} 不能出具{NAME}，原因 {len(reasons)} 项：", reasons)
    vouched = certified(found)
    items = tuple(one for _, one in found.inside)
    concerned = without_reasons(touching(mutes(store, asked.day), shop, {one.listing.item_id for one in items}))
    return Clean(asked.day, shop, vouched, code(vouched), items, found.looks, found.earlier, concerned)


def reader(values: Clean) -> Viewer:
    """Made for the shop itself."""
    return Viewer("member", values.shop_id or values.shop_name)


def build(values: Clean, context: Context) -> Document:
    """The certificate as a neutral document."""
    made_at = context.now()
    return Document(
        kind="clean",
        title=TITLE,
        subtitle=f"{shop_label(values.shop)}　{values.day:%Y 年 %m 月 %d 日}",
        day=values.day,
        made_at=made_at,
        head=(
            _facts(values, labels.moment(made_at)),
            Paragraph(_statement(values)),
            Notice("仅就上述时间所见文字", _limits(values), "plain"),
            Paragraph(DISCLAIMER),
        ),
        sections=(
            _looks_section(values),
            _listings_section(values),
            unjudged_section(values.items, 0),
            _checking_section(values),
            shop_reach_section(values.looks),
            own_mutes_section(values.mutes),
            experiments_section(),
        ),
        foot=(DISCLAIMER, f"{TITLE}　{shop_label(values.shop)}　{values.day.isoformat()}　验证码 {values.code_key}"),
        values=values,
    )


def _valid_until(values: Clean) -> date:
    newest = max(look.finished_at for look in values.certified.looks)
    return local_day(newest) + timedelta(days=WINDOW - 1)


def _facts(values: Clean, made_at: str) -> Facts:
    shop, vouched = values.shop, values.certified
    pairs = [("店铺", shop_label(shop)), ("平台", labels.platform(shop.platform))]
    if shop.shop_id:
        pairs.append(("店铺编号", shortened(shop.shop_id, 60)))
    pairs += [
        ("证明日期", f"{values.day.isoformat()}（北京时间）"),
        ("所见商品", f"{len({one.item_id for one in vouched.listings})} 件"),
        ("完整查看", f"{len(vouched.looks)} 次（{values.day - timedelta(days=WINDOW - 1)} 至 {values.day}）"),
        ("规则库", f"{'、'.join(vouched.rulebooks)}（与监测所用相同）"),
        (
            "适用期限",
            f"至 {_valid_until(values).isoformat()}（最近一次完整查看起 {WINDOW} 日）；商品有变更的即不再适用",
        ),
        ("验证码", values.code_key),
        ("生成时间", f"{made_at}（北京时间）"),
    ]
    return Facts(tuple(pairs))


def _statement(values: Clean) -> str:
    return (
        f"按 {values.day.isoformat()} 有效的规则逐件核对，该店在下列完整查看及期间其他查看中所见的 "
        f"{len({one.item_id for one in values.certified.listings})} 件商品，所见文字未见涉嫌项；截至当日该店没有未了结的线索。"
    )


def _limits(values: Clean) -> tuple[str, ...]:
    earlier = (
        (f"另有 {values.earlier} 件商品只在此前见过，近 {WINDOW} 天未见，不在证明之内。",) if values.earlier else ()
    )
    return (
        "只核对所列货架当时展示的文字，以及送达或已读出的口播、图片文字；没有读到的列在下文。",
        *earlier,
        BEYOND,
    )


def _looks_section(values: Clean) -> Section:
    blocks: list[AnyBlock] = []
    for look in values.certified.looks:
        shelves = "、".join("店铺货架" if room is None else f"直播间 {shortened(room, 30)}" for room in look.room_ids)
        blocks.append(
            Facts(
                (
                    ("完成时间", f"{labels.moment(look.finished_at)}（北京时间）"),
                    ("来源", labels.source(look.source)),
                    ("看全的货架", shelves),
                    ("采集批次", look.run_id),
                    ("清单哈希", f"SHA-256 {look.listings_sha256}"),
                )
            )
        )
    return Section("依据的完整查看", "looks", tuple(blocks), (Tag(f"{len(blocks)} 次"),))


def _listings_section(values: Clean) -> Section:
    rows = tuple(
        (
            shortened(vouched.item_id, 40),
            item_name(one, 50),
            labels.moment(vouched.seen_at),
            f"{vouched.run_id} 第 {vouched.line} 行，{vouched.content_sha256[:16]}",
        )
        for vouched, one in zip(values.certified.listings, values.items, strict=True)
    )
    head = ("商品编号", "商品", "所见时间", "采集批次和行，内容摘要（前 16 位）")
    blocks: list[AnyBlock] = [Table("", head, rows[:LISTINGS_SHOWN])]
    if len(rows) > LISTINGS_SHOWN:
        blocks.append(Paragraph(f"另有 {len(rows) - LISTINGS_SHOWN} 件，全部列在 JSON 格式的同一证明中。", "quiet"))
    return Section("所见商品", "listings", tuple(blocks), (Tag(f"{len(rows)} 件"),))


def _checking_section(values: Clean) -> Section:
    return Section(
        "如何核对本证明",
        "checking",
        (
            Listed(
                (
                    "验证码由证明内容算出：前五组取自店铺、日期、各次完整查看和各件商品内容的 SHA-256，后五组取自规则库版本的 SHA-256。"
                    "内容有一处不同，验证码即不同。",
                    f"持原存证资料的一方可重算：zuanjian report clean --shop 店铺编号 --platform {values.shop.platform} "
                    f"--date {values.day.isoformat()} --verify 验证码；或对 JSON 格式的证明：zuanjian report clean --verify 文件。",
                    "前五组相符而后五组不符的，说明所见内容未变、规则库已更新，应按新规则重新出具。",
                    "未涉线索商品的查看记录按保存期限移除后不能再重算，请同时保存 JSON 格式的证明。",
                )
            ),
        ),
    )
