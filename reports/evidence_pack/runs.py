"""Runs in a pack: of each run what concerns the pack's listings, taken from its folder; what is no longer there is named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from alerts.observing import split
from crawler.listing import ListingRefused, decode_listing
from crawler.pictures.keeping import place
from crawler.run_file import LISTINGS, MANIFEST, Run, RunRefused
from crawler.stamps.stamp import STAMPS
from crawler.whole_file import sha256_of
from reports.evidence_pack.bag import Bag
from reports.evidence_pack.delivered import by_rows, delivered_rows
from reports.evidence_pack.masks import Masks
from reports.evidence_pack.records import Wanted, copy_records
from reports.evidence_pack.taken import Gap, Pointer, Taken

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Shelves:
    """Where finished runs and kept bytes lie; puts of both into a bag what is asked for. ``gaps``: what was not there."""

    def __init__(self, runs: Path, evidence: Path, bag: Bag, masks: Masks, removed: dict[str, str]) -> None:
        self._runs, self._evidence, self._bag, self._masks, self._removed = runs, evidence, bag, masks, removed
        self.gaps: list[Gap] = []

    def take(self, run_id: str, pointers: Iterable[Pointer]) -> Taken:
        """Everything of one run that these looks rest on. Raises OSError and PackRefused."""
        found = {pointer.line: pointer for pointer in pointers}
        folder = run_id if _PLAIN.fullmatch(run_id) else f"run-{_digest(run_id.encode())[:16]}"
        routes = tuple(sorted({one.route for one in found.values() if one.route}))
        taken = Taken(run_id, f"runs/{folder}", len(found), routes)
        try:
            run = Run(self._runs / run_id)
        except RunRefused as refused:
            self._gap(run_id, f"批次“{run_id}”（{len(found)} 次查看）", _gone(refused, self._removed.get(run_id)))
            self._pictures(run_id, taken, found.values())
            return taken
        taken.manifest, taken.manifest_sha256 = run.manifest, sha256_of(run.path / MANIFEST)
        self._bag.refer(f"{taken.folder}/{MANIFEST}", run.path / MANIFEST)
        stamp = self._runs / STAMPS / f"{run.path.name}.tsr"
        if stamp.is_file():
            self._bag.refer(f"{taken.folder}/manifest.tsr", stamp)
            taken.stamped = True
        self._lines(run, taken, found)
        if self._masks.whole:
            self._records(run, taken, found.values())
            self._delivered(run, taken, found.values())
        else:
            self._masks.withhold("原始记录（网页、送交行）", len(found))
        self._pictures(run.id, taken, found.values())
        return taken

    def _lines(self, run: Run, taken: Taken, found: dict[int, Pointer]) -> None:
        """The listings' lines of the run, as they stand there."""
        path = run.path / LISTINGS
        if not path.is_file() or sha256_of(path) != run.listings_sha256:
            self._gap(run.id, LISTINGS, "文件缺失，或与批次清单的哈希不符，未装入")
            return
        name = f"{taken.folder}/{LISTINGS}"
        with path.open("rb") as lines, self._bag.writing(name) as into:
            for number, line in enumerate(lines, 1):
                if number in found:
                    taken.lines[number] = _digest(line)
                    into.write(line)
                    if not _same(line, found[number].content):
                        self._gap(run.id, f"{LISTINGS} 第 {number} 行", "与数据库所存的商品内容不一致")
        if not self._masks.whole:  # observations.jsonl has the same listings, masked
            self._bag.drop(name)
        for missing in sorted(set(found) - set(taken.lines)):
            self._gap(run.id, f"{LISTINGS} 第 {missing} 行", "批次文件中没有这一行")

    def _records(self, run: Run, taken: Taken, found: Iterable[Pointer]) -> None:
        from warcio.exceptions import ArchiveLoadFailed

        asked = {one.warc for one in found if one.warc}
        if not asked:
            return
        if run.pages is None or not run.pages.is_file() or sha256_of(run.pages) != run.manifest.files[run.pages.name]:
            self._gap(run.id, "网页记录（WARC）", "文件缺失，或与批次清单的哈希不符，未装入")
            return
        pictures = frozenset(url for one in found for _, url, _ in one.pictures)
        robots = {one.record_id for one in run.manifest.robots}
        try:
            taken.records = copy_records(
                run.pages, Wanted(frozenset(asked | robots), pictures), f"{taken.folder}/pages", self._bag.writing
            )
        except ArchiveLoadFailed:
            self._gap(run.id, "网页记录（WARC）", "内容已损坏，未能读出")
        for missing in sorted(asked - {one.id for one in taken.records}):
            self._gap(run.id, f"WARC 记录 {missing}", "批次的 WARC 中没有这条记录")

    def _delivered(self, run: Run, taken: Taken, found: Iterable[Pointer]) -> None:
        delivered = run.manifest.delivered
        rows = {one.row for one in found if one.row is not None}
        if delivered is None or not rows or not by_rows(delivered.name):
            return
        from crawler.deliveries.delivery import DeliveryRefused

        kept = place(self._evidence, delivered.sha256)
        if not kept.is_file() or sha256_of(kept) != delivered.sha256:
            self._gap(run.id, f"送交文件“{delivered.name}”", "原文件不在证据库中，或与登记的哈希不符")
            return
        try:
            with self._bag.writing(f"{taken.folder}/delivered.jsonl") as into:
                for row in delivered_rows(kept, delivered.name, delivered.columns, rows):
                    taken.rows += 1
                    into.write(msgspec.json.encode(row) + b"\n")
        except DeliveryRefused as refused:
            self._gap(run.id, f"送交文件“{delivered.name}”", f"未能再次读出（{refused}）")

    def _pictures(self, run_id: str, taken: Taken, found: Iterable[Pointer]) -> None:
        for sha256, url, shown in sorted({picture[0]: picture for one in found for picture in one.pictures}.values()):
            if not shown:
                self._masks.withhold("图片（图上有个人信息）", 1)
                continue
            kept = place(self._evidence, sha256)
            if not kept.is_file() or sha256_of(kept) != sha256:
                self._gap(run_id, f"图片 {sha256}", "不在证据库中，或与其哈希不符")
                continue
            name = f"pictures/{sha256}{_suffix(kept)}"
            if name not in self._bag.members:
                self._bag.refer(name, kept)
            taken.pictures[name] = url

    def _gap(self, run_id: str, what: str, reason: str) -> None:
        self.gaps.append(Gap(run_id, what, reason))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _same(line: bytes, content: str) -> bool:
    """Whether a line of a run says what the database kept of it."""
    try:
        return split(decode_listing(line))[0] == content
    except ListingRefused:
        return False


def _gone(refused: RunRefused, removed: str | None) -> str:
    """Why a run cannot be opened, without the place of our own disk, and what the record says was taken of it."""
    there = refused.path.exists() or refused.path.name == MANIFEST
    why = f"批次无法使用：{refused.reason}" if there else "批次文件夹已不存在"
    return f"{why}；存证另载：{removed}" if removed else why


def _suffix(path: Path) -> str:
    """A picture's usual ending, told by its first bytes; "" for what is none of those we keep."""
    with path.open("rb") as file:
        head = file.read(12)
    known = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG", ".png"), (b"GIF8", ".gif"), (b"RIFF", ".webp"), (b"BM", ".bmp"))
    return next((suffix for magic, suffix in known if head.startswith(magic)), "")
