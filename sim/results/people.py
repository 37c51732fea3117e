"""The table of people: one row per strategy and person, with the worth of that relationship."""

import pandas as pd

from sim.results.columns import known, major, text, texts
from sim.results.facts import Facts
from sim.world.outcome import Exit, Outcome

EXITS = tuple(exit.name.lower() for exit in Exit)


def people_frame(outcome: Outcome, facts: Facts) -> pd.DataFrame:
    """One row per person.

    Months are months of the run. ``joined`` is null for who was never won, ``left`` also for who
    is a customer at the horizon. ``clv_before_acquisition``, ``clv`` (both discounted to the month
    of first joining, null if never won) and ``npv`` (discounted to the start, over everyone) are
    floats in major units; ``cash``, ``capital_charge`` and ``acquisition_cost`` are undiscounted
    sums in whole minor units. ``life`` is a fingerprint of all that happened, money left aside.
    """
    people = outcome.people
    unit = facts.minor_per_major
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, len(people.person)),
            "person": people.person,
            "segment": texts(facts.segments, people.segment),
            "joined": known(people.joined),
            "left": known(people.left),
            "exit": texts(EXITS, people.exit),
            "tenure_months": people.tenure_months,
            "products_opened": people.products_opened,
            "clv_before_acquisition": major(people.clv_before_acquisition, unit),
            "clv": major(people.clv, unit),
            "npv": major(people.npv, unit),
            "entry_stage": texts(facts.stages, people.entry_stage),
            "cash": people.cash,
            "capital_charge": people.capital_charge,
            "acquisition_cost": people.acquisition_cost,
            "life": people.life,
        }
    )
