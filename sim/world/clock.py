"""The clock of every run: one SimPy environment for the people and the firm.

The order of a month is told in `sim.world.population.person.Person.live`. People live at the whole
months of the clock, or ahead of it as far as the firm's ways are known; the firm closes its books
half a month later, so that what people do in a month rests on what the firm was at its start, and
what the firm does rests on what people did.
"""

import gc
from typing import Protocol

import simpy

from sim.world.firm import Firm
from sim.world.outcome import PeopleRecord


class Population(Protocol):
    """Who lives in the environment: told one by one, or as columns."""

    def live(self, env: simpy.Environment, firm: Firm) -> None:
        """Register the processes of the people."""

    def people(self) -> PeopleRecord:
        """What became of everybody, after the run."""


def run_clock(population: Population, firm: Firm) -> None:
    """Run a market to its horizon."""
    env = simpy.Environment()
    population.live(env, firm)
    firm.act(env)
    # The people live as long as the run: spare the garbage collector looking at them each time.
    gc.freeze()
    try:
        env.run()
    finally:
        gc.unfreeze()
