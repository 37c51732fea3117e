"""The counts of the table of months by group of people, and ratios of them with intervals."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.experiments.estimate import Estimate, undefined, within
from sim.experiments.flows import Flows, Ints
from sim.experiments.jackknife import jackknife
from sim.experiments.without import without_each
from sim.results.run import Run


@dataclass(frozen=True)
class Counts:
    """One strategy's counts. A folder without counts by group has everybody in one."""

    table: pd.DataFrame  # by group and month; a column a count
    sizes: Ints  # [group] people
    months: int

    def __contains__(self, name: str) -> bool:
        """Whether the folder counts it; older ones count less."""
        return name in self.table

    def monthly(self, name: str) -> Ints:
        """``[group, month]`` a count."""
        cells = self.table[name].to_numpy(dtype=np.int64)
        return cells.reshape(len(self.sizes), self.months)

    def total(self, name: str) -> Ints:
        """``[group]`` a count over the whole run."""
        total: Ints = self.monthly(name).sum(axis=1)
        return total

    def ratio(self, numerator: Ints, denominator: Ints) -> Estimate:
        """The ratio of two sums ``[group]`` over all people, jackknifed over groups."""
        whole = int(denominator.sum())
        if not whole:
            return undefined()
        pair = (without_each(each[:, None], self.sizes)[:, 0] for each in (numerator, denominator))
        rest = [float(one / of) if of else None for one, of in zip(*pair, strict=True)]
        return jackknife(float(numerator.sum()) / whole, rest)

    def share(self, part: Ints, whole: Ints) -> Estimate:
        """The ratio of a part to the whole: its interval is cut at none and at all."""
        return within(self.ratio(part, whole), 0.0, 1.0)


def counts_of(run: Run, flows: Flows) -> Counts:
    """The counts of one strategy of a run."""
    by_group = run.frames.group_months
    months = run.facts.months
    if by_group is None:
        whole = run.frames.months
        people = np.array([flows.sizes.sum()])
        return Counts(whole[whole["strategy"] == flows.name], people, months)
    return Counts(by_group[by_group["strategy"] == flows.name], flows.sizes, months)
