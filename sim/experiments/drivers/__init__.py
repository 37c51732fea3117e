"""Which numbers of a scenario a lead hangs on: one at a time, by trajectories, or by variance."""

from sim.experiments.drivers.begun import check_begun
from sim.experiments.drivers.driven import METHODS, driven
from sim.experiments.drivers.errors import DriversError
from sim.experiments.drivers.morris import Effect, Screening, screening
from sim.experiments.drivers.numbers import Driver, drivers_of
from sim.experiments.drivers.sobol import Indices, Share, indices
from sim.experiments.drivers.tornado import Bar, Moved, Tornado, tornado

__all__ = [
    "METHODS",
    "Bar",
    "Driver",
    "DriversError",
    "Effect",
    "Indices",
    "Moved",
    "Screening",
    "Share",
    "Tornado",
    "check_begun",
    "driven",
    "drivers_of",
    "indices",
    "screening",
    "tornado",
]
