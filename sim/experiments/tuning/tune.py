"""The settings under which each strategy is worth most within the firm's cash, and what that is.

Every strategy has the same number of trials, the same people and the same luck. The best trial was
picked for its luck as well, so what it was found to be worth flatters it (the winner's curse, Smith
and Winkler 2006, Management Science 52). It is therefore measured anew under seeds that no trial
has met, beside today's settings; the tuned ones are taken only where they are worth more there too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.estimate import Estimate, mean_estimate, undefined
from sim.experiments.leading import seeds_of
from sim.experiments.lever import LeverError
from sim.experiments.runs.laboratory import Floats, Laboratory, Measurements
from sim.experiments.runs.point import Point, point_of
from sim.experiments.tuning.limit import Limit, limit_of
from sim.experiments.tuning.search import BATCH, Search, Told
from sim.experiments.tuning.settings import Setting, settings_of
from sim.experiments.welch import less
from sim.scenario import Scenario

TODAY = 0
"""The number of the trial that has today's settings."""


@dataclass(frozen=True)
class Lived:
    """What some settings came to under some seeds. Major units per person."""

    each: tuple[float, ...]  # the worth under each seed; nan where its run failed
    shortfall: float | None  # beyond cash and credit under the worst seed; None: no limit, no run
    ruined: int  # so many seeds under which the firm is ruined
    reason: str  # of a run that failed

    @property
    def worth(self) -> Estimate:
        """Mean net present value per person in the market."""
        known = np.array(self.each)[np.isfinite(self.each)]
        return mean_estimate(known) if len(known) else undefined()

    @property
    def complete(self) -> bool:
        """Whether no run failed."""
        return bool(np.isfinite(self.each).all())

    @property
    def feasible(self) -> bool:
        """Whether the firm can pay for it under every seed."""
        return self.complete and not self.ruined and (self.shortfall or 0.0) <= 0

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "worth": self.worth.to_dict(),
            "each": [None if np.isnan(one) else one for one in self.each],
            "shortfall": self.shortfall,
            "ruined": self.ruined,
            "feasible": self.feasible,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Trial:
    """Some settings of a strategy, tried."""

    number: int  # from 0, which has today's
    numbers: Mapping[str, float]  # by path
    lived: Lived

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"number": self.number, "numbers": dict(self.numbers), **self.lived.to_dict()}


@dataclass(frozen=True)
class Tuned:
    """The search for a strategy's best settings, and what is left of the best on fresh seeds."""

    strategy: str
    settings: tuple[Setting, ...]
    limit: Limit
    trials: tuple[Trial, ...]
    best: Trial  # of those feasible the one worth most; today's where none is
    fresh_today: Lived
    fresh_best: Lived

    @property
    def today(self) -> Trial:
        """The trial of today's settings."""
        return self.trials[TODAY]

    @property
    def found(self) -> Estimate:
        """By how much the best was worth more than today's settings in the search: the same people
        and luck under both."""
        return _gain(self.best.lived, self.today.lived)

    @property
    def measured(self) -> Estimate:
        """By how much it is on fresh seeds."""
        return _gain(self.fresh_best, self.fresh_today)

    @property
    def shrinkage(self) -> Estimate:
        """What was found of the gain less what was measured again: the winner's curse."""
        found = _paired(self.best.lived, self.today.lived)
        return less(found, _paired(self.fresh_best, self.fresh_today))

    @property
    def takes(self) -> bool:
        """Whether the tuned settings take the place of today's."""
        if self.best.number == TODAY or not self.fresh_best.feasible:
            return False
        return not self.fresh_today.feasible or (self.measured.value or 0.0) > 0

    @property
    def numbers(self) -> dict[str, float]:
        """The settings that are taken."""
        return dict((self.best if self.takes else self.today).numbers)

    @property
    def moved(self) -> dict[str, float]:
        """Those of them that are not today's."""
        return {path: x for path, x in self.numbers.items() if x != self.today.numbers[path]}

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        settings = {each.path: [each.today, each.low, each.high] for each in self.settings}
        estimates = ("found", "measured", "shrinkage")
        return {
            "strategy": self.strategy,
            "cash_and_credit": self.limit.per_person,
            "settings": settings,
            "best": self.best.number,
            "takes": self.takes,
            "numbers": self.numbers,
            **{name: getattr(self, name).to_dict() for name in estimates},
            "fresh_today": self.fresh_today.to_dict(),
            "fresh_best": self.fresh_best.to_dict(),
            "trials": [each.to_dict() for each in self.trials],
        }


@dataclass(frozen=True)
class Tuning:
    """Every strategy tuned with the same budget."""

    scenario: Scenario
    seeds: tuple[int, ...]  # of the search
    fresh: tuple[int, ...]
    tuned: tuple[Tuned, ...]

    @property
    def numbers(self) -> dict[str, float]:
        """All numbers that are not today's."""
        return {path: x for each in self.tuned for path, x in each.moved.items()}

    @property
    def overrides(self) -> list[str]:
        """What sets them."""
        found = self.numbers
        settings = [one for each in self.tuned for one in each.settings]
        return [one.override(found[one.path]) for one in settings if one.path in found]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "trials": len(self.tuned[0].trials),
            "seeds": [self.seeds[0], self.seeds[-1]],
            "fresh": [self.fresh[0], self.fresh[-1]],
            "numbers": self.numbers,
            "strategies": [each.to_dict() for each in self.tuned],
        }


