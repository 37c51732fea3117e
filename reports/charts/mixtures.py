"""Where a lead comes from, part by part: the waterfall, and what parts bring only together."""

from typing import Literal

import altair as alt
import pandas as pd

from reports.charts.figure import Figure, absent
from reports.charts.lines import rounded
from reports.charts.steps import DOWN, UP, bar, height_of, rows_of_bars, steps_chart, within
from reports.charts.style import QUIET, finished, text_on
from reports.experiments.sums import Sums
from reports.words import spoken
from sim.experiments.mixtures import Interaction, Levers, Player

MAP = ("interactions", "What parts bring only together")
ROW = 46
"""Pixels of a row of the map."""
LONGEST = 240
"""Pixels of a label: parts that move together are named together."""


def label_of(player: Player) -> str:
    """The parts of a player as people say them.

    >>> label_of(Player(("offers", "better_by")))
    'offers + better by'
    """
    return " + ".join(spoken(part) for part in player.parts)


def levers_waterfall(found: Levers, run: str) -> Figure:
    """From the rival's worth to the leader's, a step a part."""
    sums = Sums(found.currency, found.minor_digits)
    rows = _bars(found, sums)
    leader, rival = spoken(found.leader), spoken(found.rival)
    title = f"Which parts make {leader} differ from {rival}"
    return Figure(
        "levers",
        title,
        definition="The outer bars are the two strategies' mean values per person, anchored at "
        "zero. Each step is a part's Shapley value: what it adds when it is switched from "
        f"{rival} to {leader}, on average over all orders in which the parts can be switched "
        "(Shapley 1953). All mixtures were run.",
        units=f"{found.currency} per person in the market, discounted to the start.",
        band="The thin line through the end of a step is its 95 % interval over "
        f"{found.seeds} seeds (Student's t). 95 % interval of the whole difference: "
        f"{sums.interval(found.difference)}.",
        trap="Switched in one order only, a part would be given what it brings only together "
        "with others, or not, as the order has it. Here what parts bring together is shared "
        "equally, and the steps add up exactly, to the minor unit.",
        alt=f"Waterfall chart. {' '.join(rows['told'] + '.')}",
        chart=finished(
            steps_chart(rows, found.currency, "Part", LONGEST),
            rows,
            title,
            f"{found.currency} per person, mean over seeds; run {run}",
            height=height_of(rows),
        ),
        data=rows,
    )


def _bars(found: Levers, sums: Sums) -> pd.DataFrame:
    money, unit = (found.currency, found.minor_digits), 10**found.minor_digits
    last, level = found.shown
    bars = [bar(spoken(found.rival), 0, level, "whole", *money)]
    for each in found.contributions:
        kind = "loss" if each.shown < 0 else "gain"
        step = bar(label_of(each.player), level, each.shown, kind, *money)
        share = each.shapley
        bars.append(within(step, level / unit, share.low, share.high, sums.interval(share)))
        level += each.shown
    bars.append(bar(spoken(found.leader), 0, last, "whole", *money))
    return rows_of_bars(bars)


def interaction_map(found: Levers, run: str) -> Figure:
    """A cell for every two parts; nothing where there is one part only."""
    if not found.interactions:
        return absent(*MAP, "The strategies differ in one part, which has nothing to meet.")
    rows = _cells(found)
    return Figure(
        *MAP,
        definition="For two parts, what they bring together less what each brings, on average "
        "over all mixtures of the others (Shapley interaction index, Grabisch and Roubens 1999). "
        "Above zero they help each other; below zero the one takes what the other would have "
        "brought.",
        units=f"{found.currency} per person in the market, discounted to the start.",
        band=f"A cell with a dot holds zero in its 95 % interval over {found.seeds} seeds.",
        trap="A sum of effects, each measured alone, is not the effect of all. What is missing "
        "or too much stands here; colours are centred on zero.",
        alt="Map of interactions, strongest first. "
        + " ".join(f"{told}." for told in rows.drop_duplicates("told")["told"]),
        chart=finished(
            _map(rows, [label_of(each.player) for each in found.contributions]),
            rows,
            MAP[1],
            f"{found.currency} per person; a dot: the interval holds zero; run {run}",
            height=ROW * (len(found.contributions) - 1),
        ),
        data=rows,
    )


def _cells(found: Levers) -> pd.DataFrame:
    """The lower triangle: later parts down, earlier across."""
    sums = Sums(found.currency, found.minor_digits)
    order = [each.player for each in found.contributions]
    rows = []
    for each in found.interactions:
        across, down = sorted((each.one, each.other), key=order.index)
        rows.append(
            {
                "across": label_of(across),
                "down": label_of(down),
                "index": each.index.value,
                "words": f"{_signed(each, sums)}{'' if each.index.excludes_zero else ' ·'}",
                "told": f"{label_of(across)} with {label_of(down)} {sums.interval(each.index)}",
            }
        )
    return rounded(pd.DataFrame(rows))


def _signed(each: Interaction, sums: Sums) -> str:
    sign = "+" if (each.index.value or 0.0) > 0 else ""
    return f"{sign}{sums.mean(each.index)}"


def _map(rows: pd.DataFrame, order: list[str]) -> list[alt.Chart]:
    most = float(rows["index"].abs().max()) or 1.0
    base = alt.Chart().encode(
        x=alt.X("across:N", sort=order, axis=_axis(orient="bottom", angle=-30)),
        y=alt.Y("down:N", sort=order, axis=_axis(orient="left", angle=0)),
    )
    colour = alt.Color(
        "index:Q",
        legend=None,
        scale=alt.Scale(domain=[-most, 0, most], range=[DOWN, "#e6e6e6", UP]),
    )
    cells = base.mark_rect(stroke=QUIET, strokeWidth=0.5).encode(
        color=colour, tooltip=[alt.Tooltip("told:N", title="Together")]
    )
    return [cells, *text_on(base.encode(text=alt.Text("words:N")), align="center")]


def _axis(orient: Literal["bottom", "left"], angle: int) -> alt.Axis:
    return alt.Axis(
        title=None,
        grid=False,
        ticks=False,
        orient=orient,
        labelAngle=angle,
        labelLimit=LONGEST,
        labelOverlap="greedy",
        labelSeparation=-LONGEST,  # every column is named: slanted labels do not cover each other
    )
