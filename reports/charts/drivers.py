"""Which numbers drive a lead: tornado, Morris' plane, and Sobol' indices as bars."""

import json

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import SHARE, money_axis
from reports.charts.figure import Figure
from reports.charts.lines import rounded
from reports.charts.placing import Frame, Label, Words
from reports.charts.style import (
    COLOURS,
    HEIGHT,
    LETTER,
    QUIET,
    finished,
    ink,
    paper,
    text_on,
    zero_line,
)
from reports.experiments.sums import Sums
from reports.given import text_of
from reports.words import percent, spoken
from sim.experiments.drivers import Bar, Driver, Indices, Moved, Screening, Tornado

MOST = 25
"""So many numbers are drawn; the table has all."""
NAMED = 12
"""So many points of a plane are named."""
ROW = 34
PLOT = 400.0
"""Pixels of the plot beside its labels, about."""
LONGEST = 40
"""Characters of a line of a label."""
LONGEST_NAME = 28
LOW, HIGH = COLOURS[1], COLOURS[0]
HALF = 0.36
"""Of a row, which has two bars one over the other."""


def tornado_chart(found: Tornado, run: str) -> Figure:
    """Two bars a number, from today's lead to the lead at either end."""
    sums = Sums(found.currency, found.minor_digits)
    bars = [bar for bar in found.bars if not bar.idle][:MOST] or list(found.bars[:1])
    rows = _ends(found, bars, sums)
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
            _tornado(rows, bars, found),
            rows,
            title,
            f"{found.currency} per person, mean over {found.seeds} seeds; run {run}",
            height=ROW * max(len(bars), 2),
        ),
        data=rows,
    )


def _ends(found: Tornado, bars: list[Bar], sums: Sums) -> pd.DataFrame:
    rows = []
    for place, bar in enumerate(bars):
        for end, moved in (("low end", bar.low), ("high end", bar.high)):
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
        "end": end,
        "top": place - HALF if end == "low end" else place,
        "bottom": place if end == "low end" else place + HALF,
        "middle": place + (-HALF / 2 if end == "low end" else HALF / 2),
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


def _tornado(rows: pd.DataFrame, bars: list[Bar], found: Tornado) -> list[alt.Chart]:
    domain, paths = _room(rows), [bar.driver.path for bar in bars]
    across = alt.X(
        "from:Q",
        axis=money_axis("Lead per person in the market", found.currency),
        scale=alt.Scale(domain=domain, nice=False, zero=False),
    )
    colour = alt.Color(
        "end:N",
        scale=alt.Scale(domain=["low end", "high end"], range=[LOW, HIGH]),
        legend=alt.Legend(title=None, symbolType="square", symbolSize=120),
    )
    base = alt.Chart()
    drawn = base.mark_rect().encode(
        x=across,
        x2=alt.X2("to:Q"),
        y=_down(paths),
        y2=alt.Y2("bottom:Q"),
        color=colour,
        tooltip=[alt.Tooltip("told:N", title="Lead")],
    )
    whiskers = base.mark_rule(color=ink, size=1.4).encode(
        x=alt.X("least:Q"), x2=alt.X2("most:Q"), y=_down(paths, "middle")
    )
    today = pd.DataFrame({"today": [found.lead.value or 0.0]})
    rule = alt.Chart(today).mark_rule(color=ink, size=1.6).encode(x=alt.X("today:Q"))
    lost = [zero_line("x")] if domain[0] < 0 < domain[1] else []
    return [drawn, whiskers, rule, *lost, *_beside(base, paths)]


def _beside(base: alt.Chart, paths: list[str]) -> list[alt.Chart]:
    """What stands at the ends of bars, on their outer sides."""
    parts: list[alt.Chart] = []
    for side, align, dx in (("right", "left", 5), ("left", "right", -5)):
        chosen = base.transform_filter(f"datum.side == '{side}'").encode(
            x=alt.X("beyond:Q"), y=_down(paths, "middle"), text=alt.Text("words:N")
        )
        parts += text_on(chosen, align=align, dx=dx, fontSize=11)
    return parts


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


def _down(paths: list[str], first: str = "top") -> alt.Y:
    """Rows from the top, each named by its path in one line or two.

    Every layer has this axis, since layers that leave it out would let labels be thinned.
    """
    labels = json.dumps([_two_lines(path) for path in paths])
    axis = alt.Axis(
        title=None,
        values=list(range(len(paths))),
        labelExpr=f"{labels}[datum.value]",
        labelLimit=280,
        labelFontSize=11,
        labelOverlap="greedy",
        labelSeparation=-ROW,  # every row is named, also on two lines
        grid=False,
        ticks=False,
        domain=False,
    )
    return alt.Y(
        f"{first}:Q",
        axis=axis,
        scale=alt.Scale(domain=[len(paths) - 0.5, -0.5], nice=False, zero=False),
    )


