"""Tornado: what the lead becomes as each number goes to its ends."""

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import money_axis
from reports.charts.drivers.rows import MOST, bars, height_of, place_of, words_beside
from reports.charts.figure import Figure
from reports.charts.lines import rounded
from reports.charts.style import LETTER, finished, ink, zero_line
from reports.experiments.sums import Sums
from reports.given import text_of
from reports.words import spoken
from sim.experiments.drivers import Bar, Moved, Tornado

PLOT = 400.0
"""Pixels of the plot beside its labels, about."""
ENDS = ("low end", "high end")


def tornado_chart(found: Tornado, run: str) -> Figure:
    """Two bars a number, from today's lead to the lead at either end."""
    sums = Sums(found.currency, found.minor_digits)
    widest = [bar for bar in found.bars if not bar.idle][:MOST] or list(found.bars[:1])
    rows = _ends(found, widest, sums)
    leader, rival = spoken(found.leader), spoken(found.rival)
    title = f"What drives the lead of {leader} over {rival}"
    return Figure(
        "tornado",
        title,
        definition="Each number alone is moved to its low end and to its high end, and everybody "
        "lives anew with the same luck. A bar runs from today's lead (the upright line) to the "
        "lead at that end; what the number is there stands beside it, with the lead. The widest "
        "pair is on top.",
        units=f"{found.currency} per person in the market, discounted to the start.",
        band=f"The thin line is the 95 % interval of the bar's length over {found.seeds} seeds: "
        "of the difference to today, under the same seeds (Student's t).",
        trap="Moving one number at a time does not see what two do together; --method morris or "
        "sobol does. And a wide bar may only mean a wide range.",
        alt=f"Tornado chart; today's lead is {sums.interval(found.lead)}. "
        + " ".join(f"{told}." for told in rows["told"]),
        chart=finished(
            _tornado(rows, [bar.driver.path for bar in widest], found),
            rows,
            title,
            f"{found.currency} per person, mean over {found.seeds} seeds; run {run}",
            height=height_of(len(widest)),
        ),
        data=rows,
    )


def _ends(found: Tornado, widest: list[Bar], sums: Sums) -> pd.DataFrame:
    rows = []
    for place, bar in enumerate(widest):
        for end, moved in zip(ENDS, (bar.low, bar.high), strict=True):
            if moved is not None and moved.effect.value is not None:
                rows.append(_end(found, bar, end, moved, place, sums))
    return rounded(pd.DataFrame(rows).astype({"least": float, "most": float}))


def _end(
    found: Tornado, bar: Bar, end: str, moved: Moved, place: int, sums: Sums
) -> dict[str, object]:
    base, effect = found.lead.value or 0.0, moved.effect
    change = effect.value or 0.0
    value = text_of(moved.value, bar.driver.assumption.unit, found.currency)
    ends = [base + each for each in (change, effect.low, effect.high) if each is not None]
    lead = sums.amount(base + change, effect.half_width)
    return {
        "path": bar.driver.path,
        "kind": end,
        **place_of(place, upper=end == ENDS[0]),
        "from": base,
        "to": base + change,
        "least": None if effect.low is None else base + effect.low,
        "most": None if effect.high is None else base + effect.high,
        "beyond": max([base, *ends]) if change >= 0 else min([base, *ends]),
        "side": "right" if change >= 0 else "left",
        "words": f"{value}: {lead}",
        "told": f"{bar.driver.path} at {value}: lead {lead}, "
        f"by {sums.interval(effect)} another than today's",
    }


def _tornado(rows: pd.DataFrame, paths: list[str], found: Tornado) -> list[alt.Chart]:
    domain = _room(rows)
    across = alt.X(
        "from:Q",
        axis=money_axis("Lead per person in the market", found.currency),
        scale=alt.Scale(domain=domain, nice=False, zero=False),
    )
    today = pd.DataFrame({"today": [found.lead.value or 0.0]})
    rule = alt.Chart(today).mark_rule(color=ink, size=1.6).encode(x=alt.X("today:Q"))
    lost = [zero_line("x")] if domain[0] < 0 < domain[1] else []
    return [
        *bars(paths, across, "to", ENDS, "Lead"),
        rule,
        *lost,
        *words_beside(paths, _side("right")),
        *words_beside(paths, _side("left"), right=False),
    ]


def _side(side: str) -> alt.Chart:
    return alt.Chart().transform_filter(f"datum.side == '{side}'")


def _room(rows: pd.DataFrame) -> list[float]:
    """The ends of the axis, with space for what stands beside the bars."""
    ends = rows[["from", "to", "least", "most"]]
    low, high = float(ends.min().min()), float(ends.max().max())
    longest = {
        side: float(rows.loc[rows["side"] == side, "words"].str.len().max() or 0)
        for side in ("left", "right")
    }
    pixels = {side: LETTER * (0 if np.isnan(n) else n) + 10 for side, n in longest.items()}
    each = ((high - low) or 1.0) / max(PLOT - sum(pixels.values()), PLOT / 4)
    return [low - each * pixels["left"], high + each * pixels["right"]]
