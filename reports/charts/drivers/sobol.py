"""Sobol' indices: whose share of the spread of the lead."""

import altair as alt
import pandas as pd

from reports.charts.axes import SHARE
from reports.charts.drivers.rows import MOST, bars, height_of, place_of, words_beside
from reports.charts.figure import Figure
from reports.charts.lines import rounded
from reports.charts.style import finished, zero_line
from reports.words import percent
from sim.experiments.drivers import Indices

KINDS = ("alone", "with others")


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
            height=height_of(len(shares)),
        ),
        data=rows,
    )


def _indices(found: Indices) -> pd.DataFrame:
    rows = []
    for place, each in enumerate(found.shares[:MOST]):
        for kind, share in zip(KINDS, (each.first, each.total), strict=True):
            value, low, high = (end or 0.0 for end in (share.value, share.low, share.high))
            rows.append(
                {
                    "kind": kind,
                    "zero": 0.0,
                    "share": value,
                    "least": low,
                    "most": high,
                    **place_of(place, upper=kind == KINDS[0]),
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
    return [
        *bars(paths, across, "share", KINDS, "Share"),
        zero_line("x"),
        *words_beside(paths, alt.Chart()),
    ]
