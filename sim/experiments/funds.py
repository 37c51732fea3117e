"""The firm's cash month by month, as the folder has it, with a band from leaving out people."""

import numpy as np

from sim.experiments.curve import Curve, jackknifed_curve
from sim.experiments.flows import Flows
from sim.experiments.owing import cumulative_without
from sim.experiments.without import others
from sim.results.run import Run

MONTHS_A_YEAR = 12


def funds(run: Run, flows: Flows) -> Curve:
    """Cash at the end of each month, opening cash included, major units; ``x`` in years from start.

    The band is that of the mean per person, times the number of people.
    """
    months = run.frames.months
    cash = months.loc[months["strategy"] == flows.name, "cash"].to_numpy(dtype=np.float64)
    people = int(flows.sizes.sum())
    rest = cumulative_without(flows) / others(flows.sizes) * people
    unit = run.facts.minor_per_major
    years = (np.arange(len(cash)) + 1) / MONTHS_A_YEAR
    without = (rest + run.facts.opening_cash) / unit
    return jackknifed_curve(flows.name, years, cash / unit, without)
