"""Many runs drawn: the lead run by run, what runs and what people say of it, and by cost of money.

The first two have one figure for the best strategy against each rival.
"""

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import SHARE, money_axis, whole_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import line_figure, line_layers, rounded, rows_of, words_of_lines
from reports.charts.style import COLOURS, QUIET, finished, ink, text_on, zero_line
from reports.charts.telling import estimate, extremes
from reports.experiments.sums import Sums, sums_of
from reports.words import counted, percent, spoken
from sim.experiments.curve import Curve
from sim.experiments.estimate import Estimate
from sim.experiments.over_runs import Lead
from sim.experiments.replications import Replications
from sim.experiments.runs.measured import RATES
from sim.experiments.sequential import judged

RUNS, PEOPLE = COLOURS[0], COLOURS[1]
OVER_RUNS = "95 % interval over the runs, each with other people and other luck."
ROW = 70
TRAP = (
    "People of one run meet through the firm, which runs out of cash or staff for all of them. So "
    "the runs are the sample, and not the people."
)


def replications_charts(found: Replications, run_hash: str) -> list[Figure]:
    """All figures of a comparison over many runs."""
    subtitle = f"{found.scenario.currency} per person in the market; experiment {run_hash}"
    by_run = [_by_run(lead, found, subtitle, k) for k, lead in enumerate(found.leads)]
    both = [_both(lead, found, subtitle, k) for k, lead in enumerate(found.leads)]
    return [*by_run, *both, _by_rate(found, subtitle)]


def _named(name: str, place: int) -> str:
    return name if place == 0 else f"{name}_{place + 1}"


def _pair(lead: Lead) -> str:
    return f"{spoken(lead.leader)} less {spoken(lead.rival)}"


def _units(found: Replications) -> str:
    return f"{found.scenario.currency} per person in the market, won or not."


def _by_run(lead: Lead, found: Replications, subtitle: str, place: int) -> Figure:
    """Each run as a point, and their mean as they come."""
    name = _named("replications", place), f"Run by run: {_pair(lead)}"
    if len(lead.each) < 2:
        return absent(*name, "One run has neither a running mean nor an interval.")
    sums = sums_of(found.scenario)
    points, line = _points(lead, found, sums), _running(lead, found, sums)
    across = alt.X("x:Q", axis=whole_axis("Runs"), scale=alt.Scale(nice=False, zero=False))
    up = alt.Y("value:Q", axis=money_axis("Worth more per person", found.scenario.currency))
    dots = (
        alt.Chart(points)
        .mark_point(size=28, color=QUIET, filled=True, opacity=0.8)
        .encode(
            x=across,
            y=up,
            tooltip=[
                alt.Tooltip("where:N", title="Run"),
                alt.Tooltip("told:N", title="Worth more"),
            ],
        )
    )
    layers = [zero_line(), dots, *_line(line, across, up, found), *_last(lead, found, sums)]
    return Figure(
        *name,
        definition=f"Each point is a run: how much more a person is worth under "
        f"{spoken(lead.leader)}. The line is the mean of the runs up to there.{_judged(found)}",
        units=_units(found),
        band=_band(found),
        trap=f"{TRAP} {_not_a_rule(found)}",
        alt=f"Points of {counted(len(lead.each), 'run', 'runs')} between "
        f"{sums.plain(min(lead.each))} and {sums.plain(max(lead.each))}; their mean ends at "
        f"{sums.interval(lead.over_runs)} after {counted(found.runs, 'run', 'runs')}.",
        chart=finished(layers, points, name[1], subtitle),
        data=pd.concat([points.assign(kind="run"), line.assign(kind="mean")], ignore_index=True),
    )


def _points(lead: Lead, found: Replications, sums: Sums) -> pd.DataFrame:
    return rounded(
        pd.DataFrame(
            {
                "x": np.arange(1, len(lead.each) + 1),
                "value": lead.each,
                "where": [f"seed {seed}" for seed in found.seeds],
                "told": [sums.plain(each) for each in lead.each],
            }
        )
    )


