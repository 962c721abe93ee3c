"""The capture behind an alert: what was kept of what was seen, what is missing of it, and how a stranger checks it."""

from __future__ import annotations

from alerts.values import AlertDetail
from reports import labels
from reports.document import AnyBlock, Facts, Listed, Table
from reports.marking import shortened, visible

PICTURES_SHOWN = 12


def capture_gaps(detail: AlertDetail) -> tuple[str, ...]:
    """What a complete capture has and this one lacks: address, hash, the original, times of proving speech, proving pictures."""
    listing, evidence = detail.listing, detail.evidence
    source = listing.source
    original = evidence.warc_record or (source.file_sha256 if source else None)
    fields = {span.field for element in detail.finding.elements for span in element.spans}
    speech = {int(field.split(".")[1]) for field in fields if field.startswith("speech.")}
    pictures = {int(field.split(".")[1]) for field in fields if field.startswith("images.")}
    gaps = {
        "商品网址": not (evidence.url or detail.alert.url),
        "商品清单的哈希": not evidence.listing_sha256,
        "采集时的原始响应或送达文件的哈希": not original,
        "所引口播的时间点": any(listing.speech[n].start_ms is None for n in speech),
        "所引图片的文件哈希": any(not listing.images[n].sha256 for n in pictures),
    }
    return tuple(name for name, missing in gaps.items() if missing)


def capture_blocks(detail: AlertDetail) -> tuple[AnyBlock, ...]:
    """Time, address, hashes and the original of one alert, then its pictures."""
    listing, evidence = detail.listing, detail.evidence
    source = listing.source
    seen = listing.observed_at or detail.sightings[-1].at if detail.sightings else listing.observed_at
    original = f"WARC 记录 {visible(evidence.warc_record)}" if evidence.warc_record else "无网页响应"
    if source and source.file_sha256:
        place = f"第 {source.row} 行" if source.row is not None else "未记录行号"
        original = f"送达文件 SHA-256 {visible(source.file_sha256)}，{place}"
    facts = Facts(
        (
            ("观察时间", f"{labels.moment(seen)}（北京时间）"),
            ("商品地址", shortened(evidence.url or detail.alert.url or "未提供", 300)),
            ("采集批次", f"{evidence.run_id} 第 {evidence.line} 行"),
            ("清单哈希", f"{evidence.listing_sha256}（SHA-256）"),
            ("原件", original),
            ("网页截图", "未采集：采集程序不运行浏览器，以上列原件为准"),
            ("规则版本", f"{detail.finding.rule} {detail.finding.version}"),
        ),
        tone="quiet",
    )
    rows = tuple(
        (str(n), image.sha256 or "未取得文件", "有" if image.ocr_text else "无或未读")
        for n, image in enumerate(listing.images, 1)
    )
    if not rows:
        return (facts,)
    caption = "商品图片" if len(rows) <= PICTURES_SHOWN else f"商品图片（前 {PICTURES_SHOWN} 张，共 {len(rows)} 张）"
    return (facts, Table(caption, ("序号", "文件 SHA-256", "图中文字"), rows[:PICTURES_SHOWN]))


def pack_name(alert_id: str) -> str:
    """The file under which the evidence pack of an alert goes with a letter."""
    return f"{alert_id}.zip"


def pack_block(alert_ids: tuple[str, ...]) -> Listed:
    """Which packs go with a letter, and how whoever receives them checks them without us."""
    names = "、".join(pack_name(one) for one in alert_ids)
    return Listed(
        (
            f"随附文件：{names}（出具单位制作：zuanjian evidence pack 线索编号 -o 文件名 --by 姓名，一条线索一个文件）",
            "核验：zuanjian evidence verify 文件名；未安装本程序的，解开后运行其中的 python3 verify.py，只用 Python 自带的库，不联网，不需账号。",
            "包内任何文件被增删或改动一个字节，核验时都会指出是哪个文件。",
        ),
        "证据包及核验方法",
    )
