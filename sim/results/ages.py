"""The table of ages: what customers of each age brought, and how many months they lived."""

import pandas as pd

from sim.results.cells import money_cells
from sim.results.columns import text
from sim.world.outcome import Outcome


def ages_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per age in whole years and ledger line with money.

    ``amount`` is in whole minor units; ``customer_months`` and ``products_held`` (product-months)
    are those of the age, repeated on each of its lines. An age lived without any flow keeps one
    row, whose line is null.
    """
    age, cells = money_cells(outcome.ages, outcome.age_customer_months)
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, len(age)),
            "age": age,
            "line": cells["line"],
            "amount": cells["amount"],
            "customer_months": outcome.age_customer_months[age],
            "products_held": outcome.age_products_held[age],
        }
    )
