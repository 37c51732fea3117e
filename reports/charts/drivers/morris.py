"""Morris' plane: how much each number does, and how much that hangs on the others."""

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import money_axis
from reports.charts.figure import Figure
from reports.charts.lines import rounded
from reports.charts.placing import Frame, Label, Words
from reports.charts.style import COLOURS, HEIGHT, QUIET, finished, paper
from reports.experiments.sums import Sums
from reports.words import spoken
from sim.experiments.drivers import Screening

NAMED = 12
"""So many points of a plane are named."""
LONGEST_NAME = 28


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
