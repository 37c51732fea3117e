"""The same scenario with other people and luck.

People of one run meet through the firm, which may run out of cash or staff for all of them. So it
is the runs that are independent, and the sample is as large as there are seeds.
"""

from dataclasses import replace

import numpy as np

from sim.scenario.tables import Tables

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
