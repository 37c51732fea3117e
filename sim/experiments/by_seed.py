"""The same scenario with other people and luck.

People of one run meet through the firm, which may run out of cash or staff for all of them. So it
is the runs that are independent, and the sample is as large as there are seeds.
"""

from dataclasses import replace

import numpy as np

from sim.scenario.tables import Tables
from sim.world.eras import Era

SEEDS = 2**64
"""After the last seed comes the first."""


def with_seed(tables: Tables, seed: int) -> Tables:
    """The same tables, and those of the changes to come, with other luck."""
    signed = int(np.uint64(seed % SEEDS).view(np.int64))
    phases = tuple(
        tuple(replace(phase, tables=replace(phase.tables, seed=signed)) for phase in of_strategy)
        for of_strategy in tables.phases
    )
    return replace(tables, seed=signed, phases=phases)


def eras_with_seed(eras: tuple[Era, ...], seed: int) -> tuple[Era, ...]:
    """The same eras with other luck: no number of a strategy or its market hangs on it."""
    return tuple(
        replace(era, market=replace(era.market, tables=with_seed(era.market.tables, seed)))
        for era in eras
    )
