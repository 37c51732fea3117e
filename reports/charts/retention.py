"""Retention: who is still a customer, by years since joining."""

from reports.charts.axes import plain_axis, share_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import line_figure, line_layers, rows_of, words_of_lines
from reports.charts.telling import lines_told, share_words, years_since
from reports.material import Material
from reports.words import listed, percent, spoken
from sim.experiments.curve import Curve
from sim.experiments.since_joining import FEWEST, retention

NAME = ("retention", "Customers who stay")
MOST_WITH_SIZE = 3
"""With more strategies than this, how many each won stands beside the chart only."""


def retention_chart(material: Material) -> list[Figure]:
    """The share of those won who are still here."""
    found = [retention(material.run, name) for name in material.facts.strategies]
    curves = [curve for curve in found if curve is not None]
    if not curves:
        return [absent(*NAME, "No strategy won a customer, so nobody could stay or leave.")]
    won = {each.strategy: each.won for each in material.performances}
    few = len(curves) <= MOST_WITH_SIZE
    named = [_with_size(curve, won[curve.strategy]) if few else curve for curve in curves]
    rows = rows_of(named, years_since, share_words)
    across = plain_axis("Years since joining")
    layers = line_layers(rows, across, share_axis("Share still a customer", values=_TICKS))
    sizes = listed([f"{spoken(each.strategy)} {won[each.strategy]:,}" for each in curves])
    return [
        Figure(
            *NAME,
            definition="Of the customers who joined early enough for that many years to lie within "
            "the run, the share who are customers then; who left and came back counts as here. "
            f"Customers won: {sizes}.",
            units="Share of customers won; years since first joining.",
            band=f"95 % interval at every point (Wilson 1927); given where {FEWEST} customers or "
            "more could have been seen that long.",
            trap="One churn number hides that retention rises with tenure: those who are going to "
            "leave go early, and the line flattens.",
            alt=lines_told(
                "the share still a customer by years since joining",
                curves,
                years_since,
                lambda value: percent(value, 1),
            ),
            chart=line_figure(
                layers,
                rows,
                words_of_lines(rows),
                NAME[1],
                f"Share of customers won; run {material.run_hash}",
            ),
            data=rows,
        )
    ]


_TICKS = [0, 0.25, 0.5, 0.75, 1]


def _with_size(curve: Curve, won: int) -> Curve:
    name = f"{spoken(curve.strategy)} ({won:,} won)"
    return Curve(name, curve.x, curve.value, curve.low, curve.high)
