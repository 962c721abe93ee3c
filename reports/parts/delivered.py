"""A delivered file read for a report alone: by the importer's own reading, in a folder that is gone afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from crawler.deliveries.delivery import DeliveryRefused
from crawler.deliveries.importing import import_file, problems_of
from crawler.listing import Listing
from reports.asking import ReportRefused
from reports.document import AnyBlock, Notice, Paragraph, Section, Table
from reports.marking import shortened
from reports.parts.coverage import BEYOND, FILES_ONLY
from reports.writing import Context

PROBLEMS_SHOWN = 200


class RefusedRow(Struct, frozen=True):
    """A row, or part of one, that was not taken. ``place``: where in the file."""

    place: str
    reason: str


class DeliveredSheet(Struct, frozen=True):
    """A file as it was read. ``refused``: what of it did not become a listing, or was kept aside."""

    name: str
    sha256: str
    listings: int
    refused: tuple[RefusedRow, ...] = ()

    @property
    def told(self) -> str:
        """Its name as a report prints it."""
        return shortened(self.name, 80)


def read_sheet(
    path: Path, shop: str | None, context: Context
) -> tuple[DeliveredSheet, tuple[tuple[int, Listing], ...]]:
    """The listings of a file, each with its row; nothing of it is kept. Raises ReportRefused where it cannot be read."""
    try:
        with TemporaryDirectory(prefix="zuanjian-audit-") as folder:
            place = Path(folder)
            imported = import_file(
                path, place / "runs", place / "kept", now=context.now(), shop=shop, mappings=context.mappings
            )
            found = tuple(
                (one.source.row if one.source and one.source.row else line, one)
                for line, one in imported.run.listings()
            )
            refused = tuple(
                RefusedRow("，".join(filter(None, (problem.file, problem.place))) or "整个文件", problem.reason)
                for problem in problems_of(imported.run)
            )
            delivered = imported.run.manifest.delivered
    except DeliveryRefused as error:
        raise ReportRefused(str(error)) from error
    if not found:
        raise ReportRefused(f"{path.name}：没有可以判断的商品，共有 {len(refused)} 处问题")
    if delivered is None:
        raise ValueError("an imported run names its file")
    return DeliveredSheet(delivered.name, delivered.sha256, len(found), refused), found


def delivered_notice(sheet: DeliveredSheet, unread: Sequence[str]) -> Notice:
    """The box at the top."""
    lines = (*unread, FILES_ONLY, BEYOND, "文件只在本次读取，未入库。")
    if sheet.refused:
        return Notice(f"文件中有 {len(sheet.refused)} 处未收录或有误，未判断", lines)
    return Notice(f"文件已读完，{sheet.listings} 件商品均已判断", lines, "plain")


def delivered_section(sheet: DeliveredSheet) -> Section:
    """What of the file was not taken, and why."""
    blocks: list[AnyBlock] = [Paragraph("文件所列均已收录。")]
    if sheet.refused:
        rows = tuple((shortened(one.place, 60), shortened(one.reason, 120)) for one in sheet.refused[:PROBLEMS_SHOWN])
        blocks = [Table("", ("位置", "原因"), rows)]
        if len(sheet.refused) > PROBLEMS_SHOWN:
            blocks.append(Paragraph(f"另有 {len(sheet.refused) - PROBLEMS_SHOWN} 处，未列出。", "quiet"))
    return Section("查看范围与未看到的部分", "coverage", tuple(blocks))
