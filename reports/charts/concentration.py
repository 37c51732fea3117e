"""How much of the revenue those customers bring who spend most."""

import altair as alt
import pandas as pd

from reports.charts.axes import share_axis
from reports.charts.figure import Figure
from reports.charts.lines import line_figure, line_layers, rows_of, words_of_lines
from reports.charts.style import QUIET
from reports.charts.telling import JACKKNIFE, lines_told, share_words
from reports.figures import share_interval
from reports.material import Material
from reports.words import capital, percent, spoken
from sim.experiments.measures.spending import TOPS, Spending

NAME = ("concentration", "How much of the revenue few customers bring")


def concentration_chart(material: Material) -> list[Figure]:
    """Cumulative revenue from the biggest to the smallest spender; nothing where none buys."""
    found = {each.strategy: each.spending for each in material.measures if each.spending}
    if not found:
        return []
    curves = [each.curve for each in found.values()]
    rows = rows_of(curves, _place, share_words)
    across = share_axis("Customers won, the biggest spenders first")
    layers = line_layers(rows, across, share_axis("Share of all revenue"), top=1.0)
    told = " ".join(_told(name, each) for name, each in found.items())
    return [
        Figure(
            *NAME,
            definition="Revenue (all baskets at the regular price, over the run) of customers "
            "won, added up from the biggest to the smallest spender. The grey line is where all "
            f"would spend the same. {told}",
            units="Share of revenue; share of customers won.",
            band=JACKKNIFE,
            trap="Who joined early has had more time to spend: a part of the concentration is that "
            "of time. And revenue is no profit: for that see the chart of profit.",
            alt=lines_told(
                "cumulative share of revenue by share of customers, the biggest spenders first",
                curves,
                _place,
                lambda value: percent(value, 1),
            )
            + " "
            + told,
            chart=line_figure(
                [_equal(), *layers],
                rows,
                words_of_lines(rows, top=1.0),
                NAME[1],
                f"Share of revenue over the run; run {material.run_hash}",
            ),
            data=rows,
        )
    ]


def _place(x: float) -> str:
    return f"the top {percent(x, 1)}"


def _equal() -> alt.Chart:
    """The line on which everybody spends the same."""
    ends = alt.Chart(pd.DataFrame({"x": [0.0, 1.0], "value": [0.0, 1.0]}))
    return ends.mark_line(color=QUIET, strokeWidth=1.2).encode(x=alt.X("x:Q"), y=alt.Y("value:Q"))


def _told(name: str, each: Spending) -> str:
    shares = [
        f"{share_interval(share)} from the top {percent(top)}"
        for top, share in zip(TOPS, each.tops, strict=True)
    ]
    return f"{capital(spoken(name))}: {', '.join(shares)}."
