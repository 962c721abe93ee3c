"""How runs and intakes are told to a person on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.shanghai import SHANGHAI
from desk.console import say, warn
from reports.labels import VERDICT, shortfall

if TYPE_CHECKING:
    from alerts.values import IntakeSummary
    from crawler.run_file import Run

_NAMED = 50  # things not seen that are named one by one on the terminal; health.json has them all

_PICTURES_NAMED = 10


def tell_run(run: Run) -> None:
    """One line on the run, then what was not seen."""
    health = run.health
    pages = f"{health.counts.get('pages', 0)} 个页面，" if health.counts.get("pages") else ""
    say(
        f"{run.manifest.source}：{VERDICT[health.verdict]}，{pages}{health.counts.get('listings', 0)} 条商品，批次 {run.path}"
    )
    for missed in health.not_seen[:_NAMED]:
        said = "已不存在" if missed.kind == "vanished" else "未看到"
        warn(f"  {said} {missed.what}：{missed.reason}")
    if len(health.not_seen) > _NAMED:
        warn(f"  另有 {len(health.not_seen) - _NAMED} 项未看到，见 {run.path / 'health.json'}")
    for missed in health.pictures[:_PICTURES_NAMED]:
        warn(f"  图片未取到 {missed.what}：{missed.reason}")
    if len(health.pictures) > _PICTURES_NAMED:
        warn(f"  另有 {len(health.pictures) - _PICTURES_NAMED} 张图片未取到，见 {run.path / 'health.json'}")
    unmet = [expectation for expectation in health.expectations if not expectation.met]
    for expectation in unmet:
        warn(f"  未达预期　{shortfall(expectation)}")
    if any(expectation.name.startswith("history.") for expectation in unmet):
        day = f"{run.manifest.finished_at.astimezone(SHANGHAI):%Y-%m-%d}"
        warn(f"  以往指该来源此前的正常查看。若变化属实，在来源文件中写 expect: {{history: {day}}}，从该日起重新比较")


def tell_intake(summary: IntakeSummary) -> None:
    """One line on what a run did to the alerts."""
    if summary.already_taken:
        say(f"  批次 {summary.run_id} 此前已入库，未作变动")
        return
    parts = {
        "新增": summary.opened, "再次发现": summary.seen_again, "有变化": summary.changed, "已更正": summary.corrected,
        "已消失": summary.gone, "再次出现": summary.reopened, "未查看": summary.not_looked,
    }  # fmt: skip
    told = "，".join(f"{name} {count}" for name, count in parts.items() if count) or "没有线索"
    say(f"  判断 {summary.listings} 条商品；线索：{told}")


def tell_reread(summary: IntakeSummary) -> None:
    """One line on what a run that was read again did to the alerts."""
    parts = {
        "新增": summary.opened, "有变化": summary.changed, "再次出现": summary.reopened, "已更正": summary.corrected,
    }  # fmt: skip
    told = "，".join(f"{name} {count}" for name, count in parts.items() if count) or "没有变动"
    say(f"  线索：{told}")
