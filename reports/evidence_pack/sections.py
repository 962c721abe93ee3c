"""The sections of the index that are tables of what lies in the pack: books, custody, files; and how to check it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import orjson

from alerts.rows import ACTIONS
from reports import labels
from reports.document import AnyBlock, Facts, Listed, Paragraph, Section, Table
from reports.evidence_pack.books import PriceRow
from reports.evidence_pack.contents import Contents
from reports.marking import shortened, visible

_TABLES = {
    "stones": "钻石", "sizes": "较大的钻石", "melee": "小钻（按总重）", "gems": "彩色宝石", "metals": "贵金属", "any_weight": "含钻成品",
    "per_gram": "足金按克",
}  # fmt: skip
_SAID = {
    "kind": "成因", "per_carat": "每克拉不低于", "grade": "品级", "from_carat": "克拉数不小于", "least_carat": "克拉数不小于",
    "names": "名称", "name": "名称", "value": "不低于",
}  # fmt: skip
_VALUES = {
    "lab_grown": "培育", "natural": "天然", "any": "不限", "fine": "高色高净", "gold": "金", "platinum": "铂",
}  # fmt: skip


def books(contents: Contents) -> Section:
    """Law and price rows."""
    laws = Table(
        "引用的条文（laws.json）", ("编号", "条文", "要旨", "施行", "失效", "核对"),
        tuple(
            (row.id, row.short, row.substance, row.since.isoformat(), row.until.isoformat() if row.until else "—",
             "条文原文" if row.verified == "full" else "一处转引") for row in contents.laws
        ),
    )  # fmt: skip
    prices = Table(
        "查看当日有效的价格参考（prices.json，单位元）", ("内容", "依据", "有效期"),
        tuple(
            (_price(row), row.source, f"{row.since} 至 {row.until}")
            for row in contents.prices
        ),
    )  # fmt: skip
    note = "价格参考只用于发现明显低于成本的标价；判断未登记逐次引用的是哪一行，故列出当日有效的全部。"
    used: tuple[AnyBlock, ...] = (Paragraph(note), prices)
    return Section(
        "条文与价格参考", "books", (laws, *(used if contents.prices else (Paragraph("所涉问题不参照价格。"),)))
    )


def _price(row: PriceRow) -> str:
    told = (f"{_SAID.get(name, name)} {_said(value)}" for name, value in row.says.items() if name != "words")
    return f"{_TABLES.get(row.table, row.table)}：{'，'.join(told)}"


def _said(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else _VALUES.get(str(value), str(value))


def custody(contents: Contents) -> Section:
    """The custody entries, as far as they may be read."""
    rows = tuple(
        (str(entry.seq), second(datetime.fromisoformat(said["at"])), visible(said["actor"]),
         ACTIONS.get(said["action"], said["action"]), shortened(said["detail"], 120), entry.hash)
        for entry in contents.entries for said in (orjson.loads(entry.text),)
    )  # fmt: skip
    point = contents.checkpoint
    note = Paragraph(
        f"存证记录只增不改，每条的哈希包含上一条的哈希。以下各条与检查点（共 {point.entries} 条，根 {point.root}）的关系"
        "由 custody.jsonl 中的路径证明，无须出示其他线索的内容。制作本包一事另记入存证。"
    )
    return Section(
        "存证摘录",
        "custody",
        (note, Table("存证", ("序号", "时间", "经办", "事项", "内容", "哈希"), rows, numeric=(0,))),
    )


def files(members: Mapping[str, tuple[str, int]]) -> Section:
    """The other files of the pack. ``members``: SHA-256 and bytes by name."""
    rows = tuple((name, f"{size:,}", sha256) for name, (sha256, size) in members.items())
    note = Paragraph("全部文件（含本页）的哈希和字节数见 manifest.txt；root.txt、stamp.tsr、seal.json 为封存文件。")
    return Section(
        "包内文件", "files", (note, Table(f"文件 {len(rows)} 个", ("名称", "字节", "SHA-256"), rows, numeric=(1,)))
    )


def checking() -> Section:
    """What a stranger does, and where people sign."""
    steps = (
        "安装 Python 3.8 或以上，不需要联网和其他软件；解开本包后运行 python3 verify.py，或运行 python3 verify.py 证据包.zip。",
        "任何一个字节的改动、文件的增减、改名和换序都会被逐一指出；没有发现改动时显示“未发现改动”。",
        "verify.py 只有二百余行，可以先读后用；为防程序本身被换，可向出具单位另取一份，或用其 zuanjian evidence verify。",
        "将显示的默克尔根与出具单位存证中登记的根核对，即可知道本包是其当时制作的那一份。",
        "WARC 文件可用任何 WARC 软件打开，例如 warcio check。",
    )
    line = "＿＿＿＿＿＿＿＿＿＿＿＿"
    signed = Facts((("操作人", line), ("见证人", line), ("接收人", line), ("日期", line)))
    return Section("如何核验", "checking", (Listed(steps), Paragraph("签名"), signed))


def second(at: datetime) -> str:
    """A time to the second, in Beijing."""
    return f"{labels.moment(at)}:{at:%S}"
