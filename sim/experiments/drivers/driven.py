"""The three methods under one name."""

from collections.abc import Sequence

from sim.experiments.drivers.begun import check_begun
from sim.experiments.drivers.errors import DriversError
from sim.experiments.drivers.morris import Screening, screening
from sim.experiments.drivers.sobol import Indices, indices
from sim.experiments.drivers.surface import Told, surface_of
from sim.experiments.drivers.tornado import Tornado, tornado
from sim.experiments.runs.laboratory import Laboratory
from sim.scenario import Scenario
from sim.scenario.problem import did_you_mean, one_of, sentences

METHODS = {"tornado": "seeds", "morris": "trajectories", "sobol": "base samples"}
"""The methods, and what widens each."""
USUAL = {"morris": 10, "sobol": 64}
"""The size where none is given."""


def driven(
    scenario: Scenario,
    laboratory: Laboratory,
    method: str = "tornado",
    size: int | None = None,
    *,
    seeds: int = 5,
    only: Sequence[str] = (),
    every: bool = False,
    leader: str | None = None,
    rival: str | None = None,
    told: Told | None = None,
) -> Tornado | Screening | Indices:
    """What drives a lead, by one of the methods. ``size`` is of what widens it, but for a tornado.

    Raises:
        NotComparableError, UnknownStrategyError: the strategies are no two that can be compared.
        LeverError: a path leads to no number.
        DriversError: there is no number to move, or the method or its size will not do.
    """
    asked = {"only": only, "every": every, "leader": leader, "rival": rival}
    if method == "tornado":
        return tornado(scenario, laboratory, seeds, told=told, **asked)  # type: ignore[arg-type]
    if method not in METHODS:
        hint = did_you_mean(method, METHODS)
        raise DriversError(sentences(f"`{method}` is no method.", one_of(METHODS), hint))
    number = USUAL[method] if size is None else size
    check_begun(scenario, method, number, only=only, every=every)
    surface = surface_of(scenario, laboratory, seeds, **asked)  # type: ignore[arg-type]
    find = screening if method == "morris" else indices
    found: Screening | Indices = find(surface, number, told)
    return found
