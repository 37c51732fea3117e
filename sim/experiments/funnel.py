"""What became of offers and needs: counts of a whole run, and per customer won."""

from dataclasses import dataclass

import numpy as np

from sim.experiments.estimate import Estimate, ratio_estimate, undefined
from sim.experiments.flows import Flows
from sim.results.run import Run

COUNTS = ("contacts", "responses", "needs", "needs_won")


@dataclass(frozen=True)
class Step:
    """One step: how often over the whole run, and per customer won."""

    name: str
    count: int
    per_customer: Estimate  # an interval only where the folder counts by person


def funnel(run: Run, flows: Flows) -> tuple[Step, ...]:
    """Contacts, responses, needs of the market, needs won, products opened, products still held.

    Contacts, responses and needs are counted for the whole firm and have no interval; products
    opened are counted by person. ``needs`` are those of everybody in the market. Held are products
    in the run's last month, of customers then living.
    """
    months = run.frames.months
    mine = months[months["strategy"] == flows.name]
    won = flows.people["joined"].notna().to_numpy(dtype=bool)
    customers = int(won.sum())
    opened = flows.people["products_opened"].to_numpy(dtype=np.float64)
    steps = [_counted(name, int(mine[name].sum()), customers) for name in COUNTS]
    at_end = int(mine.sort_values("month")["products_held"].to_numpy()[-1])
    each = ratio_estimate(opened, won.astype(float))
    return (
        *steps,
        Step("products_opened", int(opened.sum()), each),
        _counted("products_held_at_the_end", at_end, customers),
    )


def _counted(name: str, count: int, customers: int) -> Step:
    if not customers:
        return Step(name, count, undefined())
    return Step(name, count, Estimate(count / customers, None, None, customers))
