"""What runs of one scenario under several seeds come to: each strategy, and one less another."""

from dataclasses import asdict, dataclass
from math import inf
from typing import Any

import numpy as np

from sim.experiments.estimate import Estimate, mean_estimate, share_estimate, t_interval, within
from sim.experiments.runs.measured import RATES, Measured
from sim.experiments.sequential import (
    SIGN,
    Floats,
    Until,
    chance_above_zero,
    judged,
    spread_ratio,
)


@dataclass(frozen=True)
class Replicated:
    """One strategy over the runs. Money in major units per person in the market."""

    strategy: str
    worth: Estimate
    trough: Estimate  # the lowest cumulative cash, never above 0
    payback_years: Estimate  # over the runs in which cash comes back
    paid_back: int  # how many those are
    ruined: int  # runs in which cash and credit ran out for good
    best: Estimate  # share of runs in which it was worth most; of equals, the first one


@dataclass(frozen=True)
class Lead:
    """The best strategy less one rival, run by run. Money in major units per person."""

    leader: str
    rival: str
    each: tuple[float, ...]  # by run
    judged: tuple[Estimate, ...]  # at each size at which the runs were judged
    error: float | None  # standard error of the mean over all runs
    over_people: Estimate  # what the people of the first run alone would give
    error_of_people: float  # standard error over the people of a run, root of the mean square
    ratio: Estimate  # of the spread between runs to that error; 1 if people were independent
    ahead: int  # runs in which the leader was worth more
    chance: float | None  # that the sign is right
    settled_at: int | None  # the size at which the sign was settled; None: not, or not judged
    by_rate: tuple[Estimate, ...]  # the lead at each of RATES; behaviour is held as it was run

    @property
    def over_runs(self) -> Estimate:
        """The mean over all runs, with its interval."""
        return self.judged[-1]

    @property
    def same(self) -> bool:
        """Whether the two were worth the same in every run."""
        return not any(self.each)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        over_runs = self.over_runs.to_dict()
        return {**asdict(self), "over_runs": over_runs, "rates": list(RATES)}


@dataclass(frozen=True)
class Sample:
    """Runs that came to an end, and how they were judged on the way."""

    done: tuple[Measured, ...]
    at_looks: tuple[int, ...]  # how many of them there were each time they were judged
    until: Until

    def strategy(self, name: str, best: int) -> Replicated:
        """One strategy, which was the best in so many runs."""
        lived = [run.lived[name] for run in self.done]
        back = [each.payback_years for each in lived if each.payback_years is not None]
        return Replicated(
            strategy=name,
            worth=self._mean(np.array([each.worth for each in lived])),
            trough=within(self._mean(np.array([each.trough for each in lived])), -inf, 0.0),
            payback_years=within(mean_estimate(np.array(back)), 0.0, inf),
            paid_back=len(back),
            ruined=sum(each.ruined >= 0 for each in lived),
            best=share_estimate(best, len(lived)),
        )

    def lead(self, leader: str, rival: str) -> Lead:
        """One strategy less another."""
        each = np.array([run.lead(leader, rival) for run in self.done])
        errors = np.array([run.noise_of(leader, rival) for run in self.done])
        people = self.done[0].people
        at_looks = [each[:size] for size in self.at_looks]
        return Lead(
            leader=leader,
            rival=rival,
            each=tuple(each.tolist()),
            judged=tuple(judged(runs, self.until, k) for k, runs in enumerate(at_looks)),
            error=float(np.std(each, ddof=1) / np.sqrt(len(each))) if len(each) > 1 else None,
            over_people=t_interval(float(each[0]), float(errors[0]), people - 1, people),
            error_of_people=float(np.sqrt(np.mean(errors**2))),
            ratio=spread_ratio(each, errors),
            ahead=int(np.sum(each > 0)),
            chance=chance_above_zero(at_looks, self.until),
            settled_at=self._settled(at_looks),
            by_rate=tuple(self._mean(rate) for rate in self._by_rate(leader, rival)),
        )

    def _mean(self, values: Floats) -> Estimate:
        """The mean of a figure, with the interval of the rule."""
        return judged(values, self.until, len(self.at_looks) - 1)

    def _by_rate(self, leader: str, rival: str) -> Floats:
        """``[rate, run]`` the lead."""
        worth = [
            np.array([run.lived[name].by_rate for run in self.done]) for name in (leader, rival)
        ]
        return np.asarray((worth[0] - worth[1]).T, dtype=np.float64)

    def _settled(self, at_looks: list[Floats]) -> int | None:
        """How many runs there were when the interval of the sign first lay above zero."""
        if self.until is None:
            return None
        found = ((len(runs), judged(runs, SIGN, look)) for look, runs in enumerate(at_looks))
        return next((size for size, each in found if (each.low or 0.0) > 0), None)