def _running(lead: Lead, found: Replications, sums: Sums) -> pd.DataFrame:
    """The mean after every run; intervals where the runs were judged, or everywhere."""
    each = np.array(lead.each)
    after = [judged(each[:n], None, 0) for n in range(1, len(each) + 1)]
    if found.until is not None:
        at = {one.n: one for one in lead.judged}
        bare = [Estimate(one.value, None, None, one.n) for one in after]
        after = [at.get(one.n, one) for one in bare]
    return rounded(
        pd.DataFrame(
            {
                "x": [one.n for one in after],
                "value": [float(one.value or 0.0) for one in after],
                "low": [np.nan if one.low is None else one.low for one in after],
                "high": [np.nan if one.high is None else one.high for one in after],
                "where": [f"after {counted(one.n, 'run', 'runs')}" for one in after],
                "told": [sums.interval(one) for one in after],
            }
        )
    )


def _line(line: pd.DataFrame, across: alt.X, up: alt.Y, found: Replications) -> list[alt.Chart]:
    base = alt.Chart(line)
    known = alt.Chart(_drawn(line))
    low, high = alt.Y("low:Q"), alt.Y2("high:Q")
    if found.until is None:
        around = [known.mark_area(opacity=0.2, color=RUNS).encode(x=across, y=low, y2=high)]
    else:
        around = [known.mark_rule(color=RUNS, size=2).encode(x=across, y=low, y2=high)]
    said = [alt.Tooltip("where:N", title="Mean"), alt.Tooltip("told:N", title="Worth more")]
    return [
        *around,
        base.mark_line(color=RUNS, strokeWidth=2.5).encode(x=across, y=up, tooltip=said),
    ]


def _drawn(line: pd.DataFrame) -> pd.DataFrame:
    """Intervals that do not dwarf all others: those of the very first runs are endless."""
    known = line[line["low"].notna()]
    wide = known["high"] - known["low"]
    return known[wide <= max(8 * float(wide.iloc[-1]), 3 * float(line["value"].std() or 0.0))]


def _last(lead: Lead, found: Replications, sums: Sums) -> list[alt.Chart]:
    """The mean of all runs, in words, and that a rule stopped there."""
    mean = lead.over_runs
    stopped = "stopped: " if found.until is not None and found.enough else ""
    words = f"{stopped}{sums.mean(mean)}"
    rows = pd.DataFrame([{"x": len(lead.each), "value": mean.value, "words": words}])
    base = alt.Chart(rows).encode(x=alt.X("x:Q"), y=alt.Y("value:Q"), text=alt.Text("words:N"))
    return text_on(base, align="right", baseline="bottom", dx=-6, dy=-8)


def _judged(found: Replications) -> str:
    if found.until is None:
        return ""
    sizes = ", ".join(f"{size:,}" for size in found.looks)
    return f" The runs were judged at the upright lines, after {sizes} of them, and ended there."


def _band(found: Replications) -> str:
    if found.until is None:
        return f"{OVER_RUNS} At each place it is that of the runs up to there, by Student's t."
    return f"{OVER_RUNS} It is that of the rule that stopped the runs."


def _not_a_rule(found: Replications) -> str:
    if found.until is not None:
        return "Stopping once an ordinary interval leaves zero would find a lead too often."
    return (
        "The band at one place holds the mean with 95 %, but who stops where it first leaves zero "
        "is wrong more often: --until stops by a rule that allows for it."
    )


