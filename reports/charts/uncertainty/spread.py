"""How the lead is spread over what is believed of the numbers."""

from itertools import pairwise

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import money_axis, share_axis
from reports.charts.figure import Figure
from reports.charts.lines import rounded
from reports.charts.style import COLOURS, finished, ink, paper, text_on, zero_line
from reports.charts.uncertainty.words import AGAIN, quantile, subtitle, whole_share
from reports.experiments.sums import sums_of
from reports.words import capital, spoken
from sim.experiments.estimate import share_estimate
from sim.experiments.uncertainty.found import QUANTILES, Uncertainty

MOST_BARS = 24
MORE, LESS = COLOURS[0], COLOURS[1]


def spread_chart(found: Uncertainty, run_hash: str) -> Figure:
    """A histogram of the lead to be expected in each draw, with mean and quantiles."""
    leader, rival = spoken(found.leader), spoken(found.rival)
    title = f"The lead of {leader} over {rival}, over what is believed"
    rows, sums = _bars(found), sums_of(found.scenario)
    ahead = whole_share(found.ahead)
    spread = [
        f"{quantile(at)} of draws lie below {sums.interval(each)}"
        for at, each in zip(QUANTILES, found.quantiles, strict=True)
    ]
    return Figure(
        "uncertainty_spread",
        title,
        definition="For each draw of the numbers: mean net present value per person under "
        f"{leader} less that under {rival}, to be expected over luck. Every draw is run under the "
        "same seeds; the means spread by luck as well, and that is taken out, so that the spread "
        "is that of the numbers alone.",
        units=f"Share of draws; {found.scenario.currency} per person in the market, discounted to "
        f"{found.scenario.start}.",
        band="95 % interval of every share (Wilson 1927), drawn as a line on each bar. "
        f"{capital('; '.join(spread))}. {AGAIN}",
        trap="A mean lead hides how likely it is to be none: it is above zero in "
        f"{ahead} of draws.",
        alt=f"Histogram of the lead over {len(found.draws):,} draws: {'; '.join(spread)}. It is "
        f"above zero in {ahead} of draws.",
        chart=finished(_layers(found, rows), rows, title, subtitle(found, run_hash, _of(found))),
        data=rows,
    )


def _of(found: Uncertainty) -> str:
    return f"mean {sums_of(found.scenario).interval(found.mean)} per person"


def _bars(found: Uncertainty) -> pd.DataFrame:
    """Even bars, of which one begins at zero, so that none is on both sides of it."""
    leads = np.array([draw.expected for draw in found.draws])
    wanted = min(max(int(np.sqrt(len(leads)) * 1.5), 6), MOST_BARS)
    reach = max(float(np.ptp(leads)), 10.0**-found.scenario.minor_digits)
    width = reach / wanted
    first, last = np.floor(leads.min() / width), np.floor(leads.max() / width) + 1
    edges = np.arange(first, last + 1) * width
    counts, _ = np.histogram(leads, edges)
    sums = sums_of(found.scenario)
    shares = [share_estimate(int(count), len(leads)) for count in counts]
    return rounded(
        pd.DataFrame(
            {
                "from": edges[:-1],
                "to": edges[1:],
                "middle": (edges[1:] + edges[:-1]) / 2,
                "share": [each.value for each in shares],
                "low": [each.low for each in shares],
                "high": [each.high for each in shares],
                "side": np.where(edges[:-1] + width / 2 > 0, "more", "less"),
                "where": [
                    f"{sums.plain(low)} to {sums.plain(high)}" for low, high in pairwise(edges)
                ],
                "told": [whole_share(each) for each in shares],
                "strategy": "share of draws",
            }
        )
    )


def _layers(found: Uncertainty, rows: pd.DataFrame) -> list[alt.Chart]:
    across = alt.X(
        "from:Q",
        axis=money_axis("lead, per person in the market", found.scenario.currency),
        scale=alt.Scale(nice=False, zero=False),
    )
    bars = (
        alt.Chart(rows)
        .mark_rect(stroke=alt.ExprRef("paper"), strokeWidth=1)
        .encode(
            x=across,
            x2=alt.X2("to:Q"),
            y=alt.Y("share:Q", axis=share_axis("Share of draws")),
            y2=alt.datum(0),
            color=alt.Color(
                "side:N", legend=None, scale=alt.Scale(domain=["less", "more"], range=[LESS, MORE])
            ),
            fillOpacity=alt.condition("datum.side == 'less'", alt.value(0.55), alt.value(1)),
            tooltip=[
                alt.Tooltip("where:N", title="Lead"),
                alt.Tooltip("told:N", title="Share of draws"),
            ],
        )
    )
    whisker = (
        alt.Chart(rows)
        .mark_rule(color=ink, size=1)
        .encode(x=alt.X("middle:Q"), y=alt.Y("low:Q"), y2=alt.Y2("high:Q"))
    )
    holds_zero = rows["from"].min() <= 0 <= rows["to"].max()
    return [bars, whisker, *([zero_line("x")] if holds_zero else []), *_today(found, rows)]


def _today(found: Uncertainty, rows: pd.DataFrame) -> list[alt.Chart]:
    """Lines at the mean and at today's numbers, where they lie within the bars; the words stand one
    under the other."""
    sums = sums_of(found.scenario)
    marks = [("mean", found.mean, [1, 0]), ("at today's numbers", found.today, [4, 3])]
    low, high = rows["from"].min(), rows["to"].max()
    layers: list[alt.Chart] = []
    for place, (words, each, dash) in enumerate(marks):
        if each.value is None or not low <= each.value <= high:
            continue
        frame = pd.DataFrame([{"x": each.value, "words": f"{words} {sums.mean(each)}"}])
        base = alt.Chart(frame).encode(x=alt.X("x:Q"))
        text = base.encode(y=alt.value(8 + 17 * place), text=alt.Text("words:N"))
        other = marks[1 - place][1].value or 0.0
        late = each.value < other
        layers += [
            base.mark_rule(color=paper, size=4),
            base.mark_rule(color=ink, size=1.6, strokeDash=dash),
            *text_on(text, align="right" if late else "left", dx=-6 if late else 6),
        ]
    return layers
