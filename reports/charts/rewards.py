"""Rewards of members: what goes to sales made anyway, and what to those that are added."""

import altair as alt
import pandas as pd

from reports.charts.axes import money_axis
from reports.charts.figure import Figure
from reports.charts.lines import rounded
from reports.charts.style import COLOURS, QUIET, finished, ink, text_on
from reports.figures import interval, share_interval
from reports.material import Material
from reports.words import capital, percent, spoken
from sim.experiments.measures.rewarding import Rewarding

NAME = ("rewards", "What members get, and for which purchases")
ANYWAY, ADDED = "for purchases made anyway", "for purchases added"
ROOM = 1.35
"""The end of the axis, in longest bars: what stands beside a bar needs room."""


def rewards_chart(material: Material) -> list[Figure]:
    """A bar a strategy, in two parts; nothing where no member gets anything."""
    facts = material.facts
    found = {
        each.strategy: each.rewarding
        for each in material.measures
        if each.rewarding and each.rewarding.total
    }
    if not found:
        return []
    rows = rounded(pd.concat([_parts(name, each) for name, each in found.items()]))
    told = " ".join(
        f"{capital(spoken(name))}: {interval(each.rewards, facts)} a member and year, of which "
        f"{share_interval(each.anyway)} for purchases made anyway."
        for name, each in found.items()
    )
    return [
        Figure(
            *NAME,
            definition="Discounts and free items of members. A purchase is made anyway if the same "
            "member, with the same luck, would have made it in that month without the programme. "
            "What membership itself costs is not in the bars. " + told,
            units=f"{facts.currency} a member and year, not discounted.",
            band="The thin line is the 95 % interval of the part for purchases made anyway, by "
            "leaving out one twentieth of the people at a time (jackknife, Kott 2001).",
            trap="Sales to members are no measure of a programme: they buy most in any case. "
            "Customers whom the programme keeps from leaving are not in this chart.",
            alt=f"Bar chart. {told}",
            chart=finished(
                _bars(rows, facts.currency),
                rows,
                NAME[1],
                f"{facts.currency} a member and year; run {material.run_hash}",
                height=max(52 * len(found), 120),
            ),
            data=rows,
        )
    ]


def _parts(name: str, each: Rewarding) -> pd.DataFrame:
    whole, share = each.rewards.value or 0.0, each.anyway.value or 0.0
    low, high = (share if end is None else end for end in (each.anyway.low, each.anyway.high))
    parts = pd.DataFrame(
        {
            "strategy": spoken(name),
            "kind": [ANYWAY, ADDED],
            "from": [0.0, share * whole],
            "to": [share * whole, whole],
            "low": [low * whole, None],
            "high": [high * whole, None],
            "words": [None, f"{percent(share)} made anyway"],
        }
    )
    return parts.astype({"low": float, "high": float})


def _bars(rows: pd.DataFrame, currency: str) -> list[alt.Chart]:
    strategies = list(dict.fromkeys(rows["strategy"]))
    down = alt.Y("strategy:N", sort=strategies, axis=alt.Axis(title=None, labelLimit=170))
    across = alt.X(
        "from:Q",
        axis=money_axis("Rewards a member and year", currency),
        scale=alt.Scale(domainMax=ROOM * float(rows["to"].max())),
    )
    colour = alt.Color(
        "kind:N",
        sort=[ANYWAY, ADDED],
        scale=alt.Scale(domain=[ANYWAY, ADDED], range=[QUIET, COLOURS[2]]),
        legend=alt.Legend(title=None, symbolType="square"),
    )
    base = alt.Chart()
    bars = base.mark_bar(height={"band": 0.6}).encode(
        y=down,
        x=across,
        x2=alt.X2("to:Q"),
        color=colour,
        tooltip=[alt.Tooltip("strategy:N", title="Strategy"), alt.Tooltip("kind:N", title="Given")],
    )
    whiskers = base.mark_rule(color=ink, size=1.6).encode(
        y=down, x=alt.X("low:Q"), x2=alt.X2("high:Q")
    )
    words = base.transform_filter("isValid(datum.words)").encode(
        y=down, x=alt.X("to:Q"), text=alt.Text("words:N")
    )
    return [bars, whiskers, *text_on(words, align="left", dx=6)]