def _both(lead: Lead, found: Replications, subtitle: str, place: int) -> Figure:
    """The interval over runs beside that over people."""
    name = _named("replications_both", place), f"Runs or people: the interval of {_pair(lead)}"
    if lead.over_runs.half_width is None:
        return absent(*name, "One run gives no interval over runs.")
    rows = _rows_of_both(lead, found)
    across = alt.X("low:Q", axis=money_axis("Worth more per person", found.scenario.currency))
    labels = alt.Axis(title=None, labelLimit=260, grid=False, domain=False, ticks=False)
    up = alt.Y("which:N", sort=None, axis=labels, scale=alt.Scale(paddingOuter=0.4))
    base = alt.Chart(rows)
    colour = alt.Color("colour:N", scale=None)
    said = [alt.Tooltip("which:N", title="Interval"), alt.Tooltip("told:N", title="Worth more")]
    bars = base.mark_bar(height=9, cornerRadius=4).encode(
        x=across, x2=alt.X2("high:Q"), y=up, color=colour, tooltip=said
    )
    dots = base.mark_point(size=70, color=ink, fill=ink, opacity=1).encode(
        x=alt.X("value:Q"), y=up, tooltip=said
    )
    words = base.encode(x=alt.X("value:Q"), y=up, text=alt.Text("told:N"))
    layers = [zero_line("x"), bars, dots, *text_on(words, dy=-16)]
    times = "not defined" if lead.ratio.value is None else f"{lead.ratio.value:.2f}"
    return Figure(
        *name,
        definition=f"Above, the mean of {counted(found.done, 'run', 'runs')}. Then the first run "
        "alone, with the interval that its people would give. Last, the interval of the mean of "
        "all runs if people did not meet: that of a run's people over the root of the runs.",
        units=_units(found),
        band=f"{OVER_RUNS} Of people: Student's t over the differences person by person.",
        trap=f"{TRAP} If they did not meet, the first and the last would be about as wide; the "
        f"runs lie {times} times as far apart as that.",
        alt="Three intervals: "
        + "; ".join(f"{row.which}, {row.told}" for row in rows.itertuples())
        + ".",
        chart=finished(layers, rows, name[1], subtitle, height=3 * ROW),
        data=rows.drop(columns=["colour"]),
    )


def _rows_of_both(lead: Lead, found: Replications) -> pd.DataFrame:
    sums, mean = sums_of(found.scenario), lead.over_runs
    if lead.error:
        half = (mean.half_width or 0.0) * lead.error_of_people / found.done**0.5 / lead.error
    else:
        half = 0.0
    value = mean.value or 0.0
    apart = Estimate(value, value - half, value + half, found.done)
    people = f"{lead.over_people.n:,} people of the first run"
    each = (
        (f"over {counted(found.done, 'run', 'runs')}", mean, RUNS),
        (people, lead.over_people, PEOPLE),
        ("if people did not meet", apart, QUIET),
    )
    rows = [
        {
            "which": which,
            "value": one.value,
            "low": one.value if one.low is None else one.low,
            "high": one.value if one.high is None else one.high,
            "told": sums.interval(one),
            "colour": colour,
        }
        for which, one, colour in each
    ]
    return rounded(pd.DataFrame(rows))


def _by_rate(found: Replications, subtitle: str) -> Figure:
    """The lead over each rival at other costs of money."""
    title = f"How much more {spoken(found.first.leader)} is worth, by cost of money"
    sums, rate = sums_of(found.scenario), found.scenario.discount_rate
    curves = [_curve(lead) for lead in found.leads]
    at = lambda x: f"{percent(x)} a year"  # noqa: E731
    rows = rows_of(curves, at, lambda *three: sums.interval(estimate(*three)))
    across = alt.Axis(title="Discount rate a year", labelExpr=SHARE, tickCount=10)
    up = money_axis("Worth more per person", found.scenario.currency)
    layers = line_layers(rows, across, up)
    if rate <= RATES[-1]:
        layers = [_now(rate), *layers]
    return Figure(
        "replications_rates",
        title,
        definition="The flows of the runs discounted at other rates: how much more a person is "
        f"worth under {spoken(found.first.leader)} than under each rival. The grey line is the "
        "scenario's own rate.",
        units=_units(found) + " Effective rate a year.",
        band=OVER_RUNS if found.done > 1 else "None: one run gives no interval.",
        trap="People and firm act as they did at the scenario's rate; only the sum is done anew. "
        + TRAP,
        alt="Line chart by discount rate. "
        + " ".join(extremes(curve, at, sums.plain) for curve in curves),
        chart=line_figure(layers, rows, words_of_lines(rows), title, subtitle),
        data=rows,
    )


def _curve(lead: Lead) -> Curve:
    known = [[one.value, one.low, one.high] for one in lead.by_rate]
    value, low, high = np.array(known, dtype=np.float64).T
    return Curve(f"over {lead.rival}", np.array(RATES), value, low, high)


def _now(rate: float) -> alt.Chart:
    line = alt.Chart(pd.DataFrame([{"x": rate}])).mark_rule(
        color=QUIET, strokeDash=[3, 3], size=1.5
    )
    encoded: alt.Chart = line.encode(x=alt.X("x:Q"))
    return encoded
