"""The optional table of events: the stories of single lives."""

import numpy as np
import pandas as pd

from sim.results.columns import text
from sim.world.outcome import Outcome


def events_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per event in the order in which the world told them; ``amount`` in minor units."""
    events = outcome.events or ()
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, len(events)),
            "person": np.array([event.person for event in events], dtype=np.int64),
            "month": np.array([event.month for event in events], dtype=np.int64),
            "event": pd.array([event.event for event in events], dtype="string"),
            "product": pd.array([event.product for event in events], dtype="string"),
            "amount": np.array([event.amount for event in events], dtype=np.int64),
        }
    )
