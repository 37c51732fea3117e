"""The strategy card: what differs between the strategies, line by line, in the scenario's words."""

import pandas as pd

from reports.given import strategies_given, words_of
from reports.material import Material
from reports.sheets import Sheet
from reports.words import spoken

NOT_GIVEN = "—"
UNREADABLE = "This version of the program does not accept the scenario's text, so it says nothing."


def card_table(material: Material) -> pd.DataFrame:
    """One row per word of the strategies that were run, a column for each.

    ``differs`` is whether they differ in it; what one strategy does not name is an em dash.
    """
    names = material.facts.strategies
    given = {} if material.scenario is None else strategies_given(material.scenario)
    rows = [_row(path, values, names) for path, values in given.items()]
    columns = ["path", *names, "differs"]
    return pd.DataFrame([row for row in rows if row is not None], columns=columns)


def _row(path: str, values: dict[str, str], names: tuple[str, ...]) -> dict[str, object] | None:
    mine = {name: values.get(name, NOT_GIVEN) or NOT_GIVEN for name in names}
    if set(mine.values()) == {NOT_GIVEN}:
        return None
    return {"path": path, **mine, "differs": len(set(mine.values())) > 1}


def card_sheet(material: Material) -> Sheet:
    """The lines in which the strategies differ; of one alone, all of them."""
    table = card_table(material)
    several = len(material.facts.strategies) > 1
    shown = table[table["differs"]] if several else table
    alike = len(table) - len(shown)
    rows = tuple(
        (words_of(str(row["path"])), *(str(row[name]) for name in material.facts.strategies))
        for row in shown.to_dict("records")
    )
    same = f"{alike} further lines are the same under all." if several else ""
    return Sheet(
        title="Strategy card: what differs" if several else "Strategy card",
        header=("", *(spoken(name) for name in material.facts.strategies)),
        rows=rows,
        notes=tuple(filter(None, (same, _what_it_says(material)))),
    )


def _what_it_says(material: Material) -> str:
    if material.scenario is None:
        return UNREADABLE
    return (
        f"{NOT_GIVEN}: not named by the strategy, so off. Chances and costs are a year unless the "
        "word says otherwise; better by: points better than the market for the customer."
    )
