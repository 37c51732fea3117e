"""Remarks on a sound scenario: what is allowed and may not be what was meant.

Decides which rates look as if a percent sign had been forgotten. Nothing is refused here.
"""

from __future__ import annotations

from sim.scenario import document
from sim.scenario.idle import idle
from sim.scenario.models.scenario import Scenario
from sim.scenario.overrides import apply
from sim.scenario.shape import numbers_of
from sim.scenario.translate import at
from sim.scenario.units import COST_OF_MONEY, DISCOUNT, GROWTH, RATE

_YEARLY_RATES = (RATE, COST_OF_MONEY, DISCOUNT, GROWTH)
_SUSPECT = 0.3
"""Few yearly rates are above this; written as a bare number, one is likely a percentage."""


def notes(scenario: Scenario) -> list[str]:
    """A sentence for everything that is likely not what was meant."""
    return [*_bare_rates(scenario), *idle(scenario)]


def _bare_rates(scenario: Scenario) -> list[str]:
    """A sentence for each yearly rate above 30 % that is written without a percent sign."""
    source = scenario.source
    data = apply(document.read(source.text, source.name), source.overrides).data
    rates = [path for path, (unit, _) in numbers_of(scenario).items() if unit in _YEARLY_RATES]
    written = [(path, at(tuple(path.split(".")), data)) for path in rates]
    return [
        f"{path}: {number} is read as {100 * number:g}%; write {number}% if you mean that."
        for path, number in written
        if isinstance(number, int | float) and abs(number) > _SUSPECT
    ]
