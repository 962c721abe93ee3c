"""What the second reader is worth: with it and without, by cross validation and on the lines that nobody opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.families import FAMILIES
from nlp.second_reader.certainty import certain
from nlp.second_reader.model import Lean, SecondReader
from nlp.second_reader.tuning import Certainty
from tests.training.examples import FOLDS, Example
from tests.training.measure import Judged, among_surest, auc, brier
from tests.training.train import Charged, Trained, charged, fit_certainty, silent

_TOPS = (20, 50, 100)


def figures(
    trained: Trained,
    known: Sequence[Example],
    plain: Sequence[Example],
    unseen: Sequence[Example],
    second: SecondReader,
) -> Iterator[str]:
    """The lines of the card's figures, in Markdown; a dash for what no frozen line was there to be counted on."""
    for line in _figures(trained, known, plain, unseen, second):
        yield line if unseen else _ZEROS.sub("| – |", line)


_ZEROS = re.compile(r"\| (?:0\.0+|0|0 \(0%?\)) \|$")


def _figures(
    trained: Trained,
    known: Sequence[Example],
    plain: Sequence[Example],
    unseen: Sequence[Example],
    second: SecondReader,
) -> Iterator[str]:
    examples = [*known, *plain]
    by_folds = charged(examples, trained.leans)
    unseen_leans = [second.lean_of(example.there) for example in unseen]
    now = charged(unseen, unseen_leans, at_first=False)
    yield f"Trained on {len(known)} labelled and {len(plain)} ordinary listings; counted on {len(unseen)} frozen ones."
    yield from ("", "| order of wording alone (AUC) | cross validation | frozen |", "|---|---:|---:|")
    for family in FAMILIES:
        yield _row(
            f"{family}, all listings",
            auc([(lean[family], family in e.expect) for e, lean in zip(known, trained.leans, strict=False)]),
            auc([(lean[family], family in e.expect) for e, lean in zip(unseen, unseen_leans, strict=True)]),
        )
    without = [[(one.evidence, one.right) for one in found] for found in (by_folds, now)]
    joined = [_by_folds(by_folds), _judged(now, second.tuning.certainty)]
    yield from ("", "| findings | cross validation | frozen |", "|---|---:|---:|")
    yield f"| scored findings (right) | {' | '.join(f'{len(j)} ({sum(r for _, r in j)})' for j in joined)} |"
    for name, measure in (("Brier score", brier), ("AUC of confidence", auc)):
        yield _row(f"{name}, rules alone", *(measure(judged) for judged in without))
        yield _row(f"{name}, both readers", *(measure(judged) for judged in joined))
    for top in _TOPS:
        yield _row(f"right among the {top} surest, rules alone", *(among_surest(j, top) for j in without), places=1)
        yield _row(f"right among the {top} surest, both readers", *(among_surest(j, top) for j in joined), places=1)
    first = _looks(examples, trained.leans, silent(examples), second.tuning.look)
    quiet = [i for i, example in enumerate(unseen) if example.readable and not example.found]
    yield from ("", "| second looks | cross validation | frozen |", "|---|---:|---:|")
    yield f"| silent listings read | {len(silent(examples))} | {len(quiet)} |"
    looks = (first, _looks(unseen, unseen_leans, quiet, second.tuning.look))
    yield f"| sent for a look | {' | '.join(str(sent) for sent, _ in looks)} |"
    in_order = [i for i in silent(examples) if i >= len(known)]
    sent, _ = _looks(examples, trained.leans, in_order, second.tuning.look)
    yield f"| of these ordinary listings ({len(in_order)}) | {sent} | |"
    yield f"| of these true leads | {' | '.join(f'{right} ({right / max(1, sent):.0%})' for sent, right in looks)} |"


def _row(name: str, *values: float, places: int = 3) -> str:
    return f"| {name} | {' | '.join(f'{value:.{places}f}' for value in values)} |"


def _judged(found: Sequence[Charged], by: Certainty) -> Judged:
    return [(certain(one.evidence, one.beside, one.lean, by), one.right) for one in found]


def _by_folds(found: Sequence[Charged]) -> Judged:
    """Each finding weighed by factors fitted on the other folds."""
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        by = fit_certainty([one for one in found if one.fold != fold])
        judged += _judged([one for one in found if one.fold == fold], by)
    return judged


def _looks(
    examples: Sequence[Example], leans: Sequence[Lean], quiet: Sequence[int], look: dict[str, float]
) -> tuple[int, int]:
    """Listings sent for a look, and how many of these are to be flagged for a family that was named."""
    sent = [(i, {family for family in FAMILIES if leans[i][family] >= look[family]}) for i in quiet]
    return sum(bool(named) for _, named in sent), sum(not named.isdisjoint(examples[i].expect) for i, named in sent)
