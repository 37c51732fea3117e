"""The measures of each strategy side by side, and how each is defined."""

from collections.abc import Callable

import pandas as pd

from reports.charts.telling import sum_of_money
from reports.figures import interval, number_interval, share_interval
from reports.material import Material
from reports.measures import Form, Measure, further_measures, standard_measures
from reports.sheets import COLUMNS_AT_ONCE, Sheet, side_by_side
from reports.words import UNDEFINED, spoken
from sim.experiments.estimate import Estimate
from sim.experiments.measures.all import Measures
from sim.results.facts import Facts

NOT_PRACTISED = "—"
UNITS = {Form.SUM: "money", Form.NEED: "money"}
TITLE = "What customers buy, get and tell"
NOTES = (
    "In brackets: 95 % intervals, by leaving out one twentieth of the people at a time.",
    f"{NOT_PRACTISED}: the strategy does not practise it. Formulas are in a table of their own.",
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
        for measure in _all_told(material)
        for each in material.measures
    ]
    return pd.DataFrame(rows).set_index(["measure", "strategy"])


def measures_sheets(material: Material) -> list[Sheet]:
    """The figures of what strategies practise, few strategies at a time; none if they do not."""
    told, found = further_measures(material.measures), material.measures
    if not told:
        return []
    parts = side_by_side(found)
    last = len(parts) - 1
    return [
        _sheet(told, part, material.facts, NOTES if place == last else ())
        for place, part in enumerate(parts)
    ]


def definitions_sheet(material: Material) -> Sheet:
    """How each measure is worked out, and where it is defined."""
    told = _all_told(material)
    return Sheet(
        title="How the measures are defined",
        header=("Measure", "formula", "source"),
        rows=tuple((measure.label, measure.formula, measure.source) for measure in told),
    )


def _all_told(material: Material) -> tuple[Measure, ...]:
    return (*standard_measures(material.measures), *further_measures(material.measures))


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
