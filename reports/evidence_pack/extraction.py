"""The lines of the extraction record, in the order that the rules on electronic data ask for: source address, path,
method, time, tool and version, operator, hash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from crawler.run_file import Manifest
from crawler.shanghai import SHANGHAI
from reports import labels
from reports.evidence_pack.contents import Contents
from reports.evidence_pack.taken import Taken

COLUMNS = ("来源地址", "路径", "提取方法", "时间", "工具与版本", "操作人", "哈希")

Line = tuple[str, str, str, str, str, str, str]

_METHODS = {
    "page": "访问公开网页，保存请求与应答",
    "api": "按授权调用平台接口，保存请求与应答",
    "file": "接收送交文件，按行读取",
}
_KINDS = {"response": "", "revisit": "（对方答复未变，内容见所指记录）"}
_PICTURE = "访问图片地址，保存请求与应答，原文件另存"
_AUTOMATIC = "系统自动（{}）"


def extracted(contents: Contents) -> Iterator[Line]:
    """Every piece of evidence of the pack, run by run."""
    for run in contents.runs:
        if run.manifest is not None:
            yield from _of_run(run, run.manifest, contents)
        else:  # the pictures are kept apart from runs
            yield from _pictures(run, "不详（批次已不存在）", "不详", "不详")


def _of_run(run: Taken, manifest: Manifest, contents: Contents) -> Iterator[Line]:
    tool, operator = _tool(manifest), _AUTOMATIC.format(labels.source(manifest.source))
    method = (
        "；".join(_METHODS[route] for route in run.routes) or _METHODS["file" if manifest.kind == "import" else "page"]
    )
    ended = _time(manifest.finished_at)
    robots = {one.record_id for one in manifest.robots}
    for record in run.records:
        if record.kind != "request":
            how = _PICTURE if record.kind == "picture" else method + _KINDS.get(record.kind, "")
            how = "读取对方 robots.txt" if record.id in robots else how
            at = _time(datetime.fromisoformat(record.at))
            yield record.url, f"{record.file} 记录 {record.id}", how, at, tool, operator, record.sha256
    delivered = manifest.delivered
    if delivered is not None:
        where = f"{run.folder}/delivered.jsonl（{run.rows} 行）" if run.rows else "原文件未装入，只列哈希"
        yield f"送交文件“{delivered.name}”", where, _METHODS["file"], ended, tool, operator, delivered.sha256
    where = f"{run.folder}/listings.jsonl" if contents.whole else "原文未装入，遮蔽后见 observations.jsonl"
    for line, sha256 in sorted(run.lines.items()):
        reading = "由上列数据读出的商品内容"
        yield f"批次 {run.run_id}", f"{where}（原第 {line} 行）", reading, ended, tool, operator, sha256
    yield from _pictures(run, ended, tool, operator)


def _pictures(run: Taken, at: str, tool: str, operator: str) -> Iterator[Line]:
    for name, url in run.pictures.items():
        sha256 = name.partition("/")[2].partition(".")[0]
        yield url or "（随送交文件）", name, "保存图片原文件", at, tool, operator, sha256


def _tool(manifest: Manifest) -> str:
    names = {"zuanjian": "钻鉴", "python": "Python", "scrapy": "Scrapy"}
    return "，".join(f"{names[name]} {manifest.versions[name]}" for name in names if name in manifest.versions)


def _time(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
