"""What a listing says its main stone is, from words, denials and certificates.

Four kinds: ``diamond`` (钻石, 钻戒 with no word on origin), ``natural`` (a natural diamond),
``lab_grown`` and ``simulant``. A denial counts as what it implies: "非培育" says natural
(rules of reading 2.3), "非天然" says nothing certain. 天然 alone speaks of a diamond only where a
diamond is what it qualifies: 天然翡翠 and 天然珍珠 are other stones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from nlp.assertion import Said
from nlp.choices import closed_choices
from nlp.claim import Certificate, Claim, ClaimClass, Place, Polarity, Reading, Target
from nlp.facts.found import before
from nlp.judgement import Span
from nlp.marks import CERTIFICATE

StoneKind = Literal["diamond", "natural", "lab_grown", "simulant"]
Source = Literal["claim", "denial", "certificate", "origin"]

SAID_BY: dict[StoneKind, frozenset[str]] = {
    "diamond": frozenset({ClaimClass.DIAMOND}),
    "natural": frozenset({ClaimClass.NATURAL, ClaimClass.LAB_GROWN, CERTIFICATE}),
    "lab_grown": frozenset({ClaimClass.LAB_GROWN, ClaimClass.NATURAL, CERTIFICATE}),
    "simulant": frozenset({ClaimClass.SIMULANT, CERTIFICATE}),
}
"""Without any of these in a listing there is no statement of the kind, said or denied."""

_STONES = frozenset({ClaimClass.DIAMOND, ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT})
_QUALIFIED = frozenset({ClaimClass.DIAMOND, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT, ClaimClass.COLOURED})
_BESIDE = frozenset({Place.SHOP, Place.CATEGORY, Place.ROOM})
_ITEM = frozenset({Target.MAIN, Target.WHOLE})
_REACH = 10
"""Characters within which 天然 is read as qualifying the stone that follows or precedes it."""

_TALK = (Place.DETAIL, Place.SPEECH)
_ADMISSION = frozenset({"admission"})
_SHORT = frozenset({"培育", "合成"})
_IS_NOT = frozenset({"非", "不属于", "并不属于", "不算", "算不上", "称不上", "谈不上", "唔系"})
"""Denials of what the stone is; 不卖天然的 denies that any are sold."""

_ASKS_BUYERS = frozenset({"不要", "别", "别买", "别拿", "禁止", "严禁"})
_DONE_WITH = re.compile(r"^(?:再)?(?:买|拿|用|把|收)了?$")
_MAIN_STONE = ("主石", "主钻", "中心石", "石头", "镶嵌材质", "宝石材质")
_WEAK_SIMULANTS = frozenset({"水晶"})
"""Also the name of a natural quartz: alone it does not say that a diamond was imitated."""


class Statement(Struct, frozen=True, gc=False):
    """The main stone is said to be ``kind`` at ``span``; ``tags`` are the claim's."""

    kind: StoneKind
    place: Place
    span: Span
    source: Source
    tags: frozenset[str] = frozenset()
    name: str = ""
    cue: Span | None = None


def statements(reading: Reading) -> tuple[Statement, ...]:
    """Every statement on the main stone, in reading order of claims, then certificates."""
    found: list[Statement] = []
    stones = _Stones(reading)
    said = Said(reading)
    # 水钻，不是天然钻石: where an imitation is what is sold, the denial says no more than that.
    imitated = any(claim.affirmed for claim in reading.of_class(ClaimClass.SIMULANT))
    told = any(c.affirmed and "disclosure" in c.tags and c.place is Place.TITLE for c in reading.of_class("L"))
    closed = tuple(closed_choices(reading.listing))
    for claim in reading.claims:
        if claim.cls not in _STONES:
            continue
        if closed and claim.span.field.startswith(closed):
            continue  # 旧选项勿拍 培育钻: nobody can buy it
        if claim.target not in _ITEM or claim.place in _BESIDE:
            continue
        if "artificial" in claim.tags and claim.span.field.endswith(".agency"):
            continue  # 某海外实验室 is who reports, not where the stone grew
        if claim.polarity is Polarity.AFFIRM:
            if said.in_passing(claim) or (said.simulant_named and _how_it_was_made(claim)):
                continue
            # 实为培育: a short word that is asserted of the stone is an admission like any longer one.
            admitted = claim.cls is ClaimClass.LAB_GROWN and (
                said.corrects(claim) or (claim.term in _SHORT and (said.asserted(claim) or said.alone(claim)))
            )
            found.extend(_affirmed(_with(claim, _ADMISSION) if admitted else claim, stones))
        elif (
            _denied_lab_grown(claim)
            # 不是未来钻，就是培育钻石: who names it truly denies a name, not the origin.
            and not (said.lab_grown_named and "improper" in claim.tags)
            # 粉不是长出来的，是辐照的: under a title that says lab-grown, a deed that is denied was not how the colour came.
            and not (said.lab_grown_named and "admission" in claim.tags and claim.place in _TALK)
            and not stones.other(claim)
            # 请不要买了培育去混天然排 asks buyers for something and says nothing of the goods.
            and not (
                claim.cue is not None and claim.cue.text in _ASKS_BUYERS and _DONE_WITH.search(said.between(claim))
            )
            # "莫桑石，不是培育钻石" says what it is, not that it came from a mine.
            and not said.simulant_named
            # "不是未来钻，就是培育钻石" turns down a name, not the making.
            and not ("improper" in claim.tags and told)
            # 不含人工色素 denies nothing of a stone unless a stone is what is sold.
            and ("artificial" not in claim.tags or stones.diamond(claim))
        ):
            found.append(Statement("natural", claim.place, claim.span, "denial", claim.tags, claim.name, claim.cue))
        elif not imitated and _denied_natural(claim) and stones.diamond(claim):
            found.append(Statement("lab_grown", claim.place, claim.span, "denial", _ADMISSION, claim.name, claim.cue))
    found.extend(_from_certificate(paper) for paper in reading.certificates if _counts(paper))
    return tuple(found)


