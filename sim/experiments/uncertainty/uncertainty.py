"""What is to be expected of a scenario whose numbers are not known.

All uncertain numbers are drawn together, and every draw is run under the same seeds. So what the
numbers do can be told from luck, and what is said of the numbers is said without it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiments.curve import Curve
from sim.experiments.estimate import Estimate, mean_estimate, within
from sim.experiments.leading import check_names, today
from sim.experiments.runs.laboratory import Floats, Laboratory, Measurements
from sim.experiments.runs.measured import RATES
from sim.experiments.runs.point import Point, point_of
from sim.experiments.setting import overrides_of
from sim.experiments.uncertainty.again import Again, again, chance, percentiles
from sim.experiments.uncertainty.beliefs import Belief, BeliefsError, beliefs_of, drawn
from sim.experiments.uncertainty.found import QUANTILES, Draw, Parameter, Parts, Uncertainty
from sim.experiments.uncertainty.information import gain, gain_of_one, share_of_one, with_first
from sim.experiments.uncertainty.matched import matched
from sim.experiments.uncertainty.smooth import basis_of
from sim.experiments.uncertainty.split import Split, covariance, split
from sim.scenario import Scenario

Booleans = NDArray[np.bool_]
LEAST_DRAWS, LEAST_SEEDS = 8, 2


@dataclass(frozen=True)
class Sample:
    """What each other strategy is worth more than the leader, in every draw under every seed."""

    contrasts: Floats  # [strategy, draw, seed]; the rival first
    seed: int

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.contrasts.shape[1])

    def times(self) -> list[Again]:
        """The draws drawn again and again."""
        _, draws, seeds = self.contrasts.shape
        return [*again(draws, seeds, split(self.contrasts), self.seed)]


def uncertainty(
    scenario: Scenario,
    *,
    draws: int = 64,
    seeds: int = 4,
    leader: str | None = None,
    rival: str | None = None,
    laboratory: Laboratory | None = None,
) -> Uncertainty:
    """Draw all numbers that stand under ``uncertain``, and run every draw under the same seeds.

    Raises:
        BeliefsError: nothing is uncertain, or there are too few draws or seeds.
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
    """
    check(scenario, draws, seeds, leader, rival)
    beliefs = beliefs_of(scenario)
    laboratory = laboratory or Laboratory()
    now = today(scenario, laboratory, seeds, leader=leader, rival=rival)
    places = drawn(beliefs, draws, scenario.seed)
    wanted = [_point(scenario, beliefs, at) for at in places]
    measured = laboratory.measure(wanted, now.seeds)
    sound: Booleans = np.asarray(np.isfinite(measured.worth(now.leader)).all(axis=1))
    reason = measured.failures[0][2] if measured.failures else ""
    if sound.sum() < LEAST_DRAWS:
        raise BeliefsError(
            f"Only {sound.sum()} of {draws} draws could be run, {LEAST_DRAWS} are needed: {reason}"
        )
    names = _from_the_leader(scenario, now.leader, now.rival)
    sample = Sample(_contrasts(measured.worth, names)[:, sound], scenario.seed)
    kept = [at for at, good in zip(places, sound, strict=True) if good]
    expected = with_first(_expected(sample.contrasts, 0.0))
    times = sample.times()
    chances, whole = _chances(sample, times), _knowing_all(sample, times)
    lead = mean_estimate(now.measured.leads(now.leader, now.rival)[0])
    return Uncertainty(
        scenario=scenario,
        leader=now.leader,
        rival=now.rival,
        seeds=seeds,
        asked=draws,
        failed=int((~sound).sum()),
        reason=reason,
        draws=_draws(kept, sample, expected, names),
        today=lead,
        best=_in_order(scenario, names, chances),
        acceptable=_acceptable(scenario, measured, sound, names),
        parameters=_parameters(beliefs, kept, sample, whole),
        knowing_all=whole,
        **_of_the_lead(sample, times),  # type: ignore[arg-type]
    )


def check(
    scenario: Scenario, draws: int, seeds: int, leader: str | None, rival: str | None
) -> None:
    """Refuse what cannot be answered, before anybody has lived.

    Raises:
        BeliefsError: nothing is uncertain, or there are too few draws or seeds.
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
    """
    check_names(scenario, leader, rival)
    beliefs_of(scenario)
    if draws < LEAST_DRAWS:
        raise BeliefsError(f"{draws} draws: expected {LEAST_DRAWS} or more, such as 64.")
    if seeds < LEAST_SEEDS:
        raise BeliefsError(
            f"{seeds} seed: expected {LEAST_SEEDS} or more, for with one alone luck cannot be told "
            "from lack of knowledge."
        )


def _point(scenario: Scenario, beliefs: Sequence[Belief], at: tuple[float, ...]) -> Point:
    values = {each.path: value for each, value in zip(beliefs, at, strict=True)}
    units = {each.path: each.lever.unit for each in beliefs}
    return point_of(scenario, overrides_of(scenario, units, values), varied=values)


def _from_the_leader(scenario: Scenario, leader: str, rival: str) -> tuple[str, ...]:
    others = [name for name in scenario.strategies if name not in (leader, rival)]
    return (leader, rival, *others)


def _contrasts(worth: Callable[[str], Floats], names: Sequence[str]) -> Floats:
    first = worth(names[0])
    return np.array([worth(name) - first for name in names[1:]])


def _expected(contrasts: Floats, shift: Floats | float) -> Floats:
    """``[strategy, draw]`` the means over seeds, with luck taken out of their spread."""
    parts, seeds = split(contrasts), contrasts.shape[2]
    means = contrasts.mean(axis=2)
    found = matched(means, covariance(means), parts.rest / seeds, means.mean(axis=1))
    return found + (shift[:, None] if isinstance(shift, np.ndarray) else shift)


def _draws(
    places: Sequence[tuple[float, ...]], sample: Sample, expected: Floats, names: Sequence[str]
) -> tuple[Draw, ...]:
    leads = -sample.contrasts[0].mean(axis=1)
    best = expected.argmax(axis=0)
    return tuple(
        Draw(at, float(leads[k]), float(-expected[1, k]), names[int(best[k])])
        for k, at in enumerate(places)
    )


def _of_the_lead(sample: Sample, times: Sequence[Again]) -> dict[str, object]:
    """The figures of the lead over the rival."""
    here = _expected(sample.contrasts, 0.0)
    found = [_expected(sample.contrasts[:, one.rows], one.shift) for one in times]
    leads, n = np.array([-one[0] for one in found]), sample.draws
    ends = np.quantile(leads, QUANTILES, axis=1)
    return {
        "mean": percentiles(float(-here[0].mean()), leads.mean(axis=1), n),
        "quantiles": tuple(
            percentiles(float(np.quantile(-here[0], at)), ends[k], n)
            for k, at in enumerate(QUANTILES)
        ),
        "ahead": chance(float((here[0] < 0).mean()), (leads > 0).mean(axis=1), n),
        "parts": _parts(sample, times),
    }


def _knowing_all(sample: Sample, times: Sequence[Again]) -> Estimate:
    """What it is worth to know all numbers."""
    even = np.ones(sample.draws)
    found = [
        gain(with_first(_expected(sample.contrasts[:, one.rows], one.shift)), even) for one in times
    ]
    value = gain(with_first(_expected(sample.contrasts, 0.0)), even)
    return percentiles(value, np.array(found), sample.draws, least=0.0)


def _parts(sample: Sample, times: Sequence[Again]) -> Parts:
    lead = sample.contrasts[:1]
    here = _shares(split(lead))
    every = np.array([_shares(split(lead[:, one.rows], one.scale)) for one in times])
    estimates = [percentiles(here[k], every[:, k], sample.draws, least=0.0) for k in range(5)]
    return Parts(*estimates)


def _shares(parts: Split) -> tuple[float, float, float, float, float]:
    """Shares of numbers, of seeds and of the rest, and the deviations of numbers and of luck."""
    each = [float(part[0, 0]) for part in (parts.numbers, parts.seeds, parts.rest)]
    total = sum(each) or 1.0
    shares = [part / total for part in each]
    return shares[0], shares[1], shares[2], each[0] ** 0.5, (each[1] + each[2]) ** 0.5


def _chances(sample: Sample, times: Sequence[Again]) -> list[Estimate]:
    """How often each strategy is to be expected to be worth most, the leader first."""
    here = _bests(_expected(sample.contrasts, 0.0))
    found = [_bests(_expected(sample.contrasts[:, one.rows], one.shift)) for one in times]
    every = np.array(found)
    return [chance(float(here[k]), every[:, k], sample.draws) for k in range(len(here))]


def _bests(expected: Floats) -> Floats:
    """``[strategy]`` the share of draws in which each is worth most; of equals, the first."""
    best = with_first(expected).argmax(axis=0)
    counts = np.bincount(best, minlength=len(expected) + 1)
    return counts / len(best)


def _in_order(
    scenario: Scenario, names: Sequence[str], chances: Sequence[Estimate]
) -> dict[str, Estimate]:
    by_name = dict(zip(names, chances, strict=True))
    return {name: by_name[name] for name in scenario.strategies}


def _at_most(found: Estimate, bound: Estimate) -> Estimate:
    """An estimate no part of which is above that of another."""
    value, low, high = (
        min(mine or 0.0, other or 0.0)
        for mine, other in (
            (found.value, bound.value),
            (found.low, bound.value),
            (found.high, bound.high),
        )
    )
    return Estimate(value, low, high, found.n)


def _acceptable(
    scenario: Scenario, measured: Measurements, sound: Booleans, names: Sequence[str]
) -> tuple[Curve, ...]:
    """The chance of each strategy to be worth most, by discount rate; behaviour is held."""
    found: list[dict[str, Estimate]] = []
    for place in range(len(RATES)):
        worth = _worth_at(measured, place)
        sample = Sample(_contrasts(worth, names)[:, sound], scenario.seed)
        found.append(_in_order(scenario, names, _chances(sample, sample.times())))
    curves = []
    for name in scenario.strategies:
        ends = [(at[name].value, at[name].low, at[name].high) for at in found]
        known = np.array(ends, dtype=np.float64)
        curves.append(Curve(name, np.array(RATES), known[:, 0], known[:, 1], known[:, 2]))
    return tuple(curves)


def _worth_at(measured: Measurements, place: int) -> Callable[[str], Floats]:
    return lambda name: measured.figures(lambda run: run.lived[name].by_rate[place])


def _parameters(
    beliefs: Sequence[Belief],
    places: Sequence[tuple[float, ...]],
    sample: Sample,
    whole: Estimate,
) -> tuple[Parameter, ...]:
    """What each number is worth knowing alone: never more than all, though fits may say so.

    Drawn again, a fit spreads by its own error once more; so the times are those of a fit whose
    error is taken out once, and stand about the value without that taken out.
    """
    means, even, times = sample.contrasts.mean(axis=2), np.ones(sample.draws), sample.times()
    found = []
    for place, belief in enumerate(beliefs):
        basis = basis_of(np.array([at[place] for at in places]))
        value = gain_of_one(basis, means, even)
        about = gain_of_one(basis, means, even, bare=True)
        every = np.array(
            [gain_of_one(basis, means + one.shift[:, None], one.weights) for one in times]
        )
        worth = percentiles(value, every, sample.draws, by=value - about, least=0.0)
        found.append(Parameter(belief, _at_most(worth, whole), _explained(basis, sample, times)))
    return tuple(found)


def _explained(basis: Floats, sample: Sample, times: Sequence[Again]) -> Estimate:
    """The share of the lead's spread between draws that one number explains alone."""
    lead, even = sample.contrasts[0].mean(axis=1), np.ones(sample.draws)
    knowledge = float(split(sample.contrasts[:1]).numbers[0, 0])
    value = share_of_one(basis, lead, even, knowledge)
    about = share_of_one(basis, lead, even, knowledge, bare=True)
    every = np.array([share_of_one(basis, lead, one.weights, knowledge) for one in times])
    found = percentiles(value, every, sample.draws, by=value - about)
    return within(found, 0.0, 1.0)
