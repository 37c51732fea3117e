"""Acceptability: the chance of each strategy to be worth most, against the discount rate."""

import altair as alt
import pandas as pd

from reports.charts.axes import SHARE, share_axis
from reports.charts.figure import Figure
from reports.charts.lines import line_figure, line_layers, rows_of, words_of_lines
from reports.charts.style import QUIET, text_on
from reports.charts.telling import extremes, share_words
from reports.charts.uncertainty.words import AGAIN, subtitle
from reports.words import percent
from sim.experiments.uncertainty.found import Uncertainty

TITLE = "The chance of each strategy to be worth most, by discount rate"
HEAD = 20.0


def acceptable_chart(found: Uncertainty, run_hash: str) -> Figure:
    """A line with its band for every strategy."""
    at = lambda x: f"{percent(x)} a year"  # noqa: E731
    rows = rows_of(found.acceptable, at, share_words)
    across = alt.Axis(title="Discount rate a year", labelExpr=SHARE, tickCount=10)
    layers = [
        *_today(found),
        *line_layers(rows, across, share_axis("Share of draws"), top=1.0),
    ]
    words = words_of_lines(rows, head=HEAD, top=1.0)
    return Figure(
        "uncertainty_acceptable",
        TITLE,
        definition="Of the draws of the numbers, the share in which each strategy is to be "
        "expected to be worth most, had money this price. The flows of each draw are discounted "
        "at other rates; people and firm act as they did.",
        units="Share of draws; effective rate a year.",
        band=f"At every rate by itself: Wilson's (1927), or where it is wider, that: {AGAIN}",
        trap="A high chance says nothing about how much is at stake: the spread of the lead and "
        "the worth of knowing do.",
        alt="Line chart by discount rate. "
        + " ".join(extremes(curve, at, lambda share: percent(share)) for curve in found.acceptable),
        chart=line_figure(
            layers, rows, words, TITLE, subtitle(found, run_hash, "acceptability curves")
        ),
        data=rows,
    )


def _today(found: Uncertainty) -> list[alt.Chart]:
    rate = found.scenario.discount_rate
    if not 0 <= rate <= found.acceptable[0].x[-1]:
        return []
    frame = pd.DataFrame([{"x": rate, "words": f"scenario: {percent(rate, 1)}"}])
    base = alt.Chart(frame).encode(x=alt.X("x:Q"))
    rule = base.mark_rule(color=QUIET, strokeDash=[3, 3], size=1.5)
    words = base.encode(y=alt.value(6), text=alt.Text("words:N"))
    return [rule, *text_on(words, align="left", dx=5)]
