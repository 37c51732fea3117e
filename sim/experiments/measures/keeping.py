"""How many customers a firm loses in a year, and how many it keeps.

The customers of a year are those who live its first month as customers. Who leaves, or whose last
product ends, within the year is lost; who comes back is won anew. Who dies is neither kept nor
lost. Who joins within the year belongs to the next one. Years are taken together: each weighs as
much as it has customers.
"""

from dataclasses import dataclass

from sim.experiments.counts import Counts
from sim.experiments.estimate import Estimate, undefined

MONTHS_A_YEAR = 12
LOST, DIED = "lost_of_year", "died_of_year"


@dataclass(frozen=True)
class Keeping:
    """Rates a year; without a value where the folder does not count by year, or nobody is there."""

    churn: Estimate  # lost, of the customers at the beginning
    retention: Estimate  # still customers at the end, of those who did not die


def keeping(counts: Counts) -> Keeping:
    """The rates over all years of a run."""
    if LOST not in counts:
        return Keeping(undefined(), undefined())
    lost, died = counts.total(LOST), counts.total(DIED)
    at_first = counts.monthly("customers")[:, ::MONTHS_A_YEAR].sum(axis=1)
    alive = at_first - died
    return Keeping(counts.share(lost, at_first), counts.share(alive - lost, alive))
