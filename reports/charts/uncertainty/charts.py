"""Which charts there are: the spread of the lead, who is worth most, luck, what to know."""

from altair.utils.schemapi import debug_mode

from reports.charts.figure import Figure
from reports.charts.uncertainty.acceptable import acceptable_chart
from reports.charts.uncertainty.bars import best_chart, knowing_chart, split_chart
from reports.charts.uncertainty.spread import spread_chart
from sim.experiments.uncertainty.found import Uncertainty


def uncertainty_charts(found: Uncertainty, run_hash: str) -> list[Figure]:
    """All charts; Altair's checks of its own schema take as long as the rest."""
    with debug_mode(False):
        return [
            spread_chart(found, run_hash),
            best_chart(found, run_hash),
            acceptable_chart(found, run_hash),
            split_chart(found, run_hash),
            knowing_chart(found, run_hash),
        ]
