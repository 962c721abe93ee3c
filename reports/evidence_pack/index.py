"""The index of a pack: a page a court officer reads (电子数据提取笔录) and the same for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.shanghai import local_day
from reports import labels
from reports.document import AnyBlock, Document, Facts, Listed, Notice, Paragraph, Section, Table
from reports.evidence_pack.contents import Contents
from reports.evidence_pack.extraction import COLUMNS, extracted
from reports.evidence_pack.sections import books, checking, custody, files, second
from reports.formats import html
from reports.marking import visible
from reports.masking import ROLES
from reports.parts.alert import alert_blocks, alert_heading, alert_tags, charge_name, seller_name
from reports.parts.law import LawBook
from reports.writing import citations_of_the_books

FORMAT = "zuanjian-evidence/1"
TITLE = "电子数据证据包提取笔录"
LARGE = 50
"""Alerts up to which each is told with its charge sheet; of more, a table is a better overview."""
DISCLAIMER = (
    "本包所列为自动提取和比对得到的疑似线索及其来源数据，不代表最终认定；材质须经有资质机构检测，权属须经权利人确认。"
)

_STYLE = b"""
.depth-2 > .wide > table { font-size: .8rem; }
.depth-2 > .wide > table th, .depth-2 > .wide > table td.n { white-space: nowrap; }
#custody td:nth-child(3) { min-width: 4em; } #custody td:nth-child(4) { white-space: nowrap; }
#extraction td:nth-child(5), #custody td:nth-child(2), #books td:nth-child(4), #books td:nth-child(5), #books td:last-child { white-space: nowrap; }
#extraction td:nth-child(2) { min-width: 9em; } #extraction td:nth-child(4), #extraction td:nth-child(6) { min-width: 7em; }
#extraction td:nth-child(6) { min-width: 8em; } #extraction td:nth-child(7) { min-width: 6.5em; } #extraction td:nth-child(3), #extraction td:last-child { min-width: 13em; }
#extraction td:last-child, #custody td:last-child, #files td:last-child { font-family: monospace; font-size: .72rem; }
.depth-3 .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .15rem .8rem; }
.depth-3 .facts.quiet { grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); }
.depth-3 .facts > div { display: grid; grid-template-columns: 5.5em 1fr; gap: .5rem; }
@media print { @page { size: A4 landscape; margin: 14mm 12mm; } }
"""
"""Beside the style of reports: the record has seven columns and hashes of 64 digits."""


def page(contents: Contents, members: Mapping[str, tuple[str, int]]) -> bytes:
    """The index as one self-contained page. ``members``: SHA-256 and bytes of the other files of the pack."""
    sections = (
        _extraction(contents),
        _alerts(contents),
        books(contents),
        custody(contents),
        files(members),
        checking(),
    )
    written = html.render(
        Document(
            kind="evidence", title=TITLE, subtitle=visible(contents.title), day=local_day(contents.at), made_at=contents.at,
            head=_head(contents), sections=sections, foot=(DISCLAIMER, f"{TITLE}　{contents.subject}"),
        )
    )  # fmt: skip
    return written.replace(b"</style>", _STYLE + b"</style>", 1)


def values(contents: Contents) -> dict[str, Any]:
    """The index for programs: the same records, gaps and masks; texts stand in the other files of the pack."""
    return {
        "format": FORMAT, "subject": contents.subject, "title": contents.title, "made_at": contents.at,
        "operator": contents.actor, "role": contents.role, "versions": dict(contents.versions),
        "alerts": [one.alert for one in contents.details], "observations": contents.looks, "runs": contents.runs,
        "gaps": contents.gaps, "masks": dict(contents.masks), "unstamped": contents.unstamped,
        "extraction": [dict(zip(COLUMNS, row, strict=True)) for row in extracted(contents)],
    }  # fmt: skip


def _head(contents: Contents) -> tuple[AnyBlock, ...]:
    facts = Facts(
        (
            ("对象", contents.subject), ("线索", f"{len(contents.details)} 条"), ("查看记录", f"{contents.looks} 次"),
            ("制作时间", second(contents.at)), ("操作人", visible(contents.actor)),
            ("接收方", {str(role): name for role, name in ROLES.items()}[contents.role]), ("工具与版本", _tool(contents.versions)),
            ("默克尔根", "见 root.txt，应与出具单位存证登记的根一致"),
        )
    )  # fmt: skip
    blocks: list[AnyBlock] = [facts, Paragraph(DISCLAIMER)]
    if contents.gaps:
        lines = tuple(
            f"{visible(gap.run_id)}：{visible(gap.what)}，{visible(gap.reason)}" for gap in contents.gaps[:100]
        )
        more = (f"另有 {len(contents.gaps) - 100} 处，见 index.json",) if len(contents.gaps) > 100 else ()
        blocks.append(Notice(f"应有而未能装入的内容：{len(contents.gaps)} 处", lines + more))
    else:
        blocks.append(Notice("应有的内容均已装入", (), tone="plain"))
    stamp = (
        f"未加盖可信时间戳：{contents.unstamped}。"
        if contents.unstamped
        else "可信时间戳（RFC 3161）盖在 root.txt 上，见 stamp.tsr。"
    )
    masks = "、".join(f"{name} {number} 处" for name, number in sorted(contents.masks.items()))
    raw = (
        "原始记录（网页、接口、送交行、图片）保持原样，未作遮蔽。"
        if contents.whole
        else "按接收方不装入原始记录，其哈希见提取笔录和批次清单。"
    )
    blocks.append(Listed((stamp, f"遮蔽：{masks or '无'}。{raw}"), "时间与遮蔽"))
    return tuple(blocks)


def _extraction(contents: Contents) -> Section:
    rows = tuple((str(number), *map(visible, row)) for number, row in enumerate(extracted(contents), 1))
    blocks: tuple[AnyBlock, ...] = (
        Paragraph(
            "路径指本包内的文件和其中的记录。网页和接口的请求与应答按 WARC 1.1（ISO 28500）逐字节保存，哈希为应答载荷的"
            " SHA-256；其他为文件或数据行的 SHA-256。时间为北京时间。"
        ),
        Table("提取笔录", ("序号", *COLUMNS), rows, numeric=(0,)),
    )
    return Section("提取笔录", "extraction", blocks)


def _alerts(contents: Contents) -> Section:
    laws = LawBook(citations_of_the_books)
    if len(contents.details) > LARGE:
        rows = tuple(
            (
                one.alert.id, charge_name(one.alert), labels.STATE[one.alert.state], visible(seller_name(one.alert)),
                alert_heading(one), labels.money(one.alert.sale_fen, one.alert.currency), labels.moment(one.alert.first_seen),
                labels.moment(one.alert.last_seen),
            )
            for one in contents.details
        )  # fmt: skip
        head = ("线索", "涉嫌问题", "状态", "店铺", "商品", "标价", "首次发现", "最近发现")
        note = Paragraph("逐条的商品内容和判断见 observations.jsonl，每行一次查看。")
        return Section("线索与判断", "alerts", (note, Table(f"线索 {len(rows)} 条", head, rows)))
    inner = []
    for one in contents.details:
        cited = laws.of(one)
        blocks = (*alert_blocks(one), *((Listed(cited, "依据"),) if cited else ()))
        inner.append(
            Section(f"{alert_heading(one)}　{charge_name(one.alert)}", one.alert.id, blocks, alert_tags(one.alert))
        )
    return Section(
        "线索与判断", "alerts", (Paragraph("各次查看的商品内容和判断见 observations.jsonl。"),), (), tuple(inner)
    )


def _tool(versions: Mapping[str, str]) -> str:
    return f"钻鉴 {versions.get('zuanjian', '')}，Python {versions.get('python', '')}".strip()
