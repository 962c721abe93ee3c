"""Another material, a glued or a pressed stone goes under the plain name of a gem it belongs to.

贝珠 is passed off as pearl, not as ruby: an imitation counts only beside the gem that it imitates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.answer import NOT_MET, Answer, blocked_by, met_by
from nlp.case import OF_THE_ITEM, Case
from nlp.checks import Needs
from nlp.checks import Params as Base
from nlp.claim import Claim, ClaimClass, Place
from nlp.gem import group, just_denied, named_gems
from nlp.judgement import Span
from nlp.marks import at, tagged, worded
from nlp.predicate import said_of_other_stones

SLOTS: tuple[str, ...] = ()

_TAGS = ("composite", "reconstructed", "imitation_stone")
_PRESSED = frozenset({"amber", "turquoise", "other"})
_LABEL = re.compile("材质|主石|宝石|石料|材料|石头")
_SUBSTITUTE = re.compile(
    "(?:[白黑红绿蓝黄紫粉彩]色)?(?:仿)?(?:人造)?(?:玻璃|树脂|塑料|亚克力|陶瓷|合成树脂|琉璃)(?:珠|石)?"
)
_SUBSTITUTES = ("玻璃", "树脂", "塑料", "亚克力", "陶瓷", "琉璃")
"""One of these words is in all that _SUBSTITUTE matches."""
_IS = re.compile("[是为系:：]|材质")
_OTHER = re.compile("旁边|隔壁|那边|别家|人家|另外|那个|那种|假的|市面|有的")
_ELSEWHERE = (Place.SHOP, Place.ROOM, Place.CATEGORY)


class Params(Base, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


def needs(params: Params) -> Needs:
    return (tagged(_TAGS) | worded(_SUBSTITUTES) | at(Place.ATTRIBUTE), frozenset({"C", "N", "T"}))


def answer(params: Params, case: Case) -> Answer:
    groups = {group(claim) for claim in named_gems(case)}
    if not groups:
        return NOT_MET
    # A mabe pearl grows on the shell and is backed with it: that is what its name says.
    mabe = "马贝" in case.own_text
    words = [c for c in case.claims((ClaimClass.COLOURED,), tags=_TAGS, polarity=()) if _fits(c, groups, mabe=mabe)]
    said = [c.span for c in words if c.affirmed and c.target in OF_THE_ITEM and not just_denied(c, case)]
    said += list(_attributes(case, shell="pearl" in groups and not mabe))
    said += _asserted_glass(case)
    if said:
        return met_by(said)
    return blocked_by(next((c for c in words if not c.affirmed), words[0])) if words else NOT_MET


def _fits(claim: Claim, groups: set[str], *, mabe: bool) -> bool:
    if claim.place in _ELSEWHERE:
        return False
    of = next(tag.removeprefix("of:") for tag in claim.tags if tag.startswith("of:"))
    if of == "any":
        return not (mabe and "composite" in claim.tags)
    if of == "amber" and "reconstructed" in claim.tags:
        return bool(groups & _PRESSED)
    return of in groups


def _asserted_glass(case: Case) -> list[Span]:
    """其实就是玻璃, 材质树脂 said of a gem that the title names; a diamond's imitation is another rule's business."""
    if any(s.kind in ("diamond", "natural", "lab_grown") for s in case.statements):
        return []
    return [
        s.span
        for s in case.statements
        if s.kind == "simulant" and s.name in ("玻璃", "仿钻") and s.place in (Place.DETAIL, Place.SPEECH, Place.CERTIFICATE)
        and _of_this(case.reading.texts[s.span.field][: s.span.start])
        and not said_of_other_stones(case.reading.texts[s.span.field], s.span.start, s.span.end)
    ]  # fmt: skip


def _of_this(before: str) -> bool:
    """Whether the words before the material say "is", and their sentence points at no other piece."""
    sentence = re.split("[。！？!?\n]", before[-40:])[-1]
    return _IS.search(before[-4:]) is not None and _OTHER.search(sentence) is None


_SHELL = re.compile("(?:海水|南洋|淡水|天然)?(?:深海)?贝(?:壳|母)(?:珠|粉)?(?:压制|压成|压)?(?:的)?珠?")


def _attributes(case: Case, *, shell: bool) -> Iterator[Span]:
    """材质：玻璃 beside a gem in the title; a label must speak of the stone and the value of nothing else.

    ``shell``: pearls are sold, and a title without 贝 sells no shell beside them.
    """
    shell = shell and "贝" not in (case.listing.title or "")
    disguised = {c.span for c in case.claims((ClaimClass.SIMULANT,), polarity=()) if c.evasion}
    for i, attribute in enumerate(case.listing.attributes):
        value = attribute.value or ""
        if not _LABEL.search(attribute.name or "") or "副" in attribute.name:
            continue
        start = len(value) - len(value.lstrip())
        text = value.strip()
        field = f"attributes.{i}.value"
        if _SUBSTITUTE.fullmatch(text) or (shell and _SHELL.fullmatch(text)):
            yield Span(field, start, start + len(text), text)
        yield from (
            s for s in disguised if s.field == field and text.startswith(s.text) and len(text) <= len(s.text) + 1
        )
