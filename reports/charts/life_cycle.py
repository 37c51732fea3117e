"""The life-cycle value curve: what people of each age bring in a year, in two ways of counting."""

import altair as alt
import pandas as pd

from reports.charts.axes import money_axis, whole_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import line_figure, line_layers, rows_of, words_of_lines
from reports.charts.style import HEIGHT, QUIET, text_on
from reports.charts.telling import JACKKNIFE, lines_told, money_words, plain_money
from reports.material import Material
from reports.money import number
from reports.words import spoken
from sim.experiments.by_age import FEWEST_YEARS, ByAge, by_age
from sim.experiments.curve import Curve
from sim.scenario.values import Distribution

HEAD = 34.0
"""Pixels at the top of the chart that the names of stages take."""
NO_BAND = "None: the run folder was written before it kept groups of people by age."
ONE_STAGE = (
    "This scenario has one stage of life, so age tells nothing of people; what a relationship "
    "brings in time is in the chart of its cumulative cash."
)


def life_cycles(material: Material) -> list[Figure]:
    """Both figures: per person who entered the market, and per customer of the age."""
    names = (
        ("life_cycle", "Profit by age, per person in the market"),
        (
            "life_cycle_customers",
            "Profit by age, per customer of that age",
        ),
    )
    if len(material.facts.stages) == 1:
        return [absent(name, title, ONE_STAGE) for name, title in names]
    if material.run.frames.ages.empty:
        reason = "Nobody was ever reached or won, so there is no money at any age."
        return [absent(name, title, reason) for name, title in names]
    found = [by_age(material.run, flows) for flows in material.flows.values()]
    return [
        _figure(material, found, *names[0], customers=False),
        _figure(material, found, *names[1], customers=True),
    ]


def _figure(
    material: Material, found: list[ByAge], name: str, title: str, *, customers: bool
) -> Figure:
    facts = material.facts
    curves = [each.per_customer if customers else each.per_entrant for each in found]
    whom = "customer of that age" if customers else "person who entered the market"
    if not any(pd.notna(curve.value).any() for curve in curves):
        reason = f"At no age were there {FEWEST_YEARS:.0f} customer-years to take a mean over."
        return absent(name, title, reason)
    rows = rows_of(curves, lambda x: f"age {x:.0f}", money_words(facts))
    across = whole_axis("Age in whole years")
    up = money_axis(f"Profit a year, per {'customer' if customers else 'person'}", facts.currency)
    top = _top(rows)
    layers = line_layers(rows, across, up, top=top)
    return Figure(
        name=name,
        title=title,
        definition=_definition(customers) + _stages_told(material),
        units=f"{facts.currency} a year per {whom}, not discounted; age in whole years.",
        band=_band(curves),
        trap=(
            "Per entrant and per customer differ. Here only those who are customers at an age are "
            "counted, who are a selection; the chart per person in the market counts everybody."
            if customers
            else "Per entrant and per customer differ. Here everybody who entered the market is "
            "counted, also who never came, left or died; the next chart counts customers only."
        ),
        alt=lines_told(
            f"yearly profit per {whom} by age",
            curves,
            lambda x: f"age {x:.0f}",
            lambda value: plain_money(value, facts),
        ),
        chart=line_figure(
            [*_stages(material, rows), *layers],
            rows,
            words_of_lines(rows, head=HEAD, top=top),
            title,
            f"{facts.currency} a year; run {material.run_hash}",
        ),
        data=rows,
    )


def _top(rows: pd.DataFrame) -> float:
    """The upper end of the axis, with room for the names of the stages."""
    ends = rows[["value", "high"]].max().max()
    low = min(float(rows[["value", "low"]].min().min()), 0.0)
    return float(max(ends, 0.0) + HEAD / HEIGHT * (max(ends, 0.0) - low)) or 1.0


def _definition(customers: bool) -> str:
    over = (
        f"by the customer-years lived at that age (given from {FEWEST_YEARS:.0f} customer-years on)"
        if customers
        else "by all people who entered the market"
    )
    return (
        "All flows of the ledger at an age, capital charge included, not discounted, divided "
        f"{over}."
    )


def _stages_told(material: Material) -> str:
    if material.scenario is None:
        return ""
    stages = material.scenario.life.stages.items()
    starts = [f"{spoken(name)} {number(_median(stage.from_), 1)}" for name, stage in stages]
    told = ", ".join(starts).replace(".0", "")
    return f" Shading: stages of life, from the median age at which they begin: {told}."


def _band(curves: list[Curve]) -> str:
    return JACKKNIFE if any(curve.has_band for curve in curves) else NO_BAND


def _stages(material: Material, rows: pd.DataFrame) -> list[alt.Chart]:
    """Every other stage shaded, with the names of all; nothing where the words are not known."""
    if material.scenario is None:
        return []
    low, high = float(rows["x"].min()), float(rows["x"].max())
    starts = [_median(stage.from_) for stage in material.scenario.life.stages.values()]
    names = [spoken(name) for name in material.scenario.life.stages]
    ends = [*starts[1:], high]
    stages = [
        {"from": max(start, low), "to": min(end, high), "stage": name, "odd": k % 2}
        for k, (start, end, name) in enumerate(zip(starts, ends, names, strict=True))
        if start < high and end > low
    ]
    frame = pd.DataFrame(stages)
    if frame.empty:
        return []
    frame["middle"] = (frame["from"] + frame["to"]) / 2
    shade = (
        alt.Chart(frame)
        .transform_filter("datum.odd == 1")
        .mark_rect(color=QUIET, opacity=0.12)
        .encode(x=alt.X("from:Q"), x2=alt.X2("to:Q"))
    )
    return [shade, *_names(frame)]


def _names(stages: pd.DataFrame) -> list[alt.Chart]:
    """The names of the stages in two rows, since short stages follow each other."""
    parts: list[alt.Chart] = []
    for odd in (0, 1):
        rows = stages[stages["odd"] == odd]
        label = alt.Chart(rows).encode(
            x=alt.X("middle:Q"), y=alt.value(4 + 14 * odd), text=alt.Text("stage:N")
        )
        parts += text_on(label, baseline="top", fontSize=11)
    return [part.properties(name=f"stage-{k}") for k, part in enumerate(parts)]


def _median(start: float | Distribution) -> float:
    return start.centre if isinstance(start, Distribution) else float(start)
