"""The table of the ledger: every line of every product in every month, where money moved."""

import numpy as np
import pandas as pd

from sim.results.columns import text, texts
from sim.results.facts import Facts
from sim.world.ledger import LINES
from sim.world.outcome import Outcome


def ledger_frame(outcome: Outcome, facts: Facts) -> pd.DataFrame:
    """One row per month, product and line whose ``amount`` (whole minor units) is not zero.

    Flows that belong to no product, such as acquisition, have a null product.
    """
    month, product, line = np.nonzero(outcome.ledger)
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, len(month)),
            "month": month.astype(np.int64),
            "product": texts([*facts.products, None], product),
            "line": texts(LINES, line),
            "amount": outcome.ledger[month, product, line],
        }
    )
