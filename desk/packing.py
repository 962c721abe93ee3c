"""Evidence packs from the command line: what is asked for becomes a request, and what came of it is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.console import say, warn
from desk.outcome import DONE, IN_PART, Unusable

if TYPE_CHECKING:
    from datetime import datetime

    from alerts.store import Store
    from crawler.stamps.authority import Authority
    from desk.config import Home
    from reports.evidence_pack.bag import Stamping
    from reports.evidence_pack.gathering import Request
    from reports.evidence_pack.making import Made
    from reports.evidence_pack.verify import Pack
    from reports.masking import Viewer

MOST = 10_000
"""Alerts of a case that go into one pack."""


def request_for(store: Store, subject: str, by: str, viewer: Viewer, at: datetime) -> Request:
    """What to pack for an alert's or a case's id. Raises Unusable."""
    from alerts.cases import queries
    from alerts.queries import detail
    from reports.evidence_pack.gathering import Request

    if not by.strip():
        raise Unusable("须以 --by 写明由谁制作")
    found = detail(store, subject)
    if found is not None:
        title = f"线索 {subject}：{found.alert.charge}"
        return Request(subject, title, (subject,), by.strip(), at, viewer)
    case = queries.show(store, subject, members=MOST, links=1)
    if case is None:
        raise Unusable(f"没有编号为“{subject}”的线索或案件")
    if case.case.alerts > len(case.members):
        raise Unusable(
            f"案件 {case.case.id} 有 {case.case.alerts} 条线索，超过一个证据包的 {MOST} 条，请拆案或按线索制作"
        )
    decisions = tuple(event.seq for event in case.history if event.seq is not None)
    title = f"案件 {case.case.id}：{case.case.charge}（{len(case.members)} 条线索）"
    return Request(case.case.id, title, tuple(one.id for one in case.members), by.strip(), at, viewer, decisions)


def stamping(home: Home) -> Stamping | None:
    """How a pack's root is stamped; None where no authority is configured. Raises SourceRefused."""
    from crawler.stamps.authority import load_authority
    from crawler.stamps.stamp import StampRefused, stamped
    from reports.evidence_pack.making import Unstamped

    authority = load_authority(home.stamps)
    if authority is None:
        return None

    def stamp(data: bytes) -> bytes:
        try:
            return stamped(data, authority)
        except StampRefused as refused:
            raise Unstamped(refused.reason) from None

    return stamp


def tell_made(made: Made, configured: bool) -> int:
    """Say what the pack is; its gaps and a stamp that an authority owes are named, and make it one in part."""
    say(f"{made.path}：{made.files} 个文件，{made.size:,} 字节")
    say(f"  默克尔根 {made.root}，已记入存证第 {made.seq} 条")
    for gap in made.gaps:
        warn(f"  未能装入：{gap.run_id}：{gap.what}，{gap.reason}")
    if made.masks:
        say(f"  遮蔽：{'、'.join(f'{name} {number} 处' for name, number in sorted(made.masks.items()))}")
    if made.unstamped and configured:
        warn(f"  未加盖可信时间戳：{made.unstamped}")
    else:
        say(f"  未加盖可信时间戳：{made.unstamped}" if made.unstamped else "  已加盖可信时间戳，已核对")
    return IN_PART if made.gaps or (made.unstamped and configured) else DONE


def check_stamp(pack: Pack, path: Path, authority: Authority | None) -> None:
    """Hold a pack's time stamp against the authority's certificates and put down in ``pack`` what came of it."""
    from crawler.stamps.stamp import StampRefused, verified
    from desk.stamping import told

    if authority is None or "stamp.tsr" not in pack.files:
        return
    try:
        given = verified(pack.read("stamp.tsr"), pack.read("root.txt"), authority, path)
    except StampRefused as refused:
        pack.wrong("stamp.tsr", refused.reason)
        return
    pack.limits = [limit for limit in pack.limits if "openssl ts" not in limit]
    pack.facts.append(f"{told(given)}，签名与根证书相符")
