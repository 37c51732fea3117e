"""Which charts a sweep has: lines over one number, a map over two, and else points by number."""

from altair.utils.schemapi import debug_mode

from reports.charts.figure import Figure
from reports.charts.sweep.along import lead_along, worth_along
from reports.charts.sweep.map import best_map, lead_map
from reports.charts.sweep.scatter import scatters
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.sweep import Sweep


def sweep_charts(found: Sweep, run_hash: str) -> list[Figure]:
    """All charts; Altair's checks of its own schema take as long as the rest."""
    with debug_mode(False):
        if found.design is not Design.GRID or len(found.varied) > 2:
            return scatters(found, run_hash)
        if len(found.varied) == 1:
            return [lead_along(found, run_hash), worth_along(found, run_hash)]
        several = [best_map(found, run_hash)] if len(found.strategies) > 2 else []
        return [lead_map(found, run_hash), *several]
