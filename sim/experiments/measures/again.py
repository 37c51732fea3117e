"""Who buys again: another purchase in the year, or where nothing is bought a further product."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.experiments.counts import Counts
from sim.experiments.estimate import Estimate, share_estimate


@dataclass(frozen=True)
class Again:
    """Shares of people; of purchases, None where nothing is bought, or nobody counts by year."""

    purchase: Estimate | None  # of the people who buy in a year of the run: more than once in it
    product: Estimate  # of the people ever won: who opened a further product


def again(counts: Counts, people: pd.DataFrame) -> Again:
    """The shares of one strategy; years are taken together, each weighs as much as its buyers."""
    bought = "buyers" in counts and bool(counts.total("buyers").any())
    won = people["joined"].notna().to_numpy(dtype=bool)
    further = people["products_opened"].to_numpy(dtype=np.int64)[won] > 1
    return Again(
        purchase=_repeated(counts) if bought else None,
        product=share_estimate(int(further.sum()), int(won.sum())),
    )


def _repeated(counts: Counts) -> Estimate:
    return counts.share(counts.total("buyers_again"), counts.total("buyers"))
