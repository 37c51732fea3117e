"""The table of people: one row per strategy and person, with the worth of that relationship.

``strategy``, ``segment``, ``exit`` and ``entry_stage`` (null if never won) are names. Months are
months of the run: ``joined`` is null for who was never won, ``left`` also for who is a customer at
the horizon. ``clv_before_acquisition``, ``clv`` (both discounted to the month of first joining,
null if never won) and ``npv`` (discounted to the start, over everyone) are floats in major units;
``cash``, ``capital_charge`` and ``acquisition_cost`` are undiscounted sums in whole minor units.
``life`` is a fingerprint of all that happened, money left aside. ``purchases`` counts baskets, and
``revenue`` is what they came to at the regular price, undiscounted, in major units.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.columns import known, named, place_type
from sim.results.facts import Facts
from sim.world.outcome import Exit, Outcome

EXITS = tuple(exit.name.lower() for exit in Exit)
COLUMNS: dict[str, type | None] = {
    "strategy": None,
    "person": np.int64,
    "segment": None,
    "joined": np.int32,
    "left": np.int32,
    "exit": None,
    "tenure_months": np.int32,
    "products_opened": np.int32,
    "clv_before_acquisition": np.float64,
    "clv": np.float64,
    "npv": np.float64,
    "entry_stage": None,
    "cash": np.int64,
    "capital_charge": np.int64,
    "acquisition_cost": np.int64,
    "life": np.int64,
    "purchases": np.int32,
    "revenue": np.float64,
}
"""The columns and the type of their numbers; those without one hold names."""

UNKNOWN_BELOW_ZERO = ("joined", "left")


class PeopleTable:
    """Room for everyone under every strategy, filled one strategy at a time.

    People are many, so every value is written once, to where it stays.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._names = {
            "strategy": facts.strategies,
            "segment": facts.segments,
            "exit": EXITS,
            "entry_stage": facts.stages,
        }
        rows = facts.people * len(facts.strategies)
        self._columns = {
            name: np.empty(rows, dtype=kind or place_type(self._names[name]))
            for name, kind in COLUMNS.items()
        }

    def add(self, outcome: Outcome) -> None:
        """Write down the people of one strategy."""
        facts = self._facts
        place = facts.strategies.index(outcome.strategy)
        rows = slice(place * facts.people, (place + 1) * facts.people)
        for name, column in self._columns.items():
            if name == "strategy":
                column[rows] = place
            elif column.dtype == np.float64:
                np.divide(getattr(outcome.people, name), facts.minor_per_major, out=column[rows])
            else:
                column[rows] = getattr(outcome.people, name)

    def frame(self) -> pd.DataFrame:
        """The table; it shares its memory with this one."""
        columns = {name: self._typed(name, values) for name, values in self._columns.items()}
        return pd.DataFrame(columns, copy=False)

    def _typed(self, name: str, values: NDArray[Any]) -> Any:
        if name in self._names:
            return named(self._names[name], values)
        return known(values) if name in UNKNOWN_BELOW_ZERO else values
