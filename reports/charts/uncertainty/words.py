"""What all charts of uncertain numbers say in the same way."""

from reports.money import number
from reports.words import counted
from sim.experiments.uncertainty.found import Uncertainty

AGAIN = (
    "95 % interval: draws drawn again and again, and moved as other seeds would (bootstrap, Efron "
    "1979)."
)


def quantile(share: float) -> str:
    """A share of draws as short as it is.

    >>> quantile(0.025), quantile(0.5)
    ('2.5 %', '50 %')
    """
    return f"{number(100 * share, 1).removesuffix('.0')} %"


def subtitle(found: Uncertainty, run_hash: str, of: str) -> str:
    """What is drawn, and whence."""
    people = counted(found.scenario.people, "person", "people")
    return f"{of}; {len(found.draws):,} draws, {found.seeds} seeds, {people}; {run_hash}"
