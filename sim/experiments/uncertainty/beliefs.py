"""Draws from what is believed: from points of a design between 0 and 1 to numbers of a scenario.

Each number is drawn by itself, through the inverse of its belief's distribution function. As
everywhere in the language, what falls outside a unit's range becomes the nearest value within it,
amounts are rounded to the smallest coin and lengths of time to whole months.
"""

from dataclasses import dataclass

from sim.experiments.believed import quantile
from sim.experiments.lever import Lever, number_at
from sim.experiments.sweep.design import Design, filled
from sim.scenario import Scenario
from sim.scenario.overrides import writable
from sim.scenario.values import Distribution

LEAST = 1e-9
"""How far within an end a value lies that may not lie on it."""


class BeliefsError(ValueError):
    """Nothing is uncertain in the scenario, or too few draws of it can be run."""


@dataclass(frozen=True)
class Belief:
    """An uncertain number, and what is believed of it. The lever's ends hold 95 in 100 of it."""

    lever: Lever
    about: Distribution

    @property
    def path(self) -> str:
        """The number's place in the scenario."""
        return self.lever.path

    def at(self, share: float) -> float:
        """The value below which a share of the belief lies, as the scenario can say it."""
        unit, found = self.lever.unit, quantile(self.about, share)
        low = unit.low + LEAST if unit.above_low else unit.low
        return self.lever.writable(min(max(found, low), unit.high))


def beliefs_of(scenario: Scenario) -> tuple[Belief, ...]:
    """All uncertain numbers, in the order of the file.

    Raises:
        BeliefsError: nothing is uncertain; the message says how to write it.
    """
    if not scenario.uncertain:
        raise BeliefsError(_teaching(scenario))
    return tuple(_belief(scenario, path, about) for path, about in scenario.uncertain.items())


def drawn(beliefs: tuple[Belief, ...], draws: int, seed: int) -> list[tuple[float, ...]]:
    """So many draws of all numbers: a scrambled Sobol' sequence, which more of them continue."""
    shares = filled(Design.SOBOL, draws, len(beliefs), seed)
    return [tuple(b.at(float(u)) for b, u in zip(beliefs, row, strict=True)) for row in shares]


def _belief(scenario: Scenario, path: str, about: Distribution) -> Belief:
    unit, today = number_at(scenario, path)
    digits = scenario.minor_digits
    free = Lever(path, unit, scenario.currency, digits, writable(unit, digits, today), 0.0, 1.0)
    low, high = (Belief(free, about).at(share) for share in (0.025, 0.975))
    return Belief(Lever(path, unit, free.currency, digits, free.today, low, high), about)


def _teaching(scenario: Scenario) -> str:
    rate = scenario.discount_rate
    low, high = (f"{100 * rate * by:.3g}%" for by in (0.75, 1.25))
    return (
        "The scenario says of no number that it is uncertain, so there is nothing to draw. Write "
        "what is believed of single numbers, by path:\n\n"
        "uncertain:\n"
        f"  discount_rate: {{uniform: [{low}, {high}]}}\n\n"
        f'or, for once: --set "uncertain.discount_rate={{uniform: [{low}, {high}]}}". A belief is '
        "one of normal [mean, sd], lognormal [median, sigma], gamma [shape, mean], beta [a, b], "
        "uniform [low, high]; `sim assumptions` lists the numbers whose value may matter."
    )
