"""Products held by age, and what became of offers and needs."""

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import plain_axis, whole_axis
from reports.charts.figure import Figure, absent
from reports.charts.life_cycle import ONE_STAGE
from reports.charts.lines import line_figure, line_layers, rounded, rows_of, words_of_lines
from reports.charts.placing import PLOT_WIDTH
from reports.charts.style import LETTER, colour_of, finished, ink, text_on
from reports.charts.telling import JACKKNIFE, lines_told, number_words
from reports.material import Material
from reports.money import number
from reports.words import capital, spoken
from sim.experiments.by_age import FEWEST_YEARS, by_age
from sim.experiments.funnel import Step, funnel

NO_BAND = "None: this run folder counts products by age for all customers together."
HELD = ("products", "Products a customer holds, by age")
FUNNEL = ("funnel", "What became of offers and needs")


def products_charts(material: Material) -> list[Figure]:
    """Both figures."""
    return [_held(material), _funnel(material)]


def _held(material: Material) -> Figure:
    if len(material.facts.products) == 1:
        return absent(*HELD, "There is one product, so every customer holds one.")
    if len(material.facts.stages) == 1:
        return absent(*HELD, ONE_STAGE)
    curves = [by_age(material.run, flows).products_held for flows in material.flows.values()]
    curves = [curve for curve in curves if pd.notna(curve.value).any()]
    if not curves:
        reason = f"At no age were there {FEWEST_YEARS:.0f} customer-years to take a mean over."
        return absent(*HELD, reason)
    rows = rows_of(curves, lambda x: f"age {x:.0f}", number_words)
    layers = line_layers(
        rows, whole_axis("Age in whole years"), plain_axis("Products per customer")
    )
    return Figure(
        *HELD,
        definition="Products held at the firm, mean over the customer-months lived at an age "
        f"(given from {FEWEST_YEARS:.0f} customer-years on).",
        units="Products per customer of the age.",
        band=JACKKNIFE if any(curve.has_band for curve in curves) else NO_BAND,
        trap="Customers of an age are a selection: who holds many products stays longer, so a rise "
        "with age is not what one customer goes through.",
        alt=lines_told(
            "products per customer by age",
            curves,
            lambda x: f"age {x:.0f}",
            lambda value: number(value, 2),
        ),
        chart=line_figure(
            layers,
            rows,
            words_of_lines(rows),
            HELD[1],
            f"Mean over customers; run {material.run_hash}",
        ),
        data=rows,
    )


def _funnel(material: Material) -> Figure:
    rows = _rows(material)
    if rows.empty:
        return absent(*FUNNEL, "No strategy won a customer, so nothing was offered to one.")
    strategies = list(dict.fromkeys(rows["strategy"]))
    return Figure(
        *FUNNEL,
        definition="Counts over the whole run per customer won. "
        + " ".join(words for step, words in SHOWN.items() if spoken(step) in set(rows["step"]))
        + _unseen(rows),
        units="Number per customer won.",
        band="95 % interval as a thin line through the end of a bar, where the run folder counts "
        "by groups of people: by leaving out one group at a time; of products opened, ratio "
        "estimate over people.",
        trap="A response is no lasting sale: look at what was kept. What was sold in the last year "
        "of the run cannot be seen to be kept, and does not count as such.",
        alt="Bar chart. "
        + " ".join(
            f"{capital(str(row['strategy']))}: {row['step']} {row['words']} per customer won."
            for row in rows.to_dict("records")
        ),
        chart=finished(
            _bars(rows, strategies),
            rows,
            FUNNEL[1],
            f"Number per customer won; run {material.run_hash}",
            height=44 * len(set(rows["step"])) * max(1, len(strategies) // 2),
        ),
        data=rows,
    )


SHOWN = {
    "contacts": "Contacts are the firm's own offers,",
    "responses": "responses the products they sold;",
    "responses_kept": "kept are those of them that are held still a year later.",
    "needs_won": "Needs won are those that arose by themselves.",
    "products_opened": "Products opened come from needs, contacts, recruiting and talk together;",
    "products_held_at_the_end": "held at the end are those in the last month of the run, so of "
    "those only who are still here.",
}


def _unseen(rows: pd.DataFrame) -> str:
    """What never happened, and is not drawn."""
    never = [spoken(step) for step in SHOWN if spoken(step) not in set(rows["step"])]
    return f" There were no {' and no '.join(never)}." if never else ""


def _rows(material: Material) -> pd.DataFrame:
    rows = [
        {
            "strategy": spoken(name),
            "step": spoken(step.name),
            "value": step.per_customer.value,
            "low": step.per_customer.low,
            "high": step.per_customer.high,
            "label": _number(step.per_customer.value, step),
            "words": _words(step),
            "count": step.count,
        }
        for name, flows in material.flows.items()
        for step in funnel(material.run, flows)
        if step.name in SHOWN and step.per_customer.value is not None
    ]
    happened = {row["step"] for row in rows if row["count"]}
    shown = [row for row in rows if row["step"] in happened]
    known = {"low": float, "high": float}
    return rounded(pd.DataFrame(shown).astype(known)) if shown else pd.DataFrame()


def _words(step: Step) -> str:
    each = step.per_customer
    text = _number(each.value, step)
    if each.low is None or each.high is None:
        return text
    return f"{text} [{_number(each.low, step)}, {_number(each.high, step)}]"


def _number(value: float | None, step: Step) -> str:
    return number(value or 0.0, 1 if (step.per_customer.value or 0.0) >= 10 else 2)


def _room(rows: pd.DataFrame) -> float:
    """The end of the axis, so that what stands beside the bars is not cut off."""
    letters = (rows["label"] + rows["strategy"]).str.len() + 3
    free = 1 - np.minimum(letters * LETTER / PLOT_WIDTH, 0.6)
    return float((rows[["value", "high"]].max(axis=1) / free).max())


def _bars(rows: pd.DataFrame, strategies: list[str]) -> list[alt.Chart]:
    steps = list(dict.fromkeys(rows["step"]))
    room = _room(rows)
    base = alt.Chart().encode(
        y=alt.Y("step:N", sort=steps, axis=alt.Axis(title=None, labelLimit=170)),
        yOffset=alt.YOffset("strategy:N", sort=strategies),
        x=alt.X("value:Q", axis=plain_axis("Per customer won"), scale=alt.Scale(domainMax=room)),
    )
    bars = base.mark_bar().encode(
        color=alt.Color("strategy:N", scale=colour_of(strategies), legend=None),
        tooltip=[
            alt.Tooltip("strategy:N", title="Strategy"),
            alt.Tooltip("step:N", title="Step"),
            alt.Tooltip("words:N", title="Per customer won"),
            alt.Tooltip("count:Q", title="In all", format=","),
        ],
    )
    whiskers = base.mark_rule(color=ink, size=1.4).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    label = base.transform_calculate(
        said="datum.label + '  ' + datum.strategy", right="max(datum.value, datum.high)"
    ).encode(x=alt.X("right:Q"), text=alt.Text("said:N"))
    return [bars, whiskers, *text_on(label, align="left", dx=5, limit=300)]
