"""What changed between two evaluations: by family, pair, phenomenon and rule, and line by line.

Both should be of the same labelled file; ``same_size`` says whether as many lines were scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from nlp.evaluate import Evaluation, FamilyScore, Miss, RuleScore, Share

Direction = Literal["better", "worse", "same"]


class Figure(Struct, frozen=True):
    """One figure before and after; ``name`` is a key such as LG.recall, pairs, a phenomenon or LG-04.wrong."""

    name: str
    old: float | None
    new: float | None
    direction: Direction


class Line(Struct, frozen=True):
    """A line that is judged otherwise than before, with what it is judged to be now or was then."""

    line: int
    id: str | None
    expect: tuple[str, ...]
    found: tuple[str, ...]
    rules: tuple[str, ...]
    phenomenon: str | None


class Change(Struct, frozen=True):
    """``mended``: lines wrong before and right now, as they were; ``broken``: right before and wrong now, as they are."""

    same_size: bool
    families: tuple[Figure, ...]
    pairs: Figure
    phenomena: tuple[Figure, ...]
    rules: tuple[Figure, ...]
    mended: tuple[Line, ...]
    broken: tuple[Line, ...]


def compared(old: Evaluation, new: Evaluation) -> Change:
    """The change from ``old`` to ``new``. Figures that are the same on both sides are kept, marked so."""
    before, after = _wrong(old), _wrong(new)
    return Change(
        same_size=_scored(old) == _scored(new),
        families=tuple(_families(old.families, new.families)),
        pairs=_share("pairs", old.pairs, new.pairs),
        phenomena=tuple(
            _share(name, old.phenomena.get(name), new.phenomena.get(name))
            for name in sorted({*old.phenomena, *new.phenomena})
        ),
        rules=tuple(_rules(old.rules, new.rules)),
        mended=tuple(_line(miss) for key, miss in before.items() if key not in after),
        broken=tuple(_line(miss) for key, miss in after.items() if key not in before),
    )


def _scored(evaluation: Evaluation) -> tuple[int, ...]:
    return (
        evaluation.false_alarms.n,
        evaluation.pairs.n,
        *(f.tp + f.fn for f in evaluation.families.values()),
    )


def _wrong(evaluation: Evaluation) -> dict[str, Miss]:
    """Wrong lines by their id, or by their place where they have none; refused lines were not judged."""
    return {miss.id or f"#{miss.line}": miss for miss in evaluation.errors if miss.refused is None}


def _families(old: dict[str, FamilyScore], new: dict[str, FamilyScore]) -> Iterator[Figure]:
    for family in sorted({*old, *new}):
        for part in ("precision", "recall", "f1"):
            before, after = (getattr(side.get(family), part, None) for side in (old, new))
            yield _figure(f"{family}.{part}", before, after)


def _share(name: str, old: Share | None, new: Share | None) -> Figure:
    before, after = (None if share is None or not share.n else round(share.right / share.n, 4) for share in (old, new))
    return _figure(name, before, after)


def _rules(old: dict[str, RuleScore], new: dict[str, RuleScore]) -> Iterator[Figure]:
    nothing = RuleScore(0, 0, 0)
    for rule in sorted({*old, *new}):
        before, after = old.get(rule, nothing), new.get(rule, nothing)
        if before.right is None or after.right is None:
            yield Figure(f"{rule}.fired", before.fired, after.fired, "same")
            continue
        yield _figure(f"{rule}.right", before.right, after.right)
        yield _figure(f"{rule}.wrong", before.wrong, after.wrong, less_is_better=True)


def _figure(name: str, old: float | None, new: float | None, *, less_is_better: bool = False) -> Figure:
    if old is None or new is None or old == new:
        return Figure(name, old, new, "same")
    return Figure(name, old, new, "better" if (new < old) == less_is_better else "worse")


def _line(miss: Miss) -> Line:
    return Line(miss.line, miss.id, miss.expect, miss.found, miss.rules, miss.phenomenon)
