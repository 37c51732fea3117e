"""The numbers of a chart as a small table, for who cannot see it or has no pointer."""

import pandas as pd

from reports.charts.figure import Figure
from reports.sheets import Sheet

MOST_ROWS = 24


def numbers_of(figure: Figure) -> Sheet | None:
    """Evenly chosen points of a chart with their intervals; None where its bars say all."""
    data = figure.data
    if {"where", "told", "strategy"} <= set(data.columns):
        return _by_strategy(data)
    if {"where", "told"} <= set(data.columns):
        rows = tuple(zip(data["where"], data["told"], strict=True))
        return Sheet("", ("At", "share of people"), _some(rows))
    return None


def _by_strategy(data: pd.DataFrame) -> Sheet:
    """A row for each point of the axis that all lines have, else of the first line."""
    names = list(dict.fromkeys(data["strategy"]))
    first = data[data["strategy"] == names[0]]
    told = {name: _told(data[data["strategy"] == name]) for name in names}
    rows = tuple(
        (str(place), *(told[name].get(place, "") for name in names)) for place in first["where"]
    )
    whole = tuple(row for row in rows if all(row)) or rows
    return Sheet("", ("At", *names), _some(whole))


def _told(rows: pd.DataFrame) -> dict[str, str]:
    return dict(zip(rows["where"].astype(str), rows["told"].astype(str), strict=True))


def _some(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    if len(rows) <= MOST_ROWS:
        return rows
    step = (len(rows) - 1) / (MOST_ROWS - 1)
    return tuple(rows[round(k * step)] for k in range(MOST_ROWS))
