"""All charts of a run, in the order of the argument, and those that one run cannot have."""

import altair as alt

from reports.charts.cash import cash_charts
from reports.charts.concentration import concentration_chart
from reports.charts.difference import difference_charts
from reports.charts.figure import Figure, absent
from reports.charts.j_curve import j_curves
from reports.charts.life_cycle import life_cycles
from reports.charts.made_known import made_known_chart
from reports.charts.products import products_charts
from reports.charts.rates import rates_charts
from reports.charts.retention import retention_chart
from reports.charts.rewards import rewards_chart
from reports.charts.waterfall import waterfalls
from reports.charts.whale import whale_chart
from reports.material import Material

BUILDERS = (
    rates_charts,
    waterfalls,
    difference_charts,
    life_cycles,
    j_curves,
    cash_charts,
    retention_chart,
    whale_chart,
    concentration_chart,
    rewards_chart,
    made_known_chart,
    products_charts,
)

OF_MANY_RUNS = (
    absent(
        "two_parameter_map",
        "Two-parameter map",
        "It shows the difference over two numbers of the scenario, which needs a run for every "
        "cell; a run folder holds one run. `sim sweep` draws it.",
    ),
    absent(
        "tornado",
        "Tornado",
        "It shows how far the difference moves with each uncertain number, which needs two runs "
        "for every number; a run folder holds one run. `sim drivers` draws it.",
    ),
    absent(
        "many_runs",
        "How surely, and what would change it",
        "Each takes many runs, and a run folder holds one. `sim compare --replications` shows the "
        "difference over other people and other luck, `sim uncertainty` over what nobody knows, "
        "`sim flip` where the lead is lost, `sim levers` which parts of a strategy make it, and "
        "`sim tune` what a firm gains by choosing other numbers.",
    ),
    absent(
        "one_life",
        "One life, two strategies",
        "It follows one person month by month, which needs each person's events and cash; the run "
        "folder keeps what people come to, and events only where they are asked for.",
    ),
)


def chart_of(material: Material, name: str) -> alt.LayerChart:
    """One chart, by its name.

    Raises:
        KeyError: there is no such chart; the message names those there are.
        ValueError: the run has no data for it; the message says why.
    """
    found = {figure.name: figure for figure in (*figures(material), *OF_MANY_RUNS)}
    if name not in found:
        known = ", ".join(each for each, figure in found.items() if figure.chart is not None)
        raise KeyError(f"there is no chart {name!r}: there are {known}")
    chart = found[name].chart
    if chart is None:
        raise ValueError(f"{name}: {found[name].missing}")
    return chart


def figures(material: Material) -> list[Figure]:
    """Every figure of a run; one that it has no data for says why."""
    return [figure for build in BUILDERS for figure in build(material)]
