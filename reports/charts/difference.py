"""The paired difference: on how many people, and by how much, one strategy is worth more."""

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import money_axis, share_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import NEAR, rounded
from reports.charts.style import BAND, COLOURS, finished, ink, text_on, zero_line
from reports.charts.telling import plain_money, share_words
from reports.figures import interval, share_of_people
from reports.material import Material
from reports.words import percent, spoken
from sim.experiments.compare import Pair
from sim.experiments.spread import TAIL, Spread, spread
from sim.results.facts import Facts

NAME = ("difference", "How the difference is spread over people")
ROOM = 0.2
"""The share of the axis that a side of zero needs for its words."""
MOST_IN_BOTH_FORMS = 2
"""With more rivals than this, only the strongest has a distribution function as well."""
MORE, LESS = COLOURS[0], COLOURS[1]


def difference_charts(material: Material) -> list[Figure]:
    """Histogram and distribution function of the best strategy against each other one."""
    if material.findings is None:
        return [absent(*NAME, "Only one strategy was run, so there is no difference.")]
    figures = []
    pairs = material.findings.pairs
    for number, pair in enumerate(pairs, 1):
        found = spread(material.flows[pair.first], material.flows[pair.second])
        tail = "" if number == 1 else f"_{number}"
        if found.same.value == 1.0:
            figures.append(absent(f"difference{tail}", NAME[1], _all_the_same(pair)))
            continue
        figures.append(_histogram(material, pair, found, f"difference{tail}"))
        if number == 1 or len(pairs) <= MOST_IN_BOTH_FORMS:
            figures.append(_cumulative(material, pair, found, f"difference_cumulative{tail}"))
    return figures


def _all_the_same(pair: Pair) -> str:
    first, second = spoken(pair.first), spoken(pair.second)
    return f"Everybody is worth exactly the same under {first} and under {second}."


def _histogram(material: Material, pair: Pair, found: Spread, name: str) -> Figure:
    facts = material.facts
    first, second = spoken(pair.first), spoken(pair.second)
    rows = _bars(found, facts)
    title = f"People by how much more they are worth under {first} than under {second}"
    return Figure(
        name,
        title,
        definition=_definition(first, second) + f" The outermost bars hold the {percent(TAIL)} "
        "beyond either end of those who are worth more or less."
        + (f" {_same(found)} and in no bar." if found.same.value else ""),
        units=f"Share of people in the market; {facts.currency} per person, discounted to "
        f"{facts.start}.",
        band="95 % interval of every share (Wilson 1927), drawn as a line on each bar.",
        trap=_trap(pair),
        alt=_told(pair, found, facts),
        chart=finished(_bar_chart(rows, facts), rows, title, _subtitle(material, pair, found)),
        data=rows,
    )


def _cumulative(material: Material, pair: Pair, found: Spread, name: str) -> Figure:
    facts = material.facts
    first, second = spoken(pair.first), spoken(pair.second)
    curve = found.cumulative
    rows = rounded(
        pd.DataFrame(
            {"x": curve.x, "value": curve.value, "low": curve.low, "high": curve.high}
        ).assign(
            where=[plain_money(float(x), facts) for x in curve.x],
            told=[
                share_words(*ends) for ends in zip(curve.value, curve.low, curve.high, strict=True)
            ],
        )
    )
    title = f"Share of people worth at most so much more under {first} than under {second}"
    return Figure(
        name,
        title,
        definition=_definition(first, second),
        units=f"Share of people in the market; {facts.currency} per person, discounted to "
        f"{facts.start}.",
        band="95 % interval at every point (Wilson 1927).",
        trap=_trap(pair),
        alt=_told(pair, found, facts),
        chart=finished(
            _step_chart(rows, pair, facts), rows, title, _subtitle(material, pair, found)
        ),
        data=rows,
    )


def _definition(first: str, second: str) -> str:
    return (
        "Each person lived under both strategies with the same luck. Shown is the person's value "
        f"under {first} less the value under {second}, won or not."
    )


def _subtitle(material: Material, pair: Pair, found: Spread) -> str:
    mean = interval(pair.difference.mean, material.facts)
    same = f"the same on {share_of_people(found.same)}; " if found.same.value else ""
    return f"mean {mean} per person; {same}run {material.run_hash}"


def _same(found: Spread) -> str:
    return f"{share_of_people(found.same)} of people are worth exactly the same"


def _trap(pair: Pair) -> str:
    better, worse = (
        share_of_people(each) for each in (pair.difference.better, pair.difference.worse)
    )
    return (
        "Two histograms on top of each other would hide who gains: this one is of differences. The "
        f"firm earns more on {better} of people and less on {worse}; a mean alone does not show it."
    )


def _told(pair: Pair, found: Spread, facts: Facts) -> str:
    low, high = found.inner
    tallest = max(found.bars, key=lambda bar: bar.share.value or 0.0)
    ends = [plain_money(end, facts) for end in (tallest.low, tallest.high) if np.isfinite(end)]
    same = f" {_same(found)}." if found.same.value else ""
    return (
        f"Distribution of differences between {plain_money(low, facts)} and "
        f"{plain_money(high, facts)}; the tallest bar, {' to '.join(ends)}, holds "
        f"{share_of_people(tallest.share)} of people.{same} {_trap(pair)}"
    )


