"""The copy for the person: one JSON file with everything held, and a Chinese index of it beside (PIPL article 45)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from crawler.whole_file import WholeFile
from desk.outcome import Unusable
from desk.persons.files import HeldFile
from reports import labels

if TYPE_CHECKING:
    from alerts.persons.holdings import Held

PURPOSE = "监测直播电商珠宝商品信息的合规情况，发现并核查涉嫌线索"
SOURCES = "平台、店铺公开展示的商品信息，经授权的接口，以及有关单位送交的文件"
MAY_GO = "无须继续保存，可请求删除"


def write_export(asked: str, held: Sequence[Held], files: Sequence[HeldFile], path: Path, at: datetime) -> str:
    """Write both files, readable by their owner alone; gives back the SHA-256 of the JSON. Raises Unusable."""
    index = index_of(held, files, at)
    value: dict[str, Any] = {
        "asked": asked, "made_at": at, "purpose": PURPOSE, "sources": SOURCES, "index": index.splitlines(),
        "held": held,
        "files": [{"file": str(one.path.name), "label": one.label, "lines": one.lines, "ground": one.ground} for one in files],
    }  # fmt: skip
    content = msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
    try:
        for place, written in ((path, content), (index_path(path), index.encode("utf-8"))):
            with WholeFile(place) as file:
                file.write(written)
            place.chmod(0o600)
    except OSError as error:
        raise Unusable(f"{path}：无法写入（{error.strerror}）") from None
    return hashlib.sha256(content).hexdigest()


def index_path(path: Path) -> Path:
    """Where the index of an export lies."""
    return path.with_name(f"{path.stem}.目录.txt")


def index_of(held: Sequence[Held], files: Sequence[HeldFile], at: datetime) -> str:
    """What is held, place by place: how much, and why it stays."""
    lines = [
        f"个人信息副本目录　{labels.moment(at)}（北京时间）", f"处理目的：{PURPOSE}", f"来源：{SOURCES}", "",
    ]  # fmt: skip
    counted = Counter((one.label, one.ground) for one in held)
    for (label, ground), count in counted.items():
        lines.append(f"{label}　{count} 条　{ground or MAY_GO}")
    for one in files:
        lines.append(f"{one.label}　{one.path.name}　{one.lines} 处　{one.ground or MAY_GO}")
    if not held and not files:
        lines.append("没有查到有关信息")
    lines += ["", "他人的姓名以＊代替；身份核验由受理人员办理，本文件仅供申请人本人或其代理人。"]
    return "\n".join(lines) + "\n"