def _two_lines(path: str) -> list[str]:
    """A path in lines short enough to stand beside a chart.

    >>> _two_lines("products.account.fee")
    ['products.account.fee']
    >>> _two_lines("strategies.customer_centric.word_of_mouth.per_satisfied_customer")
    ['strategies.customer_centric.', 'word_of_mouth.per_satisfied_customer']
    """
    if len(path) <= LONGEST:
        return [path]
    words = path.split(".")
    cut = min(
        range(1, len(words)),
        key=lambda at: max(len(".".join(words[:at])), len(".".join(words[at:]))),
        default=0,
    )
    return [".".join(words[:cut]) + ".", ".".join(words[cut:])] if cut else [path]


def morris_plane(found: Screening, run: str) -> Figure:
    """A point a number: how much it does, and how much that hangs on the others."""
    sums = Sums(found.currency, found.minor_digits)
    rows = _points(found, sums)
    title = "How much each number does, and how much that hangs on the others"
    top = (1.12 * float(rows["most"].max()) or 1.0, 1.15 * float(rows["value"].max()) or 1.0)
    words = _names(rows, top)
    return Figure(
        "morris",
        title,
        definition="Along a trajectory each number is moved once, from wherever the others are. "
        "Across: the mean size of what it does to the lead over its whole way (mu*). Up: the "
        "standard deviation of that (sigma). Far right: the number matters. Above the dashed "
        "line, sigma is more than mu*: what it does hangs on the others, or turns.",
        units=f"{found.currency} per person in the market, per whole way of a number.",
        band="The thin line is the 95 % interval of mu*, by resampling trajectories.",
        trap="A mean with its sign would let gains and losses cancel; mu* is the mean of sizes.",
        alt="Plane of effects, largest first. " + " ".join(f"{told}." for told in rows["told"]),
        chart=finished(
            [*_plane(rows, top, found.currency), *words.layers()],
            rows,
            title,
            f"{found.currency} per person; {found.trajectories} trajectories; run {run}",
            narrow=words.narrow(),
        ),
        data=rows,
    )


def _points(found: Screening, sums: Sums) -> pd.DataFrame:
    shorts = short_names([each.driver.path for each in found.effects])
    rows = [
        {
            "path": each.driver.path,
            "words": short,
            "x": each.mu_star.value,
            "value": each.sigma,
            "least": each.mu_star.low,
            "most": each.mu_star.high,
            "told": f"{each.driver.path}: mu* {sums.interval(each.mu_star)}, "
            f"sigma {sums.amount(each.sigma, each.mu_star.half_width)}",
        }
        for each, short in zip(found.effects, shorts, strict=True)
    ]
    return rounded(pd.DataFrame(rows))


def _names(rows: pd.DataFrame, top: tuple[float, float]) -> Words:
    end = min(top)
    diagonal = np.array([[0.0, 0.0], [end, end]])
    points = rows[["x", "value"]].to_numpy(dtype=np.float64)
    ends = rows[["least", "most"]].to_numpy(dtype=np.float64)
    dots = {
        f"dot {place}": np.array([[low, at[1]], at, [high, at[1]]])
        for place, (at, (low, high)) in enumerate(zip(points, ends, strict=True))
    }
    labels = [
        Label(str(row["words"]), ((float(row["x"]), float(row["value"])),))
        for _, row in rows.head(NAMED).iterrows()
        if row["x"] > 0
    ]
    return Words(tuple(labels), Frame((0.0, 0.0), top, {"diagonal": diagonal, **dots}, HEIGHT))


def _plane(rows: pd.DataFrame, top: tuple[float, float], currency: str) -> list[alt.Chart]:
    across = alt.X(
        "x:Q",
        axis=money_axis("Mean size of the effect, mu*", currency),
        scale=alt.Scale(domain=[0, top[0]], nice=False),
    )
    up = alt.Y(
        "value:Q",
        axis=money_axis("Standard deviation, sigma", currency),
        scale=alt.Scale(domain=[0, top[1]], nice=False),
    )
    base = alt.Chart()
    whiskers = base.mark_rule(color=QUIET, size=1.4).encode(
        x=alt.X("least:Q"), x2=alt.X2("most:Q"), y=up
    )
    dots = base.mark_point(size=70, filled=True, opacity=1, color=COLOURS[0], stroke=paper).encode(
        x=across, y=up, tooltip=[alt.Tooltip("told:N", title="Effect")]
    )
    end = min(top)
    line = alt.Chart(pd.DataFrame({"x": [0.0, end], "value": [0.0, end]}))
    diagonal = line.mark_line(color=QUIET, strokeDash=[4, 4]).encode(x=across, y=up)
    return [diagonal, whiskers, dots]


