"""Claims about the search for a crossing, on functions that are made up."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from sim.experiments.crossing import Curve, Span, crossing
from sim.experiments.estimate import Estimate

SPAN = Span(0.0, 14.0, 20.0, 0.02)
SEEDS = 5


def exact(function: Callable[[float], float], seeds: int = 2) -> Curve:
    """A function without noise."""
    return Curve(lambda x: [function(x)] * seeds)


def lines(intercepts: np.ndarray, slopes: np.ndarray) -> Curve:
    """Under each seed a line."""
    return Curve(lambda x: (intercepts + slopes * x).tolist())


def both(curve: Curve, span: Span = SPAN) -> tuple[Estimate, Estimate]:
    return crossing(curve, span, span.low), crossing(curve, span, span.high)


def test_a_straight_line_crosses_where_it_does_and_without_noise_surely() -> None:
    below, above = both(exact(lambda x: 3 * (x - 7.123)))
    assert (below.value, below.low, below.high) == pytest.approx((7.123,) * 3, abs=1e-12)
    assert above.value is None


def test_a_curve_crosses_within_a_step() -> None:
    below, _ = both(exact(lambda x: np.expm1(x - 3.3)))
    assert below.value == pytest.approx(3.3, abs=SPAN.step)
    assert below.value == below.low == below.high


def test_a_lead_on_both_sides_of_which_it_is_lost_has_two_crossings() -> None:
    below, above = both(exact(lambda x: 1 - (x - 13) ** 2 / 4))
    assert (below.value, above.value) == pytest.approx((11, 15), abs=SPAN.step)


def test_of_several_crossings_the_nearest_is_found() -> None:
    below, _ = both(exact(lambda x: (x - 1) * (x - 5) * (x - 9)))
    assert below.value == pytest.approx(9, abs=SPAN.step)


def test_a_jump_is_found_within_a_step() -> None:
    below, _ = both(exact(lambda x: 5.0 if x >= 6.01 else -1.0))
    assert below.value == pytest.approx(6.01, abs=SPAN.step)


def test_where_the_lead_fades_to_nothing_it_is_lost_where_it_is_nothing() -> None:
    """And no value below can be told from it: the interval is open."""
    below, _ = both(exact(lambda x: max(x - 4.0, 0.0)))
    assert below.value == pytest.approx(4.0, abs=SPAN.step)
    assert below.low is None
    assert below.high == pytest.approx(4.0, abs=SPAN.step)


def test_who_is_level_today_leads_from_today_on() -> None:
    below, above = both(exact(lambda x: x - SPAN.today))
    assert below.value is None
    assert above.value == SPAN.today


def test_nothing_is_measured_twice_and_the_range_is_not_left() -> None:
    asked: list[float] = []

    def measure(x: float) -> list[float]:
        asked.append(x)
        return [x - 6.0, x - 8.0, x - 7.5]

    both(Curve(measure))
    assert len(asked) == len(set(asked)) < 50
    assert min(asked) >= SPAN.low
    assert max(asked) <= SPAN.high


def test_values_are_measured_only_where_they_can_be_written() -> None:
    curve = Curve(lambda x: [x - 4.4, x - 4.6], writable=round)
    below = crossing(curve, Span(0, 14, 20, 1), 0)
    assert {each.x for each in curve.evaluations} <= set(range(21))
    assert below.value == pytest.approx(4.5)


def test_one_seed_has_a_crossing_and_no_interval() -> None:
    below, _ = both(exact(lambda x: x - 9, seeds=1))
    assert below == Estimate(pytest.approx(9), None, None, 1)  # type: ignore[arg-type]


def fieller(intercepts: np.ndarray, slopes: np.ndarray) -> list[float]:
    """The roots of ``mean(x)**2 = t**2 * variance(x) / n`` for lines."""
    t = float(stats.t.ppf(0.975, len(slopes) - 1)) ** 2 / len(slopes)
    (a, ab), (_, b) = np.cov(intercepts, slopes)
    mean_a, mean_b = intercepts.mean(), slopes.mean()
    square = [mean_b**2 - t * b, 2 * (mean_a * mean_b - t * ab), mean_a**2 - t * a]
    return sorted(np.roots(square).real.tolist())


def test_of_lines_the_interval_is_that_of_fieller() -> None:
    intercepts, slopes = np.array([-8.0, -9.0, -7.0, -8.5]), np.array([1.0, 1.1, 0.9, 1.05])
    below, _ = both(lines(intercepts, slopes))
    assert [below.low, below.high] == pytest.approx(fieller(intercepts, slopes), abs=SPAN.step)
    assert below.value == pytest.approx(-intercepts.mean() / slopes.mean())


@pytest.mark.parametrize("truth", [8.0, 19.0])
def test_an_interval_that_does_not_end_within_the_range_is_open(truth: float) -> None:
    """Today's value may itself lie in the interval."""
    noise = np.array([-6.0, 6.0, 0.0, 2.0, -2.0])
    below, above = both(lines(noise - truth, np.ones(SEEDS)))
    found = below if truth < SPAN.today else above
    assert found.value == pytest.approx(truth)
    half = float(stats.t.ppf(0.975, 4) * np.std(noise, ddof=1) / np.sqrt(5))
    assert found.low == pytest.approx(truth - half, abs=SPAN.step)
    assert (found.high is None) == (truth + half > SPAN.high)


def test_the_interval_holds_the_truth_95_times_in_100() -> None:
    """Lines with noise in height and slope; binomial limits, 1 in 1,000 a side."""
    runs, truth = 400, 8.0
    luck = np.random.default_rng(1954)
    covered = 0
    for _ in range(runs):
        heights, slopes = luck.normal(-truth, 1.0, SEEDS), luck.normal(1.0, 0.1, SEEDS)
        found = crossing(lines(heights, slopes), SPAN, SPAN.low)
        assert found.value is not None
        covered += (found.low or SPAN.low) <= truth <= (found.high or SPAN.high)
    limits = stats.binom.ppf([0.001, 0.999], runs, 0.95)
    assert limits[0] <= covered <= limits[1]
