"""The search for a strategy's best settings: every trial, and what is left of the best."""

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import money_axis, whole_axis
from reports.charts.figure import Figure
from reports.charts.lines import rounded
from reports.charts.style import COLOURS, QUIET, finished, ink, zero_line
from reports.money import money, money_places
from reports.words import UNDEFINED, capital, counted, spoken
from sim.experiments.estimate import Estimate
from sim.experiments.tuning.tune import Trial, Tuned, Tuning

FEASIBLE, BEYOND, FAILED = "within its cash", "beyond its cash", "some runs failed"
ROW, AROUND = 34, 70
"""Pixels of a row, and of what stands around the rows."""


def trials_chart(found: Tuning, each: Tuned) -> Figure:
    """What every trial was worth, whether the firm could pay for it, and the best so far."""
    scenario = found.scenario
    currency, digits = scenario.currency, scenario.minor_digits
    name = spoken(each.strategy)
    title = f"Trials of {name}: worth per person"
    rows = rounded(_trials(each, currency, digits))
    base = alt.Chart()
    across = alt.X("number:Q", axis=whole_axis("Trial; 0 has today's settings"))
    up = money_axis("Worth per person in the market", currency)
    scale = alt.Scale(zero=False)
    order = [kind for kind in (FEASIBLE, BEYOND, FAILED) if kind in set(rows["limit"])]
    looks = {FEASIBLE: ("circle", COLOURS[0]), BEYOND: ("cross", COLOURS[1])}
    shapes, colours = zip(*(looks.get(kind, ("diamond", QUIET)) for kind in order), strict=True)
    points = base.mark_point(size=55, strokeWidth=1.8, opacity=1).encode(
        x=across,
        y=alt.Y("worth:Q", axis=up, scale=scale),
        shape=alt.Shape("limit:N", scale=alt.Scale(domain=order, range=shapes), legend=LEGEND),
        color=alt.Color("limit:N", scale=alt.Scale(domain=order, range=colours), legend=LEGEND),
        tooltip=[
            alt.Tooltip("number:Q", title="Trial"),
            alt.Tooltip("told:N", title="Worth"),
            alt.Tooltip("limit:N", title="Cash"),
        ],
    )
    best = base.transform_filter("isValid(datum.best)").mark_line(
        interpolate="step-after", strokeWidth=2.5, color=QUIET
    )
    line = best.encode(x=across, y=alt.Y("best:Q", axis=up, scale=scale))
    beyond = sum(not trial.lived.feasible for trial in each.trials)
    return Figure(
        f"trials_{each.strategy}",
        title,
        definition="Mean net present value per person of every trial, over the seeds of the "
        "search. The line is the best so far of those that the firm can pay for.",
        units=f"{currency} per person in the market, won or not.",
        band="None is drawn: all trials meet the same people and luck, so they differ by less "
        "than their own intervals say.",
        trap="The highest of many points is high by luck as well. What is left of it on fresh "
        "seeds is in the next chart.",
        alt=f"{title}. Today {_said(each.today.lived.worth, found)}, the best "
        f"{_said(each.best.lived.worth, found)} at trial {each.best.number}; {beyond} of "
        f"{counted(len(each.trials), 'trial', 'trials')} not feasible.",
        chart=finished(
            [line, points],
            rows,
            title,
            f"{currency} per person; {counted(len(found.seeds), 'seed', 'seeds')}; "
            "the line is the best so far within its cash",
        ),
        data=rows,
    )


LEGEND = alt.Legend(title=None, symbolOpacity=1, symbolSize=70)