def _bars(found: Spread, facts: Facts) -> pd.DataFrame:
    inner = found.bars[1:-1]
    width = inner[0].high - inner[0].low if inner else 1.0
    rows = []
    for bar in found.bars:
        low = bar.low if np.isfinite(bar.low) else bar.high - width
        high = bar.high if np.isfinite(bar.high) else bar.low + width
        rows.append(
            {
                "from": low,
                "to": high,
                "middle": (low + high) / 2,
                "share": bar.share.value,
                "low": bar.share.low,
                "high": bar.share.high,
                "side": "less" if high <= 0 else "more",
                "where": _range(bar.low, bar.high, facts),
                "told": share_words(
                    *(float(end or 0.0) for end in (bar.share.value, bar.share.low, bar.share.high))
                ),
            }
        )
    frame = pd.DataFrame(rows)
    beyond = frame["where"].str.startswith("below") & (frame["share"] == 0)
    return rounded(frame[~beyond])


def _range(low: float, high: float, facts: Facts) -> str:
    if not np.isfinite(low):
        return f"below {plain_money(high, facts)}"
    if not np.isfinite(high):
        return f"{plain_money(low, facts)} or more"
    return f"{plain_money(low, facts)} to {plain_money(high, facts)}"


def _bar_chart(rows: pd.DataFrame, facts: Facts) -> list[alt.Chart]:
    across = alt.X(
        "from:Q",
        axis=money_axis("Worth more per person", facts.currency),
        scale=alt.Scale(nice=False),
    )
    up = alt.Y("share:Q", axis=share_axis("Share of people"))
    base = alt.Chart()
    colour = alt.Color(
        "side:N", legend=None, scale=alt.Scale(domain=["less", "more"], range=[LESS, MORE])
    )
    bars = base.mark_rect(stroke=alt.ExprRef("paper"), strokeWidth=1).encode(
        x=across,
        x2=alt.X2("to:Q"),
        y=up,
        y2=alt.datum(0),
        color=colour,
        fillOpacity=alt.condition("datum.side == 'less'", alt.value(0.6), alt.value(1)),
        tooltip=[
            alt.Tooltip("where:N", title="Worth more by"),
            alt.Tooltip("told:N", title="Share of people"),
        ],
    )
    whisker = base.mark_rule(color=ink, size=1).encode(
        x=alt.X("middle:Q"), y=alt.Y("low:Q"), y2=alt.Y2("high:Q")
    )
    return [bars, whisker, zero_line("x"), *_sides(rows)]


def _sides(rows: pd.DataFrame) -> list[alt.Chart]:
    """Which side of zero is whose, in words."""
    parts: list[alt.Chart] = []
    for side, words, align, dx in (
        ("less", "◀ the firm earns less", "right", -8),
        ("more", "the firm earns more ▶", "left", 8),
    ):
        mine = rows[(rows["side"] == side) & (rows["share"] > 0)]
        width = mine["to"].max() - mine["from"].min() if len(mine) else 0.0
        if width >= ROOM * (rows["to"].max() - rows["from"].min()):
            frame = pd.DataFrame([{"x": 0.0, "words": words}])
            label = alt.Chart(frame).encode(
                x=alt.X("x:Q"), y=alt.value(6), text=alt.Text("words:N")
            )
            texts = text_on(label, align=align, dx=dx)
            parts += [
                text.properties(name=f"side-{len(parts) + k}") for k, text in enumerate(texts)
            ]
    return parts


def _step_chart(rows: pd.DataFrame, pair: Pair, facts: Facts) -> list[alt.Chart]:
    across = alt.X(
        "x:Q", axis=money_axis("Worth more per person", facts.currency), scale=alt.Scale(nice=False)
    )
    up = share_axis("Share of people", values=[0, 0.25, 0.5, 0.75, 1])
    base = alt.Chart().encode(x=across)
    scale = alt.Scale(domain=[0, 1])
    band = base.mark_area(opacity=BAND, color=MORE).encode(
        y=alt.Y("low:Q", axis=up, scale=scale), y2=alt.Y2("high:Q")
    )
    line = base.mark_line(color=MORE, strokeWidth=2.5).encode(
        y=alt.Y("value:Q", axis=up, scale=scale)
    )
    near = alt.selection_point(on="pointerover", empty=False, clear="pointerout")
    points = (
        base.mark_point(filled=True, size=NEAR, color=MORE)
        .encode(
            y=alt.Y("value:Q", axis=up, scale=scale),
            opacity=alt.when(near).then(alt.value(0.7)).otherwise(alt.value(0)),
            tooltip=[
                alt.Tooltip("where:N", title="Worth at most"),
                alt.Tooltip("told:N", title="Share of people"),
            ],
        )
        .add_params(near)
    )
    worse = pair.difference.worse.value or 0.0
    words = f"less on {percent(worse, 1)}" if worse else ""
    frame = pd.DataFrame([{"x": 0.0, "value": worse, "words": words}])
    mark = alt.Chart(frame).encode(x=alt.X("x:Q"), y=alt.Y("value:Q"), text=alt.Text("words:N"))
    aside = {"align": "left", "dx": 8, "dy": 12 if worse > 0.1 else -10}
    return [band, line, zero_line("x"), *text_on(mark, **aside), points]
