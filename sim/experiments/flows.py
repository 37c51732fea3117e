"""Arrays out of the tables of a run: people side by side, money by group, line and month."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.facts import Facts
from sim.results.run import Run
from sim.world.ledger import LINES, Line

FINANCING = LINES[Line.FINANCING]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Flows:
    """One strategy's part of a run, as arrays."""

    name: str
    people: pd.DataFrame  # in the order of the people's numbers
    net: Ints  # [group, month] minor units, capital charge included
    cash: Ints  # [group, month] capital charge aside
    sizes: Ints  # [group] people
    lines: dict[str, Ints]  # [month] minor units, by ledger line, financing aside
    financing: Ints  # [month] minor units: interest on what the firm owed, which is nobody's
    opening_cash: int  # of the whole firm, minor units
    group_ledger: pd.DataFrame | None  # the strategy's rows; older folders have none

    @property
    def won(self) -> int:
        """How many people were ever won."""
        return int(self.people["joined"].notna().sum())

    @cached_property
    def group_lines(self) -> dict[str, Ints] | None:
        """``[group, month]`` minor units, by ledger line; None where the folder has none."""
        if self.group_ledger is None:
            return None
        lines: dict[str, Ints] = {}
        for line, rows in self.group_ledger.groupby("line", sort=False):
            cells = lines[str(line)] = np.zeros_like(self.net)
            cells[rows["group"].to_numpy(), rows["month"].to_numpy()] = rows["amount"]
        return lines


def flows_of(run: Run, name: str) -> Flows:
    """The arrays of one strategy of a run."""
    frames, facts = run.frames, run.facts
    people = _in_order(_only(frames.people, name))
    groups = _only(frames.groups, name)
    count = int(groups["group"].max()) + 1
    person = people["person"].to_numpy(dtype=np.int64)
    lines = _by_line(_only(frames.ledger, name), facts)
    return Flows(
        name=name,
        people=people,
        net=_by_group(groups, "net", count, facts),
        cash=_by_group(groups, "cash", count, facts),
        sizes=np.bincount(person % count, minlength=count).astype(np.int64),
        financing=lines.pop(FINANCING, np.zeros(facts.months, dtype=np.int64)),
        lines=lines,
        opening_cash=facts.opening_cash,
        group_ledger=None if frames.group_ledger is None else _only(frames.group_ledger, name),
    )


def discount_factors(rate: float, months: int) -> Floats:
    """What a unit of money in each month is worth at the start, at an effective yearly rate.

    >>> discount_factors(0.21, 13)[12].round(6)
    np.float64(0.826446)
    """
    return np.asarray((1 + rate) ** (-np.arange(months) / 12), dtype=np.float64)


def _only(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of one strategy: a view of the table where they lie together, as they are made."""
    rows = np.flatnonzero(frame["strategy"] == name)
    together = rows.size and rows[-1] - rows[0] + 1 == rows.size
    return frame.iloc[rows[0] : rows[-1] + 1] if together else frame.iloc[rows]


def _in_order(people: pd.DataFrame) -> pd.DataFrame:
    if not people["person"].is_monotonic_increasing:
        return people.sort_values("person", ignore_index=True)
    people.index = pd.RangeIndex(len(people))
    return people


def _by_group(groups: pd.DataFrame, column: str, count: int, facts: Facts) -> Ints:
    flows = np.zeros((count, facts.months), dtype=np.int64)
    place = (groups["group"].to_numpy(), groups["month"].to_numpy())
    np.add.at(flows, place, groups[column].to_numpy())
    return flows


def _by_line(ledger: pd.DataFrame, facts: Facts) -> dict[str, Ints]:
    lines: dict[str, Ints] = {}
    for line, rows in ledger.groupby("line", sort=False):
        monthly = np.zeros(facts.months, dtype=np.int64)
        np.add.at(monthly, rows["month"].to_numpy(), rows["amount"].to_numpy())
        lines[str(line)] = monthly
    return lines
