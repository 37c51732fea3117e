"""What all charts of uncertain numbers say in the same way."""

from reports.words import counted
from sim.experiments.uncertainty.found import Uncertainty

AGAIN = (
    "95 % interval: draws drawn again and again, and moved as other seeds would (bootstrap, Efron "
    "1979)."
)


def subtitle(found: Uncertainty, run_hash: str, of: str) -> str:
    """What is drawn, and whence."""
    people = counted(found.scenario.people, "person", "people")
    return f"{of}; {len(found.draws):,} draws, {found.seeds} seeds, {people}; {run_hash}"
