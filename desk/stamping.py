"""Time stamps as people meet them: fetched after a crawl where an authority is configured, and told as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.shanghai import SHANGHAI
from desk.config import Home
from desk.console import say, warn

if TYPE_CHECKING:
    from crawler.run_file import Run
    from crawler.stamps.stamp import Stamp


def stamp_and_tell(run: Run, home: Home) -> bool:
    """Have a finished run stamped and say in one line what came of it; False where a configured authority failed us."""
    from crawler.source_reading import SourceRefused
    from crawler.stamps.authority import load_authority
    from crawler.stamps.stamp import StampRefused, stamp

    try:
        authority = load_authority(home.stamps)
    except SourceRefused as refused:
        warn(f"  未加盖时间戳：{refused}")
        return False
    if authority is None:
        say("  未加盖时间戳：未配置时间戳服务，批次的时间只由本机证明")
        return True
    try:
        given = stamp(run, authority)
    except StampRefused as refused:
        warn(f"  未加盖时间戳：{refused.reason}。稍后可补：zuanjian evidence stamp {run.id}")
        return False
    say(f"  {told(given)}，由 {authority.host} 加盖，已核对")
    return True


def told(stamp: Stamp) -> str:
    """The stamp's time in Beijing and its number."""
    return f"时间戳 {stamp.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}（北京时间），序号 {stamp.serial}"