def gains_chart(found: Tuning) -> Figure:
    """The gain over today's settings as it was found, and as it was measured again."""
    currency = found.scenario.currency
    title = "What tuning gains: found, and measured again"
    frame = pd.DataFrame([row for each in found.tuned for row in _gains(each, found)])
    rows = rounded(frame)
    order = list(dict.fromkeys(rows["row"]))
    base = alt.Chart()
    up = alt.Y("row:N", sort=order, axis=alt.Axis(title=None, labelLimit=300, ticks=False))
    across = alt.X("gain:Q", axis=money_axis("Worth more per person than today's", currency))
    kinds = ["in the search", "on fresh seeds"]
    colour = alt.Color(
        "kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[COLOURS[1], COLOURS[0]])
    )
    whiskers = base.transform_filter("isValid(datum.low)").mark_rule(size=3, opacity=0.6)
    layers = [
        zero_line("x"),
        whiskers.encode(y=up, x=alt.X("low:Q"), x2=alt.X2("high:Q"), color=colour),
        base.mark_point(filled=True, size=100, opacity=1, stroke=ink).encode(
            y=up,
            x=across,
            color=colour,
            tooltip=[alt.Tooltip("row:N", title="Gain"), alt.Tooltip("told:N", title="Worth")],
        ),
    ]
    said = "; ".join(f"{row.row}: {row.told}" for row in rows.itertuples())
    return Figure(
        "gains",
        title,
        definition="Worth per person with the best settings less that with today's, with the same "
        "people and luck under both: over the seeds of the search, and over seeds that no trial "
        "has met.",
        units=f"{currency} per person in the market.",
        band="95 % interval over seeds, Student's t on the paired differences. That of the search "
        "does not know that the best was picked for it.",
        trap="The search shows its winner too bright: of many, the one that was lucky is picked. "
        "Only the second figure counts.",
        alt=f"{title}. {said}.",
        chart=finished(layers, rows, title, _subtitle(found), ROW * len(rows) + AROUND),
        data=rows,
    )


def _subtitle(found: Tuning) -> str:
    seeds = counted(len(found.seeds), "seed", "seeds")
    return f"{found.scenario.currency} per person; {seeds} of the search, {len(found.fresh)} fresh"


def _trials(each: Tuned, currency: str, digits: int) -> pd.DataFrame:
    best: float = np.nan
    rows = []
    for trial in each.trials:
        worth = trial.lived.worth.value
        if trial.lived.feasible and worth is not None:
            best = worth if np.isnan(best) else max(best, worth)
        rows.append(
            {
                "number": trial.number,
                "worth": np.nan if worth is None else worth,
                "best": best,
                "limit": _limit(trial),
                "told": _worth_told(trial, currency, digits),
            }
        )
    frame = pd.DataFrame(rows)
    return frame[np.isfinite(frame["worth"])]


def _limit(trial: Trial) -> str:
    if not trial.lived.complete:
        return FAILED
    return FEASIBLE if trial.lived.feasible else BEYOND


def _worth_told(trial: Trial, currency: str, digits: int) -> str:
    worth = trial.lived.worth
    if worth.value is None:
        return UNDEFINED
    return money(worth.value, currency, money_places(worth.half_width, digits))


def _gains(each: Tuned, found: Tuning) -> list[dict[str, object]]:
    kinds = {"in the search": each.found, "on fresh seeds": each.measured}
    return [
        {
            "row": f"{capital(spoken(each.strategy))}, {kind}",
            "kind": kind,
            "gain": np.nan if gain.value is None else gain.value,
            "low": np.nan if gain.low is None else gain.low,
            "high": np.nan if gain.high is None else gain.high,
            "told": _said(gain, found),
        }
        for kind, gain in kinds.items()
    ]


def _said(estimate: Estimate, found: Tuning) -> str:
    if estimate.value is None:
        return UNDEFINED
    currency, digits = found.scenario.currency, found.scenario.minor_digits
    places = money_places(estimate.half_width, digits)
    said = money(estimate.value, currency, places)
    if estimate.low is None or estimate.high is None:
        return said
    ends = (money(end, currency, places) for end in (estimate.low, estimate.high))
    return f"{said} ({' to '.join(ends)})"
