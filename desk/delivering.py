"""One delivered file: read into a run, screened, taken in, and told; by hand or from a watched folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk.compose import now, take_in
from desk.console import say, warn
from desk.mapping import confirm_columns
from desk.outcome import DONE, IN_PART, UNUSABLE
from desk.rereading import read_and_tell
from desk.telling import tell_intake, tell_reread

if TYPE_CHECKING:
    from alerts.store import Store
    from crawler.deliveries.importing import Imported
    from crawler.run_file import Run
    from desk.config import Home

_NAMED = 100  # problems named one by one; the run keeps them all


@dataclass(frozen=True, slots=True)
class Taken:
    """How it ended, as an exit status; the receipt for the sender, or why there is nothing to receipt."""

    status: int
    receipt: Path | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """Where delivered files come in. ``store`` None stops at the run; ``kind`` and ``shop`` hold for every file."""

    home: Home
    store: Store | None = None
    kind: str | None = None
    shop: str | None = None

    def take(self, file: Path, *, mapping: bool = False) -> Taken:
        """Import one file and say what became of it; ``mapping``: its unknown columns are asked about first."""
        from crawler.deliveries.delivery import DeliveryRefused
        from crawler.deliveries.importing import import_file
        from crawler.deliveries.receipt import leave_refusal
        from crawler.run_file import RunRefused

        home = self.home
        try:
            if mapping and not confirm_columns(home, file, self.kind, self.shop):
                return Taken(DONE)
            imported = import_file(
                file, home.runs, home.evidence, now=now(), kind=self.kind, shop=self.shop, mappings=home.mappings
            )
        except DeliveryRefused as refused:
            warn(f"{refused}")
            receipt = None if mapping else leave_refusal(home.receipts, file, refused.reason)
            if receipt:
                say(f"  回执：{receipt}")
            return Taken(UNUSABLE, receipt, refused.reason)
        except (RunRefused, OSError) as error:
            reason = error.reason if isinstance(error, RunRefused) else f"读写出错（{error.strerror}）"
            warn(f"{file.name}：{reason}")
            return Taken(UNUSABLE, reason=reason)
        status = _tell(file, imported)
        if self.store is not None:
            tell_intake(take_in(self.store, imported.run))
            if not read_and_tell(home, self.store, [imported.run], now):
                status = max(status, IN_PART)
        return Taken(max(status, self._join(imported.run, file.stem)), imported.receipt)

    def _join(self, heard: Run, called: str) -> int:
        """Let shelves that were delivered earlier have the words of this delivery, and judge their items again."""
        from crawler.deliveries.spoken_later import join_later
        from crawler.run_file import RunRefused

        status = DONE
        try:
            for joined in join_later(heard, self.home.runs, now=now(), called=called):
                if joined.run is None:
                    warn(f"  口播未能对应到此前送交的货架（批次 {joined.shelf}）：{joined.reason}")
                    status = IN_PART
                    continue
                # Joined before and taken in now: the program was killed between the two.
                summary = take_in(self.store, joined.run) if self.store is not None else None
                if joined.before and (summary is None or summary.already_taken):
                    continue
                items = joined.run.health.counts["listings"]
                say(
                    f"  口播已对应到此前送交的货架（批次 {joined.shelf}）：{items} 件商品有了口播，批次 {joined.run.path}"
                )
                if summary is not None:
                    tell_reread(summary)
        except RunRefused as refused:
            warn(f"  口播未能对应到此前送交的货架：{refused}")
            status = IN_PART
        return status


def _tell(file: Path, imported: Imported) -> int:
    from crawler.deliveries.importing import problems_of
    from crawler.deliveries.reckoning import REFUSED

    run = imported.run
    listings = run.health.counts["listings"]
    before = "（同样的文件此前已导入）" if imported.already else ""
    say(f"{file.name}：{listings} 条商品，批次 {run.path}{before}")
    if run.manifest.delivered and run.manifest.delivered.columns:
        told = "、".join(f"{name} → {target}" for name, target in run.manifest.delivered.columns.items())
        say(f"  按已确认的列对应：{told}")
    for number, problem in enumerate(problems_of(run)):
        if number == _NAMED:
            warn(f"  另有更多问题，全部见 {run.path / REFUSED}")
            break
        warn("：".join(filter(None, (file.name, problem.file, problem.place, problem.reason))))
    if imported.receipt:
        say(f"  回执：{imported.receipt}")
    if not listings:
        warn(f"{file.name}：没有一行可用，原样保存在 {run.path / REFUSED}")
        return UNUSABLE
    return IN_PART if run.health.not_seen else DONE
