"""What calibration promises, for any counts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from alerts.learning.calibration import PRIOR, Curve, Tally, fell, posterior

confidences = st.floats(0, 1)
numbers = st.integers(0, 5000)
tallies = st.lists(
    st.builds(Tally, st.integers(0, 100).map(lambda level: level / 100), numbers, numbers), min_size=1, max_size=30
)


@given(confidences)
def test_without_decisions_it_is_the_rulebooks_own(confidence: float) -> None:
    assert posterior(confidence, 0, 0).mean == pytest.approx(confidence)


@given(confidences, numbers, numbers)
def test_the_interval_contains_the_mean_and_is_one_of_probability(confidence: float, yes: int, no: int) -> None:
    found = posterior(confidence, yes, no)
    assert 0 <= found.low <= found.mean <= found.high <= 1


@given(st.floats(0.05, 0.95), numbers, numbers)
def test_it_is_the_beta_distribution(confidence: float, yes: int, no: int) -> None:
    found = posterior(confidence, yes, no)
    beta = stats.beta(PRIOR * confidence + yes, PRIOR * (1 - confidence) + no)
    assert found == pytest.approx((beta.mean(), beta.ppf(0.05), beta.ppf(0.95)), abs=1e-6)


@given(confidences, confidences, numbers, numbers)
def test_more_confidence_is_never_less_probability(one: float, other: float, yes: int, no: int) -> None:
    less, more = sorted((one, other))
    assert posterior(less, yes, no).mean <= posterior(more, yes, no).mean + 1e-12


@given(confidences, numbers, numbers)
def test_each_acceptance_raises_and_each_rejection_lowers(confidence: float, yes: int, no: int) -> None:
    now = posterior(confidence, yes, no).mean
    assert posterior(confidence, yes, no + 1).mean <= now <= posterior(confidence, yes + 1, no).mean


@given(tallies, st.lists(confidences, min_size=2, max_size=20))
def test_a_curve_is_monotone_and_within_its_intervals(known: list[Tally], asked: list[float]) -> None:
    curve = Curve(known)
    found = [curve.at(confidence) for confidence in sorted(asked)]
    assert all(0 <= one.low <= one.mean <= one.high <= 1 for one in found)
    assert all(one.mean <= other.mean + 1e-12 for one, other in pairwise(found))


@given(st.lists(st.tuples(st.integers(0, 100), numbers), min_size=1, max_size=20))
def test_a_level_told_in_parts_weighs_as_much_as_told_at_once(parts: list[tuple[int, int]]) -> None:
    told = [Tally(level / 100, number, number // 2) for level, number in parts]
    whole: dict[float, Tally] = {}
    for one in told:
        before = whole.get(one.confidence, Tally(one.confidence, 0, 0))
        whole[one.confidence] = Tally(one.confidence, before.accepted + one.accepted, before.rejected + one.rejected)
    assert Curve(told).at(0.5) == pytest.approx(Curve(list(whole.values())).at(0.5))


def test_a_curve_corrects_the_scale_and_keeps_the_order() -> None:
    curve = Curve([Tally(0.7, 10, 90), Tally(0.8, 60, 40), Tally(0.9, 50, 50)])
    assert curve.at(0.7).mean == pytest.approx(0.1, abs=0.03)
    # 0.8 was accepted more often than 0.9: the two are one step of the order.
    assert curve.at(0.8) == curve.at(0.9)
    assert curve.at(0.9).mean == pytest.approx(0.55, abs=0.02)
    assert curve.at(0.75).mean == pytest.approx((curve.at(0.7).mean + curve.at(0.8).mean) / 2)


def test_a_fall_is_told_from_chance() -> None:
    assert fell((90, 10), (25, 25)) > 0.999
    assert fell((9, 1), (8, 2)) < 0.95
    assert fell((10, 10), (10, 10)) == pytest.approx(0.5, abs=1e-6)
    draws = stats.beta(41, 11).rvs(200_000, random_state=1), stats.beta(31, 21).rvs(200_000, random_state=2)
    assert fell((40, 10), (30, 20)) == pytest.approx((draws[1] < draws[0]).mean(), abs=0.005)