def tune(
    scenario: Scenario,
    strategies: Sequence[str] | None = None,
    vary: Sequence[str] = (),
    *,
    trials: int = 40,
    seeds: int = 3,
    fresh: int = 10,
    laboratory: Laboratory | None = None,
) -> Tuning:
    """Tune strategies of a scenario, each with so many trials, today's settings included.

    ``vary`` are paths of their own numbers, each as ``PATH`` or ``PATH=LOW..HIGH``; by default what
    a firm decides, from half to double. The search has the scenario's seed and those that follow,
    and ``fresh`` seeds come after these.

    Raises:
        UnknownStrategyError: the scenario has no such strategy.
        LeverError: there is nothing to tune, a range will not do, or today's settings cannot be
            run.
        ScenarioError: at an end of a range that was asked for the scenario is wrong.
        SearchError: Optuna is missing.
    """
    _check(trials, seeds, fresh)
    found = settings_of(scenario, strategies, vary)
    laboratory = laboratory or Laboratory()
    under = seeds_of(scenario, seeds + fresh)
    searches = [_Searched(scenario, name, settings) for name, settings in found.items()]
    for batch in _batches(trials):
        asked = [search.ask(batch) for search in searches]
        measured = laboratory.measure(
            [point for points in asked for point in points], under[:seeds]
        )
        for search, points in zip(searches, asked, strict=True):
            search.learn(points, measured)
    return Tuning(
        scenario, under[:seeds], under[seeds:], _again(searches, under[seeds:], laboratory)
    )


def _check(trials: int, seeds: int, fresh: int) -> None:
    if min(trials, seeds, fresh) < 1:
        raise ValueError("Expected at least one trial, one seed and one fresh seed.")


def _batches(trials: int) -> Iterator[int]:
    for begun in range(0, trials, BATCH):
        yield min(BATCH, trials - begun)


class _Searched:
    """One strategy's search on the way."""

    def __init__(self, scenario: Scenario, name: str, settings: tuple[Setting, ...]) -> None:
        self.name, self.settings = name, settings
        self.limit = limit_of(scenario, name)
        self.trials: list[Trial] = []
        self._scenario = scenario
        self._search = Search(settings, scenario.seed)
        self._asked: list[dict[str, float]] = []

    def ask(self, trials: int) -> list[Point]:
        """The points to be run next."""
        self._asked = self._search.ask(trials)
        return [self.point(numbers) for numbers in self._asked]

    def point(self, numbers: Mapping[str, float]) -> Point:
        """The scenario with some settings, run under this strategy alone."""
        overrides = [
            each.override(numbers[each.path])
            for each in self.settings
            if numbers[each.path] != each.today
        ]
        varied = {"tuned": self.name, **numbers}
        return point_of(self._scenario, overrides, varied=varied, strategies=[self.name])

    def learn(self, points: Sequence[Point], measured: Measurements) -> None:
        """Note what became of them."""
        lived = [self.lived(point, measured) for point in points]
        first = len(self.trials)
        self.trials += [
            Trial(first + place, numbers, each)
            for place, (numbers, each) in enumerate(zip(self._asked, lived, strict=True))
        ]
        if not self.trials[TODAY].lived.complete:
            raise LeverError(
                f"Today's settings of {self.name} cannot be run: {self.trials[TODAY].lived.reason}"
            )
        self._search.tell([self._told(each) for each in lived])

    def lived(self, point: Point, measured: Measurements) -> Lived:
        """What one point came to."""
        mine = Measurements((point,), measured.seeds, measured.results)
        shortfall = self.limit.shortfall(mine, self.name)
        limited = self.limit.per_person is not None and np.isfinite(shortfall).any()
        return Lived(
            each=tuple(mine.worth(self.name)[0].tolist()),
            shortfall=float(np.nanmax(shortfall)) if limited else None,
            ruined=int(np.nansum(self.limit.ruined(mine, self.name))),
            reason=next((why for _, _, why in mine.failures), ""),
        )

    def best(self) -> Trial:
        """Of the feasible trials the one worth most, the first of equals; today's if none is."""
        feasible = [each for each in self.trials if each.lived.feasible]
        return max(
            feasible, key=lambda each: each.lived.worth.value or 0.0, default=self.trials[TODAY]
        )

    def _told(self, lived: Lived) -> Told:
        if not lived.complete:
            return Told(None, {})
        limits = {} if lived.shortfall is None else {"cash": lived.shortfall}
        return Told(lived.worth.value, {**limits, "ruined": float(lived.ruined)})


def _again(
    searches: Sequence[_Searched], fresh: tuple[int, ...], laboratory: Laboratory
) -> tuple[Tuned, ...]:
    """Measure today's settings and the best of each search under fresh seeds."""
    bests = [each.best() for each in searches]
    points = [
        (each.point(each.trials[TODAY].numbers), each.point(best.numbers))
        for each, best in zip(searches, bests, strict=True)
    ]
    measured = laboratory.measure([point for two in points for point in two], fresh)
    return tuple(
        Tuned(
            each.name,
            each.settings,
            each.limit,
            tuple(each.trials),
            best,
            *(each.lived(point, measured) for point in two),
        )
        for each, best, two in zip(searches, bests, points, strict=True)
    )


def _paired(first: Lived, second: Lived) -> Floats:
    """The difference under each seed at which both are known."""
    difference = np.subtract(first.each, second.each)
    known: Floats = difference[np.isfinite(difference)]
    return known


def _gain(first: Lived, second: Lived) -> Estimate:
    return mean_estimate(_paired(first, second))
