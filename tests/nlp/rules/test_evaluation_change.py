"""Two evaluations side by side."""

from __future__ import annotations

import msgspec

from nlp.evaluate import Evaluation, FalseAlarms, FamilyScore, Miss, RuleScore, Share
from nlp.evaluation_change import compared


def family(tp: int, fp: int, fn: int) -> FamilyScore:
    precision = tp / (tp + fp) if tp + fp else None
    recall = tp / (tp + fn) if tp + fn else None
    return FamilyScore(tp, fp, fn, precision, recall, None, {"precision": None, "recall": None})


def evaluation(
    lg: FamilyScore, phenomena: dict[str, tuple[int, int]], rules: dict[str, RuleScore], wrong: tuple[Miss, ...] = ()
) -> Evaluation:
    shares = {name: Share(n, right, None) for name, (right, n) in phenomena.items()}
    right, n = (sum(column) for column in zip(*phenomena.values(), strict=True))
    return Evaluation({"LG": lg}, Share(n, right, None), shares, FalseAlarms(4, 0, {}), 0, wrong, rules)


OLD = evaluation(
    family(4, 2, 2),
    {"denial": (1, 2), "names": (2, 2)},
    {"LG-04": RuleScore(4, 3, 1), "AD-01": RuleScore(2, None, None)},
    (Miss(3, "c", ("LG",), (), ()), Miss(5, None, (), ("LG",), ("LG-04",)), Miss(9, None, refused="坏行")),
)
NEW = evaluation(
    family(5, 3, 1),
    {"denial": (2, 2), "names": (1, 2)},
    {"LG-04": RuleScore(4, 4, 0), "LG-05": RuleScore(1, 0, 1), "AD-01": RuleScore(3, None, None)},
    (Miss(5, None, (), ("LG",), ("LG-04",)), Miss(7, "g", ("LG",), (), ())),
)


def test_each_figure_says_whether_it_got_better_or_worse() -> None:
    change = compared(OLD, NEW)
    told = {f.name: f.direction for f in (*change.families, change.pairs, *change.phenomena, *change.rules)}
    assert told == {
        "LG.precision": "worse", "LG.recall": "better", "LG.f1": "same",
        "pairs": "same", "denial": "better", "names": "worse",
        "AD-01.fired": "same",
        "LG-04.right": "better", "LG-04.wrong": "better",
        "LG-05.right": "same", "LG-05.wrong": "worse",
    }  # fmt: skip


def test_lines_mended_and_broken_are_named() -> None:
    change = compared(OLD, NEW)
    assert [(line.line, line.id) for line in change.mended] == [(3, "c")]
    assert [(line.line, line.id) for line in change.broken] == [(7, "g")]


def test_nothing_changed_against_itself() -> None:
    change = compared(OLD, OLD)
    assert change.same_size
    assert change.mended == change.broken == ()
    assert {f.direction for f in (*change.families, change.pairs, *change.phenomena, *change.rules)} == {"same"}


def test_another_file_is_noticed() -> None:
    other = msgspec.structs.replace(NEW, false_alarms=FalseAlarms(5, 0, {}))
    assert not compared(OLD, other).same_size


def test_a_result_kept_before_rules_were_counted_can_still_be_read() -> None:
    kept = msgspec.to_builtins(OLD)
    del kept["rules"]
    change = compared(msgspec.convert(kept, Evaluation), NEW)
    assert {f.name: f.old for f in change.rules}["LG-04.right"] == 0
