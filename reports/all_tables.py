"""Every table of a run as a data frame, by name: numbers as numbers, none of them rounded."""

from collections.abc import Callable, Iterable

import pandas as pd

from reports.assumptions import assumptions_table
from reports.card import card_table
from reports.cells_sheet import cells_table
from reports.material import Material
from reports.measures_sheet import measures_table
from reports.run_sheet import run_sheet_table
from reports.tables import TABLES, performance_table
from reports.yearly_sheet import yearly_table

OF_ANY_RUN: dict[str, Callable[[Material], pd.DataFrame]] = {
    "performance": lambda material: performance_table(material.performances),
    "measures": measures_table,
    "cells": cells_table,
    "yearly": yearly_table,
    "card": card_table,
    "assumptions": assumptions_table,
    "run_sheet": run_sheet_table,
}
"""Tables that a run of one strategy has as well."""


def table_names(material: Material) -> tuple[str, ...]:
    """The tables that this run has."""
    return (*(() if material.findings is None else TABLES), *OF_ANY_RUN)


def table_of(material: Material, name: str, known: Iterable[str]) -> pd.DataFrame:
    """One table of those ``known``.

    Raises:
        KeyError: it is none of them; the message names them.
    """
    names = tuple(known)
    if name not in names:
        raise KeyError(f"there is no table {name!r}: there are {', '.join(names)}")
    if name in OF_ANY_RUN:
        return OF_ANY_RUN[name](material)
    if material.findings is None:
        raise KeyError(f"there is no table {name!r} of one strategy alone")
    return TABLES[name](material.findings)
