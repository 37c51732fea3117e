"""The whale curve: how much of the profit a few customers bring, and how much others cost."""

from reports.charts.axes import money_axis, share_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import line_figure, line_layers, rows_of, words_of_lines
from reports.charts.telling import JACKKNIFE, lines_told, money_words, plain_money
from reports.material import Material
from reports.money import number
from reports.words import capital, percent, spoken
from sim.experiments.whale import Whale, whale

NAME = ("whale", "How much of the profit few customers bring")


def whale_chart(material: Material) -> list[Figure]:
    """Cumulative CLV from the most to the least profitable customer."""
    found = {name: whale(flows) for name, flows in material.flows.items()}
    known = {name: each for name, each in found.items() if each is not None}
    if not known:
        return [absent(*NAME, "No strategy won a customer, so there is no profit to share out.")]
    facts = material.facts
    curves = [each.curve for each in known.values()]
    rows = rows_of(curves, lambda x: f"the best {percent(x, 1)}", money_words(facts))
    across = share_axis("Customers won, the most profitable first")
    marks = [
        (each.peak_share, each.peak, f"peak at {percent(each.peak_share)}")
        for each in known.values()
        if 0 < each.peak_share < 1
    ]
    up = money_axis("Cumulative CLV per customer won", facts.currency)
    shares = " ".join(_told(name, each) for name, each in known.items())
    return [
        Figure(
            *NAME,
            definition="CLV of customers won, after acquisition cost, added up from the most to "
            "the least profitable and divided by the number won, so that the line ends at the "
            "mean. People reached in vain are no customers and not in it. " + shares,
            units=f"{facts.currency} per customer won, discounted to joining; share of customers.",
            band=JACKKNIFE,
            trap="With customers who cost more than they bring, a Lorenz curve and a Gini "
            "coefficient have no meaning: the line rises above its end, and may end below zero.",
            alt=lines_told(
                "cumulative CLV by share of customers, the most profitable first",
                curves,
                lambda x: f"the best {percent(x, 1)}",
                lambda value: plain_money(value, facts),
            )
            + " "
            + shares,
            chart=line_figure(
                line_layers(rows, across, up, marks=marks),
                rows,
                words_of_lines(rows, marks=marks),
                NAME[1],
                f"{facts.currency} per customer won; run {material.run_hash}",
            ),
            data=rows,
        )
    ]


def _told(name: str, each: Whale) -> str:
    """Peak and end in words; as shares of the end only where that is above zero."""
    of_all = f"{capital(spoken(name))}: {percent(each.peak_share)} of customers are worth something"
    if each.end <= 0:
        return f"{of_all}, and all together less than nothing."
    best = number(100 * each.curve.at(0.1) / each.end, 0)
    peak = number(100 * each.peak / each.end, 0)
    return f"{of_all}; the best tenth bring {best} % of the profit, and the line peaks at {peak} %."
