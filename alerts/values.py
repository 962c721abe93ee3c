"""Values that alerts hands to reports and desk; no database type ever leaves this package.

Times are UTC datetimes with a zone; days are dates in Asia/Shanghai; money is fen.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from alerts.mutes.values import MuteStanding
from crawler.health import Expectation, Health, NotSeen, Verdict
from crawler.listing import Listing
from nlp.judgement import Finding, JudgementVerdict, Note, Suppression

State = Literal[
    "new", "claimed", "evidence_asked", "confirmed", "dismissed", "referred", "correction_asked", "corrected", "gone",
    "closed",
]  # fmt: skip

Life = Literal["new", "seen_again", "changed", "corrected", "gone", "reopened", "not_looked"]
"""What one look did to an alert. ``not_looked`` is never ``gone``: the shelf was not seen whole."""


class Evidence(Struct, frozen=True):
    """Where the proof lies: the run, the line in its listings.jsonl, the WARC record, the run's listings hash."""

    run_id: str
    line: int
    listing_sha256: str
    warc_record: str | None = None
    url: str | None = None


class Event(Struct, frozen=True):
    """One entry of an alert's custody record, oldest first; ``hash`` chains over the whole record."""

    at: datetime
    actor: str
    action: str
    detail: str
    hash: str


class Sighting(Struct, frozen=True):
    """One look at the listing behind an alert. ``listing`` is None when it was not seen (gone, not_looked)."""

    at: datetime
    run_id: str
    life: Life
    title: str | None = None
    sale_fen: int | None = None
    changed_fields: tuple[str, ...] = ()


class Alert(Struct, frozen=True):
    """An alert as a list shows it. ``rule`` is the charge; ``life`` is what the latest look did.

    ``due_provisional``: the due date was reached over days whose holidays are not known yet. ``declared_at``: when the
    member said that it was corrected, until a look has checked that. ``decision_seq``: the newest decision, 0 for none.
    ``calibrated``: what reviewers' decisions make of the rulebook's ``confidence``, with its 90 % interval (``low``,
    ``high``; None until that was first worked out).
    """

    id: str
    platform: str
    shop_id: str | None
    shop_name: str | None
    room_id: str | None
    room_title: str | None
    anchor: str | None
    item_id: str
    title: str
    url: str | None
    rule: str
    family: str
    charge: str  # the rule's Chinese title
    severity: str
    tier: str
    confidence: float
    state: State
    life: Life
    source: str
    first_seen: datetime
    last_seen: datetime
    due_on: date | None
    sale_fen: int | None
    currency: str
    due_provisional: bool = False
    declared_at: datetime | None = None
    decision_seq: int = 0
    seller_kind: str = "unknown"
    calibrated: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def version(self) -> str:
        """What a decision is made on: the state and the newest decision. A decision that names it overwrites nothing."""
        return f"{self.state}.{self.decision_seq}"


class AlertDetail(Struct, frozen=True):
    """An alert with its whole proof. ``listing`` is the one last seen under this charge."""

    alert: Alert
    listing: Listing
    finding: Finding
    suppressed: tuple[Suppression, ...]
    notes: tuple[Note, ...]
    evidence: Evidence
    sightings: tuple[Sighting, ...]
    events: tuple[Event, ...]
    decision_reason: str | None = None


class SourceLook(Struct, frozen=True):
    """One source on the day of a brief: how the look went and what was not seen.

    ``run_id`` None and ``verdict`` None: the source was not looked at on that day at all.
    """

    source: str
    platform: str
    run_id: str | None
    verdict: Verdict | None
    finished_at: datetime | None
    listings: int
    pages: int
    not_seen: tuple[NotSeen, ...] = ()
    expectations: tuple[Expectation, ...] = ()


class DayCount(Struct, frozen=True):
    """One day of the trend: listings screened, alerts opened, corrected and gone, and open at its end by severity."""

    day: date
    screened: int
    opened: int
    corrected: int
    gone: int
    open_high: int
    open_medium: int
    open_low: int


class DayBrief(Struct, frozen=True):
    """Everything the daily brief needs. ``alerts``: touched on the day or still open, worst first."""

    day: date
    alerts: tuple[AlertDetail, ...]
    trend: tuple[DayCount, ...]
    looks: tuple[SourceLook, ...]
    screened: int
    clear: int
    could_not_judge: int
    content_poor: int
    rulebooks: tuple[str, ...] = ()  # digests ("sha256:…") of the rulebooks that judged the day's runs
    mutes: tuple[MuteStanding, ...] = ()


class RunFacts(Struct, frozen=True):
    """What intake must know of a finished run; built by desk from the run folder, so that alerts reads no files.

    ``rejudged``: the stored run whose looks are judged again here; None for a run that saw something itself.
    """

    run_id: str
    source: str
    platform: str
    started_at: datetime
    finished_at: datetime
    health: Health
    listings_sha256: str
    rejudged: str | None = None


class IntakeSummary(Struct, frozen=True):
    """What taking a run in did, counted in alerts. ``already_taken``: the run was known and nothing was done now."""

    run_id: str
    listings: int
    opened: int
    seen_again: int
    changed: int
    corrected: int
    gone: int
    reopened: int
    not_looked: int
    already_taken: bool


class Observation(Struct, frozen=True):
    """One look at a listing in its history. ``changed_fields``: what differs from the look before; ``rules``: charges made."""

    at: datetime
    run_id: str
    line: int
    verdict: JudgementVerdict
    rules: tuple[str, ...]
    title: str | None
    sale_fen: int | None
    currency: str
    changed_fields: tuple[str, ...]
    listing: Listing


class Break(Struct, frozen=True):
    """A place where the record does not hold. ``seq`` is the custody entry concerned, when there is one; ``reason`` is Chinese."""

    table: str
    key: str
    seq: int | None
    reason: str


class User(Struct, frozen=True):
    """A person who may sign in; ``role`` is a key of ``users.ROLES``."""

    name: str
    display: str
    role: str
    created_at: datetime
    locked_until: datetime | None = None


class JobRun(Struct, frozen=True):
    """One run of a scheduled job. ``ended_at`` None: still running, or its program was killed."""

    id: int
    name: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    detail: str


class Pause(Struct, frozen=True):
    """A source that is not to be crawled for now, by whom and why."""

    source: str
    at: datetime
    actor: str
    reason: str
