"""The measures of each strategy side by side, and how each is defined."""

from collections.abc import Callable

import pandas as pd

from reports.charts.telling import sum_of_money
from reports.figures import interval, number_interval, share_interval
from reports.material import Material
from reports.measures import Form, Measure, measures_told
from reports.sheets import COLUMNS_AT_ONCE, Sheet, side_by_side
from reports.words import UNDEFINED, spoken
from sim.experiments.estimate import Estimate
from sim.experiments.measures.all import Measures
from sim.results.facts import Facts

NOT_PRACTISED = "—"
UNITS = {Form.SUM: "money", Form.NEED: "money"}
TITLE = "How customers behave"
NOTES = (
    "In brackets: 95 % intervals, by leaving out one twentieth of the people at a time.",
    "Churn and retention: of the customers of a year's first month; deaths are neither.",
)


def measures_table(material: Material) -> pd.DataFrame:
    """One row per measure and strategy: ``value``, the ends of its interval, unit, formula, source.

    A measure of months of the run (``month``) counts them from 0.
    """
    rows = [
        {
            "measure": measure.name,
            "strategy": each.strategy,
            **_ends(measure.figure(each)),
            "unit": UNITS.get(measure.form, measure.form.value),
            "formula": measure.formula,
            "source": measure.source,
        }
        for measure in measures_told(material.measures)
        for each in material.measures
    ]
    return pd.DataFrame(rows).set_index(["measure", "strategy"])


def measures_sheets(material: Material) -> list[Sheet]:
    """The figures, few strategies at a time."""
    told, found = measures_told(material.measures), material.measures
    parts = side_by_side(found)
    last = len(parts) - 1
    return [
        _sheet(told, part, material.facts, NOTES if place == last else ())
        for place, part in enumerate(parts)
    ]


def definitions_sheet(material: Material) -> Sheet:
    """How each measure is worked out, and where it is defined."""
    told = measures_told(material.measures)
    return Sheet(
        title="How the measures are defined",
        header=("Measure", "formula", "source"),
        rows=tuple((measure.label, measure.formula, measure.source) for measure in told),
    )


def _sheet(
    told: tuple[Measure, ...], part: tuple[Measures, ...], facts: Facts, notes: tuple[str, ...]
) -> Sheet:
    before_interval = " [" if len(part) < COLUMNS_AT_ONCE else "\n["
    return Sheet(
        title=TITLE,
        header=("", *(spoken(each.strategy) for each in part)),
        rows=tuple(
            (
                measure.label,
                *(
                    _shown(measure, measure.figure(each), facts).replace(" [", before_interval)
                    for each in part
                ),
            )
            for measure in told
        ),
        notes=notes,
    )


def _shown(measure: Measure, figure: Estimate | None, facts: Facts) -> str:
    return NOT_PRACTISED if figure is None else FORMS[measure.form](figure, facts)


def _sum(figure: Estimate, facts: Facts) -> str:
    return UNDEFINED if figure.value is None else sum_of_money(figure.value, facts)


def _month(figure: Estimate, facts: Facts) -> str:
    return "never" if figure.value is None else facts.month_name(int(figure.value))


FORMS: dict[Form, Callable[[Estimate, Facts], str]] = {
    Form.SHARE: lambda figure, _: share_interval(figure),
    Form.MONEY: interval,
    Form.SUM: _sum,
    Form.NEED: lambda figure, facts: interval(figure, facts) if figure.value else "none",
    Form.NUMBER: lambda figure, _: number_interval(figure),
    Form.MONTHS: lambda figure, _: f"{int(figure.value or 0):,}",
    Form.MONTH: _month,
}


def _ends(figure: Estimate | None) -> dict[str, float]:
    ends = (None,) * 3 if figure is None else (figure.value, figure.low, figure.high)
    names = ("value", "low", "high")
    pairs = zip(names, ends, strict=True)
    return {name: float("nan") if end is None else float(end) for name, end in pairs}
