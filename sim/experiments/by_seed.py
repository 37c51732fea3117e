"""What a person is worth on average, seed by seed: the same scenario with other people and luck.

People of one run meet through the firm, which may run out of cash or staff for all of them. So it
is the runs that are independent, and the sample is as large as there are seeds.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sim.scenario import Scenario
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.run import run_strategy

SEEDS = 2**64
"""After the last seed comes the first."""


def worth_by_seed(
    scenario: Scenario,
    strategies: Sequence[str],
    seeds: int,
    *,
    engine: str = "columns",
    threads: int | None = None,
    begun: Callable[[int], None] | None = None,
) -> dict[str, tuple[float, ...]]:
    """Mean net present value per person, by strategy, for each of so many seeds; major units.

    The seeds are the scenario's and those that follow it. Under each, the same people live under
    every strategy. ``begun`` is told of each, counted from 0.
    """
    tables, unit = tabulate(scenario), 10**scenario.minor_digits
    found: dict[str, list[float]] = {name: [] for name in strategies}
    for place in range(seeds):
        if begun is not None:
            begun(place)
        seeded = with_seed(tables, scenario.seed + place)
        people = born(seeded)
        for name, worth in found.items():
            strategy = tables.strategy_names.index(name)
            lived = run_strategy(seeded, people, strategy, engine=engine, threads=threads)
            worth.append(float(np.mean(lived.people.npv)) / unit)
    return {name: tuple(worth) for name, worth in found.items()}


def with_seed(tables: Tables, seed: int) -> Tables:
    """The same tables, and those of the changes to come, with other luck."""
    signed = int(np.uint64(seed % SEEDS).view(np.int64))
    phases = tuple(
        tuple(replace(phase, tables=replace(phase.tables, seed=signed)) for phase in of_strategy)
        for of_strategy in tables.phases
    )
    return replace(tables, seed=signed, phases=phases)