def short_names(paths: list[str]) -> list[str]:
    """The last words of each path, as many as tell it from the others.

    >>> short_names(["a.b.service.quality", "a.c.service.quality", "discount_rate"])
    ['b.service.quality', 'c.service.quality', 'discount rate']
    """
    found = []
    for path in paths:
        words = path.split(".")
        for last in range(2, len(words) + 1):
            tail = words[-last:]
            if sum(other.split(".")[-last:] == tail for other in paths) == 1:
                break
        found.append(spoken(".".join(words[-last:] if len(words) > 1 else words)))
    return [name if len(name) <= LONGEST_NAME else f"…{name[1 - LONGEST_NAME :]}" for name in found]


def sobol_bars(found: Indices, run: str) -> Figure:
    """Two bars a number: what it makes alone, and with others."""
    shares = found.shares[:MOST]
    rows = _indices(found)
    title = "Whose share of the spread of the lead"
    return Figure(
        "sobol",
        title,
        definition="All numbers are drawn at once from what is believed of each. The first index "
        "is the share of the variance of the lead that a number makes alone, the total index what "
        "it makes alone and together with others (Sobol' 1993; Saltelli et al. 2010; Jansen "
        "1999). Where total is more than first, the number acts through others.",
        units="Share of the variance of the lead.",
        band="The thin line is the 95 % interval by resampling the base samples. Estimates may "
        "lie a little below 0 or above 100 %.",
        trap="Total indices count what numbers do together once for each of them, and so may add "
        "to more than 100 %.",
        alt="Bars of shares, largest first. " + " ".join(f"{told}." for told in rows["told"]),
        chart=finished(
            _shares(rows, [each.driver.path for each in shares]),
            rows,
            title,
            f"{found.samples:,} base samples, {found.seeds} seeds; run {run}",
            height=ROW * max(len(shares), 2),
        ),
        data=rows,
    )


def _indices(found: Indices) -> pd.DataFrame:
    rows = []
    for place, each in enumerate(found.shares[:MOST]):
        for kind, share, top in (("alone", each.first, -HALF), ("with others", each.total, 0.0)):
            value, low, high = (end or 0.0 for end in (share.value, share.low, share.high))
            rows.append(
                {
                    "kind": kind,
                    "zero": 0.0,
                    "share": value,
                    "least": low,
                    "most": high,
                    "top": place + top,
                    "bottom": place + top + HALF,
                    "middle": place + top + HALF / 2,
                    "beyond": max(value, high, 0.0),
                    "words": percent(value),
                    "told": f"{each.driver.path} {kind} {percent(value)} "
                    f"[{percent(low)}, {percent(high)}]",
                }
            )
    return rounded(pd.DataFrame(rows))


def _shares(rows: pd.DataFrame, paths: list[str]) -> list[alt.Chart]:
    across = alt.X(
        "zero:Q",
        axis=alt.Axis(title="Share of the variance", labelExpr=SHARE, tickCount=6),
        scale=alt.Scale(domainMax=1.12 * float(rows["beyond"].max()) or 1.0),
    )
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=["alone", "with others"], range=[HIGH, LOW]),
        legend=alt.Legend(title=None, symbolType="square", symbolSize=120),
    )
    base = alt.Chart()
    bars = base.mark_rect().encode(
        x=across,
        x2=alt.X2("share:Q"),
        y=_down(paths),
        y2=alt.Y2("bottom:Q"),
        color=colour,
        tooltip=[alt.Tooltip("told:N", title="Share")],
    )
    whiskers = base.mark_rule(color=ink, size=1.4).encode(
        x=alt.X("least:Q"), x2=alt.X2("most:Q"), y=_down(paths, "middle")
    )
    words = base.encode(x=alt.X("beyond:Q"), y=_down(paths, "middle"), text=alt.Text("words:N"))
    return [bars, whiskers, zero_line("x"), *text_on(words, align="left", dx=5, fontSize=11)]


def range_of(driver: Driver, currency: str) -> str:
    """Both ends of a number as people write them.

    Of one that has one end, that.
    """
    unit = driver.assumption.unit
    ends = [text_of(end.value, unit, currency) for end in (driver.low, driver.high) if end]
    return " to ".join(ends)