def _with(claim: Claim, tags: frozenset[str]) -> Claim:
    return replace(claim, tags=claim.tags | tags)


def _denied_lab_grown(claim: Claim) -> bool:
    return claim.polarity is Polarity.NEGATE and claim.cls is ClaimClass.LAB_GROWN and "coloured" not in claim.tags


def _how_it_was_made(claim: Claim) -> bool:
    """压机里压出来的 under a title that names moissanite: it is synthetic too, and by the same presses."""
    made = not any(word in claim.term for word in ("培育", "钻", "lab"))
    return claim.cls is ClaimClass.LAB_GROWN and made and claim.tags.isdisjoint({"disclosure", "report"})


def _denied_natural(claim: Claim) -> bool:
    """这颗不是天然的, 没下过矿: of a diamond that can only mean that it was made."""
    if claim.cls is not ClaimClass.NATURAL or claim.polarity is not Polarity.NEGATE or claim.place not in _TALK:
        return False
    if "mined" in claim.tags:
        return True
    said = claim.cue.text if claim.cue is not None else ""
    return "plain" in claim.tags and (said.endswith("是") or said in _IS_NOT)


def _affirmed(claim: Claim, stones: _Stones) -> list[Statement]:
    if "coloured" in claim.tags:
        return []

    def say(kind: StoneKind) -> Statement:
        return Statement(kind, claim.place, claim.span, "claim", claim.tags, claim.name, claim.cue)

    if claim.cls is ClaimClass.DIAMOND:
        return [] if stones.of_a_side_stone(claim) else [say("diamond")]
    if claim.cls is ClaimClass.LAB_GROWN:
        if "passed_natural" in claim.tags:
            return [say("lab_grown"), say("natural")]
        if stones.other(claim) or stones.of_a_simulant(claim) or stones.of_the_titled_gem(claim):
            return []
        return [say("lab_grown")]
    if claim.cls is ClaimClass.SIMULANT:
        weak = claim.name in _WEAK_SIMULANTS or "rhinestone" in claim.tags
        return [] if weak and not stones.named_as_main(claim) else [say("simulant")]
    # 钻石来源：博茨瓦纳矿区开采: on a sheet or a picture a mine is no talk.
    if claim.cls is ClaimClass.NATURAL and "mined" in claim.tags and stones.on_a_sheet(claim):
        return [say("natural")] if "label" not in claim.tags and stones.diamond(claim) else []
    if claim.cls is ClaimClass.NATURAL and "mined" not in claim.tags:
        if claim.tags & {"genuine", "origin_word", "report"}:
            return [say("natural")]
        if "other_material" not in claim.tags and stones.diamond(claim):
            return [say("natural")]
    return []


def _counts(paper: Certificate) -> bool:
    return paper.polarity is Polarity.AFFIRM and paper.kind in ("lab_grown", "natural", "moissanite")


def _from_certificate(paper: Certificate) -> Statement:
    kind: StoneKind = {"lab_grown": "lab_grown", "natural": "natural"}.get(paper.kind, "simulant")  # type: ignore[assignment]
    return Statement(kind, paper.place, paper.span, "certificate", frozenset(), paper.laboratory or "")


def _tells_of_diamonds(reading: Reading) -> bool:
    """Whether a weight or a report's laboratory stands where diamonds have theirs."""
    return any(carat.role in ("main", "unknown") for carat in reading.carats) or any(
        paper.laboratory in ("GIA", "IGI", "HRD") for paper in reading.certificates
    )


