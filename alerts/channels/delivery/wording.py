"""A message as Chinese text, cut to what a channel takes. Sellers' words in it can neither link, mention nor control."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from alerts.outbox.content import FOUND, KINDS, Content, Line, Report, Trouble
from crawler.shanghai import SHANGHAI

_SEVERITY = {"high": "高", "medium": "中", "low": "低"}
_VERDICT = {
    "healthy": "恢复正常",
    "thin": "查看不完整",
    "broken": "未能读取",
    "blocked": "对方拒绝查看",
    None: "未能查看",
}
_CHARGES = 5  # named in a text; the rest is counted
_MORE = 120  # bytes kept free for the last line


def title(content: Content) -> str:
    """One line: what there is, in figures. Holds no word of a seller."""
    parts = [f"{name} {content.counts[kind]}" for kind, name in KINDS.items() if content.counts.get(kind)]
    grades = "、".join(
        f"{name} {content.severities[grade]}" for grade, name in _SEVERITY.items() if content.severities.get(grade)
    )
    if content.reports:
        first = content.reports[0].name
        parts.append(first if len(content.reports) == 1 else f"{first}等 {len(content.reports)} 份报告")
    return f"【钻鉴】{'，'.join(parts) or '没有新情况'}{f'（{grades}）' if grades else ''}"


def body(content: Content, most: int, desk: str | None) -> str:
    """The text under the title, at most ``most`` bytes of UTF-8; what does not fit is counted."""
    lines = [*_head(content), *(_report(one, desk) for one in content.reports)]
    named = 0
    found = [*content.lines]
    room = most - _MORE - len("\n".join(lines).encode())
    for number, line in enumerate(found, 1):
        text = _line(number, line, desk)
        room -= len(text.encode()) + 1
        if room < 0:
            break
        lines.append(text)
        named += 1
    rest = sum(count for kind, count in content.counts.items() if kind != "source") - named
    if rest > 0:
        lines.append(f"另有 {rest} 条未列出，请到工作台查看{f'：{desk}' if desk else ''}")
    return cut("\n".join(lines), most)


def _head(content: Content) -> Iterator[str]:
    first, last = _clock(content.first), _clock(content.last)
    yield f"时间：{first if first == last else f'{first} 至 {last}'}（北京时间）"
    if content.charges:
        most = sorted(content.charges.items(), key=lambda one: (-one[1], one[0]))
        named = "；".join(f"{name} {count}" for name, count in most[:_CHARGES])
        rest = sum(count for _, count in most[_CHARGES:])
        yield f"涉嫌事项：{named}{f'；其他 {rest}' if rest else ''}"
    for trouble in content.sources[:_CHARGES]:
        yield _trouble(trouble)
    if len(content.sources) > _CHARGES:
        yield f"另有 {len(content.sources) - _CHARGES} 个来源情况有变"


def _report(report: Report, desk: str | None) -> str:
    """The hash stands beside, so that whoever has the file can tell that it is the one that was sent."""
    link = f"\n   {desk}/reports/{report.sha256}/{report.file}" if desk else ""
    return f"报告：{plain(report.name, 80)}，{_size(report.size)}，SHA-256 {report.sha256}{link}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} KB"


def _trouble(trouble: Trouble) -> str:
    reason = f"：{plain(trouble.reason, 80)}" if trouble.reason else ""
    return f"来源 {plain(trouble.source, 40)} {_VERDICT.get(trouble.verdict, trouble.verdict)}{reason}"


def _line(number: int, line: Line, desk: str | None) -> str:
    marks = (
        [_SEVERITY.get(line.severity, line.severity), KINDS[line.kind]] if line.kind in FOUND else [KINDS[line.kind]]
    )
    shop = plain(line.shop or "店铺不详", 20)
    detail = f"，{plain(line.detail, 40)}" if line.detail else ""
    link = f"\n   {desk}/alerts/{line.alert}" if desk else ""
    return f"{number}. [{'·'.join(marks)}] {shop}《{plain(line.title, 30)}》涉嫌{line.charge}{detail}{link}"


def plain(text: str, most: int) -> str:
    """A seller's words as a chat program can show them and do nothing else with: no marks that mention people, link or
    format, no invisible characters, at most ``most`` characters."""
    seen = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in text)
    tame = re.sub(r"\s+", " ", seen.translate(_TAME)).strip()
    tame = re.sub(r"(?<=[0-9A-Za-z])\.(?=[A-Za-z])", "．", tame)  # x.com becomes a link without any scheme
    return tame if len(tame) <= most else tame[: most - 1] + "…"


_TAME = str.maketrans("<>@[]`*_#|:", "＜＞＠［］｀＊＿＃｜：")


def cut(text: str, most: int) -> str:
    """At most ``most`` bytes of UTF-8, whole characters."""
    raw = text.encode()
    return text if len(raw) <= most else raw[: most - 3].decode(errors="ignore") + "…"


def _clock(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"
