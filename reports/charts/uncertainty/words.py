"""What all charts of uncertain numbers say in the same way."""

from reports.money import number
from reports.words import UNDEFINED, counted, percent
from sim.experiments.estimate import Estimate
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


def whole_share(found: Estimate) -> str:
    """A share of draws with its interval, in whole percent: there are not more than some hundred.

    >>> whole_share(Estimate(0.5, 0.125, 0.785, 64))
    '50 % [12 %, 78 %]'
    """
    if found.value is None or found.low is None or found.high is None:
        return UNDEFINED
    return f"{percent(found.value)} [{percent(found.low)}, {percent(found.high)}]"


def subtitle(found: Uncertainty, run_hash: str, of: str) -> str:
    """What is drawn, and whence."""
    people = counted(found.scenario.people, "person", "people")
    return f"{of}; {len(found.draws):,} draws, {found.seeds} seeds, {people}; {run_hash}"
