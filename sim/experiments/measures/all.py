"""All measures of one strategy of a run; None where a run has nothing that one is about."""

from dataclasses import dataclass

from sim.experiments.cash import cash_curve
from sim.experiments.counts import counts_of
from sim.experiments.estimate import Estimate
from sim.experiments.flows import Flows
from sim.experiments.measures.again import Again, again
from sim.experiments.measures.keeping import Keeping, keeping
from sim.experiments.measures.rewarding import Rewarding, rewarding
from sim.experiments.measures.serving import Serving, serving
from sim.experiments.measures.spending import Spending, spending
from sim.experiments.measures.stopping import Stopping, stopping
from sim.results.run import Run


@dataclass(frozen=True)
class Measures:
    """Measures of one strategy."""

    strategy: str
    keeping: Keeping
    again: Again
    spending: Spending | None
    rewarding: Rewarding | None
    serving: Serving | None
    stopping: Stopping | None
    need: Estimate  # of cash at its deepest, per person in the market, major units


def measures_of(run: Run, flows: Flows) -> Measures:
    """The measures of one strategy."""
    counts, unit = counts_of(run, flows), run.facts.minor_per_major
    return Measures(
        strategy=flows.name,
        keeping=keeping(counts),
        again=again(counts, flows.people),
        spending=spending(counts, flows, unit),
        rewarding=rewarding(counts, unit),
        serving=serving(counts),
        stopping=stopping(run, flows.name),
        need=cash_curve(flows, unit).trough.times(-1),
    )
