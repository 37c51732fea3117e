"""What is refused before a folder is begun or widened: nobody has lived yet."""

from collections.abc import Sequence

from sim.experiments.drivers.morris import check_trajectories
from sim.experiments.drivers.numbers import listed_of
from sim.experiments.drivers.sobol import check_samples
from sim.scenario import Scenario


def check_begun(
    scenario: Scenario, method: str, size: int, *, only: Sequence[str] = (), every: bool = False
) -> None:
    """Refuse numbers, a method or a size that will not do.

    Raises:
        LeverError: a path leads to no number.
        DriversError: there is no number, the size will not do, or a library is missing.
    """
    listed_of(scenario, only, every=every)
    if method == "morris":
        check_trajectories(size)
    elif method == "sobol":
        check_samples(size)
