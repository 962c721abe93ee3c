"""Small hand-made briefs: one alert, many, hostile ones. Built from values alone, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import msgspec

from alerts.values import Alert, AlertDetail, DayBrief, DayCount, Event, Evidence, Sighting, SourceLook
from crawler.health import Expectation, NotSeen
from crawler.listing import Attribute, Image, Listing, Price, Qualification, Shop, Utterance
from nlp.judgement import Element, Finding, Span
from reports.writing import Context

DAY = date(2026, 11, 22)
SEEN = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
FIRST = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cited:
    short: str
    substance: str = "不得作引人误解的宣传"
    since: date = date(2026, 2, 1)
    until: date | None = None


LAWS = {
    "ZB-34": "《直播电商监督管理办法》第34条（罚则第62条）",
    "FJ-9": "《反不正当竞争法》（2025修订）第9条（罚则第25条）",
    "SB-57": "《商标法》（2019修正）第57条（处理第60条）",
}


def citations(ids, on):
    return tuple(Cited(LAWS[i]) for i in ids if i in LAWS)


def context() -> Context:
    return Context(citations=citations, now=lambda: datetime(2026, 11, 22, 10, 30, tzinfo=UTC))


def span(listing: Listing, field: str, words: str, *transforms: str) -> Span:
    from crawler.listing import text_fields

    text = dict(text_fields(listing))[field]
    start = text.index(words)
    return Span(field, start, start + len(words), words, transforms)


def ring(**fields: object) -> Listing:
    values: dict[str, object] = {
        "platform": "market",
        "item_id": "60001",
        "url": "https://shop.example/items/60001",
        "observed_at": SEEN,
        "title": "18K金钻戒女1克拉D色VVS1求婚",
        "attributes": (Attribute("主石", "培育钻石"), Attribute("材质", "18K金")),
        "price": Price(sale_fen=358000),
        "shop": Shop(id="s1", name="星河珠宝旗舰店"),
        "qualifications": (Qualification(name="IGI", cert_no="LG612345678"),),
        "images": (Image(role="detail", ocr_text=("LABGROWN", "IGI 鉴定")),),
        "speech": (Utterance(start_ms=12300, end_ms=15800, text="家人们这个就是一克拉的钻戒"),),
    }
    return Listing(**{**values, **fields})  # type: ignore[arg-type]


def finding(
    listing: Listing, *, severity: str = "high", tier: str = "E1", spans: tuple[Span, ...] | None = None
) -> Finding:
    found = spans if spans is not None else (span(listing, "title", "钻戒"),)
    return Finding(
        rule="LG-01",
        version="1",
        family="LG",
        severity=severity,  # type: ignore[arg-type]
        tier=tier,  # type: ignore[arg-type]
        confidence=0.93,
        title="培育/合成钻石未标明",
        message="属性写明“培育钻石”，标题只写“钻戒”，涉嫌未标明合成成因。",
        advice="请在商品标题、首图和讲解中直接写明“合成钻石（培育钻石）”。",
        laws=("ZB-34", "FJ-9"),
        elements=(
            Element("sold_as_diamond", "是否以“钻石/钻戒”名义销售？", "met", found),
            Element("lab_grown", "是否有培育来源的证据？", "met", (span(listing, "attributes.0.value", "培育钻石"),))
            if listing.attributes
            else Element("lab_grown", "是否有培育来源的证据？", "unknown"),
            Element("disclosed", "标题、首图、规格或讲解是否已写明？", "not_met"),
            Element("certificate", "证书是否写明天然？", "unknown"),
        ),
    )


def detail(
    number: int = 1, listing: Listing | None = None, made: Finding | None = None, **changes: object
) -> AlertDetail:
    listing = listing or ring()
    made = made or finding(listing)
    alert = Alert(
        id=f"A-{number:06d}",
        platform=listing.platform,
        shop_id=listing.shop.id if listing.shop else None,
        shop_name=listing.shop.name if listing.shop else None,
        room_id=None,
        room_title=None,
        anchor=None,
        item_id=listing.item_id,
        title=listing.title or "",
        url=listing.url,
        rule=made.rule,
        family=made.family,
        charge=made.title,
        severity=made.severity,
        tier=made.tier,
        confidence=made.confidence,
        state="new",
        life="new",
        source="sample",
        first_seen=FIRST,
        last_seen=SEEN,
        due_on=date(2026, 12, 11),
        sale_fen=358000,
        currency="CNY",
    )
    return AlertDetail(
        alert=msgspec.structs.replace(alert, **changes),
        listing=listing,
        finding=made,
        suppressed=(),
        notes=(),
        evidence=Evidence("20261122T020000Z-sample", 7, "sha256:" + "ab" * 32, "<urn:uuid:0001>", listing.url),
        sightings=(Sighting(SEEN, "20261122T020000Z-sample", "new", listing.title, 358000),),
        events=(Event(SEEN, "system", "opened", "首次发现", "0" * 64),),
    )


def look(source: str = "sample", **changes: object) -> SourceLook:
    whole = SourceLook(source, "market", f"20261122T020000Z-{source}", "healthy", SEEN, 120, 14)
    return msgspec.structs.replace(whole, **changes)


def partial_looks() -> tuple[SourceLook, ...]:
    missed = (
        NotSeen("https://shop.example/list?page=4", "robots_denied", "robots.txt 不允许访问 /list", shop="s2"),
        NotSeen("sheet.csv 第 12 行", "bad_row", "价格“面议”不是金额"),
    )
    return (
        look(),
        look("river", verdict="thin", not_seen=missed, expectations=(Expectation("min_listings", 20, 3, False),)),
        SourceLook("lake", "web", None, None, None, 0, 0),
    )


def trend(days: int = 7) -> tuple[DayCount, ...]:
    return tuple(
        DayCount(DAY - timedelta(days=days - 1 - n), 400 + n, 3 + n % 4, n % 3, n % 2, 4 + n, 6 + n % 5, 3)
        for n in range(days)
    )


def brief(*details: AlertDetail, looks: tuple[SourceLook, ...] | None = None, days: int = 7) -> DayBrief:
    return DayBrief(
        DAY, details, trend(days), looks if looks is not None else (look(),), 412, 380, 3, 9, ("sha256:" + "cd" * 32,)
    )
