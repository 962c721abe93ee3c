"""Making: the pack of one alert or case, from the memory and the shelves to one file that is there whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import msgspec
from msgspec import Struct

from alerts.extract import extract, record_pack
from alerts.store import Store
from reports.evidence_pack import verify
from reports.evidence_pack.bag import Bag, PackRefused, Stamping
from reports.evidence_pack.contents import Contents
from reports.evidence_pack.gathering import Request, gather, json
from reports.evidence_pack.index import page, values
from reports.evidence_pack.masks import Masks
from reports.evidence_pack.runs import Shelves
from reports.evidence_pack.taken import Gap


class Made(Struct, frozen=True):
    """A pack that is there. ``seq``: its custody entry; ``unstamped``: why it has no stamp, "" where it has one."""

    path: Path
    root: str
    files: int
    size: int
    seq: int
    gaps: tuple[Gap, ...]
    masks: dict[str, int]
    unstamped: str


class Unstamped(Exception):
    """A stamp that could not be had; ``reason`` is one Chinese line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


NO_AUTHORITY = "未配置时间戳服务"


def make(
    store: Store, request: Request, target: Path, *, runs: Path, evidence: Path,
    stamp: Stamping | None = None, tell: Callable[[str], object] = lambda step: None,
) -> Made:  # fmt: skip
    """Make the pack and put it at ``target``; what stood there before stays until then.

    ``stamp`` raises Unstamped where the authority fails: the pack is made all the same and says so. ``tell`` hears of each
    step. Raises PackRefused, StoreRefused.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    except OSError as error:
        raise PackRefused(f"证据包无法写入 {target}：{error.strerror}") from None
    try:
        return _make(store, request, target, folder, runs, evidence, stamp, tell)
    except OSError as error:
        raise PackRefused(f"证据包未能制成，{error.filename or target}：{error.strerror}") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(
    store: Store, request: Request, target: Path, folder: Path, runs: Path, evidence: Path,
    stamp: Stamping | None, tell: Callable[[str], object],
) -> Made:  # fmt: skip
    work = folder / "files"
    work.mkdir()
    bag, masks = Bag(work), Masks(request.viewer)
    tell("取证")
    with extract(store, request.alerts, request.decisions) as view:
        contents = gather(view, request, bag, masks, Shelves(runs, evidence, bag, masks, view.removed()))
    tell("编目")
    root, answer, contents = _closed(bag, contents, stamp)
    tell("封存")
    part = folder / "pack.zip"
    with part.open("wb") as file:
        bag.write(file, answer)
    tell("核验")
    checked = verify.check(part)
    if checked.problems or checked.root != root:
        raise PackRefused(f"证据包制成后未通过核验，未交出：{'；'.join(checked.problems[:3])}")
    size = part.stat().st_size
    told: dict[str, Any] = {
        "subject": request.subject, "alerts": len(request.alerts), "root": root, "files": len(bag.members), "bytes": size,
        "role": request.viewer.role, "masks": dict(sorted(masks.counts.items())), "held": dict(sorted(masks.held.items())), "gaps": len(contents.gaps),
        "checkpoint": contents.checkpoint.entries, "stamped": answer is not None,
    }  # fmt: skip
    placed = False

    def finish() -> None:
        nonlocal placed
        part.replace(target)
        placed = True

    try:
        seq = record_pack(
            store, at=request.at, actor=request.actor, detail=f"制作证据包 {request.subject}，默克尔根 {root}",
            alert_id=request.subject if request.alerts == (request.subject,) else None, data=told, finish=finish,
        )  # fmt: skip
    except BaseException:
        if placed:  # a pack without its entry would be one that nobody made
            target.unlink(missing_ok=True)
        raise
    return Made(
        target, root, len(bag.members), size, seq, contents.gaps, masks.told(), contents.unstamped,
    )  # fmt: skip


def _closed(bag: Bag, contents: Contents, stamp: Stamping | None) -> tuple[str, bytes | None, Contents]:
    """Index the bag and close it; a stamp that cannot be had is told in the index, so that is written anew."""
    why = "" if stamp is not None else NO_AUTHORITY
    while True:
        contents = msgspec.structs.replace(contents, unstamped=why)
        for name in ("index.html", "index.json"):
            bag.members.pop(name, None)
        members = {name: (one.sha256, one.size) for name, one in sorted(bag.members.items())}
        bag.put("index.json", json(values(contents)))
        bag.put("index.html", page(contents, members))
        root = bag.close()
        if stamp is None or why:
            return root, None, contents
        try:
            return root, stamp(f"{root}\n".encode("ascii")), contents
        except Unstamped as failed:
            why = failed.reason