class _Stones:
    """Which stone a word on origin qualifies: the nearest one in the same text, else the listing's only kind."""

    def __init__(self, reading: Reading) -> None:
        self._texts = reading.texts
        self._side_ends = {
            (claim.span.field, claim.span.end) for claim in reading.claims if claim.target is Target.SIDE
        }
        self._by_field: dict[str, list[tuple[int, int, ClaimClass]]] = {}
        kinds = set()
        diamonds = False
        for claim in reading.claims:
            # 水热, 夹层 say how a stone was made; they are no second stone that 天然 could speak of.
            if claim.cls not in _QUALIFIED or "process" in claim.tags:
                continue
            if claim.place not in _BESIDE:
                kinds.add(claim.cls)
                # 人工色素 and 合成纤维 are of no stone at all; only a word for the stone itself makes it a diamond.
                diamonds |= claim.cls is ClaimClass.DIAMOND or (
                    claim.cls is ClaimClass.LAB_GROWN and "bare" not in claim.tags
                )
            # 不是莫桑石，这颗就是培育: what is denied qualifies nothing.
            if "artificial" in claim.tags or (claim.cls is ClaimClass.SIMULANT and not claim.affirmed):
                continue
            # 主石天然，围一圈的小钻是培育的: what lies around is not what 天然 was said of.
            if claim.target is not Target.SIDE:
                self._by_field.setdefault(claim.span.field, []).append((claim.span.start, claim.span.end, claim.cls))
        for spots in self._by_field.values():
            spots.sort()
        titled = [c for c in reading.claims if c.affirmed and c.place is Place.TITLE and c.target in _ITEM]
        self._a_gem_titled = any(c.cls is ClaimClass.COLOURED for c in titled) and not any(
            c.cls is ClaimClass.DIAMOND or (c.cls is ClaimClass.LAB_GROWN and "coloured" not in c.tags) for c in titled
        )
        self._only_diamond = ClaimClass.COLOURED not in kinds and (diamonds or _tells_of_diamonds(reading))

    def _nearest(self, claim: Claim) -> ClaimClass | None:
        spots = self._by_field.get(claim.span.field, [])
        after = bisect_left(spots, (claim.span.end,))
        if after < len(spots) and spots[after][0] - claim.span.end <= _REACH:
            return spots[after][2]
        before = bisect_left(spots, (claim.span.start,)) - 1
        if before >= 0 and 0 <= claim.span.start - spots[before][1] <= _REACH:
            return spots[before][2]
        return None

    def diamond(self, claim: Claim) -> bool:
        """Whether a word on natural origin is about a diamond."""
        nearest = self._nearest(claim)
        if nearest is None:
            return self._only_diamond
        return nearest in (ClaimClass.DIAMOND, ClaimClass.LAB_GROWN)

    def of_a_simulant(self, claim: Claim) -> bool:
        """Whether 合成的, 人造 and the like speak of the simulant beside them: zirconia is synthetic too."""
        loose = claim.tags & {"bare", "admission"} and claim.tags.isdisjoint({"report", "disclosure"})
        return bool(loose) and self._nearest(claim) is ClaimClass.SIMULANT

    def of_the_titled_gem(self, claim: Claim) -> bool:
        """跟妈妈说一声是合成的 below 合成蓝宝石项链: a deed without a word for diamonds is of the gem that the title names."""
        if not self._a_gem_titled or claim.place not in _TALK or "admission" not in claim.tags:
            return False
        return "钻" not in claim.term and self._nearest(claim) not in (ClaimClass.DIAMOND, ClaimClass.LAB_GROWN)

    def named_as_main(self, claim: Claim) -> bool:
        """主钻为人工水晶, 主石: 玻璃: said outright of the main stone, in words or beside its label."""
        if claim.place is Place.ATTRIBUTE:
            label = self._texts.get(claim.span.field.replace(".value", ".name"), "")
            return claim.span.field.endswith(".value") and any(word in label for word in _MAIN_STONE)
        clause = before(self._texts[claim.span.field], claim.span.start, _REACH)
        return any(word in clause for word in _MAIN_STONE)

    def on_a_sheet(self, claim: Claim) -> bool:
        """In the value of an attribute, or behind a label on a picture."""
        if claim.place is Place.IMAGE:
            led = before(self._texts[claim.span.field], claim.span.start, _REACH)
            return ":" in led or "：" in led
        return claim.place is Place.ATTRIBUTE

    def of_a_side_stone(self, claim: Claim) -> bool:
        """Whether the word right before, read as of a side stone, belongs to this one (天然小钻副石)."""
        return (claim.span.field, claim.span.start) in self._side_ends

    def other(self, claim: Claim) -> bool:
        """Whether a lab-grown word qualifies a coloured stone (培育祖母绿) rather than a diamond."""
        spots = self._by_field.get(claim.span.field, [])
        after = bisect_left(spots, (claim.span.end,))
        return after < len(spots) and spots[after][0] - claim.span.end <= 1 and spots[after][2] is ClaimClass.COLOURED
