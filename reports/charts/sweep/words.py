"""What all charts of a sweep say in the same way."""

from collections.abc import Sequence

import altair as alt
import numpy as np

from reports.charts.axes import money_axis, plain_axis, share_axis
from reports.experiments.sums import sums_of
from reports.turning import exactly
from reports.words import counted, spoken
from sim.experiments.estimate import Estimate
from sim.experiments.lever import Lever
from sim.experiments.sweep.sweep import Sweep

TRAP = (
    "Other seeds at other points would show luck as if it were the number: every point has the "
    "same seeds."
)


def axis_of(lever: Lever, values: Sequence[float] = ()) -> alt.Axis:
    """The axis of a number, in its unit, with marks at some values where they are given."""
    axis = _axis_of(lever)
    if values:
        axis.values = list(values)
    return axis


def _axis_of(lever: Lever) -> alt.Axis:
    if lever.unit.form == "percent":
        return share_axis(lever.path)
    if lever.unit.form == "money":
        return money_axis(lever.path, lever.currency)
    return plain_axis(f"{lever.path}{', months' if lever.unit.form == 'months' else ''}")


def pair(found: Sweep) -> str:
    """Whose lead over whom, as a name of a line."""
    return f"{spoken(found.leader)} less {spoken(found.rival)}"


def units(found: Sweep) -> str:
    """The unit of all values."""
    scenario = found.scenario
    return f"{scenario.currency} per person in the market, discounted to {scenario.start}."


def band(found: Sweep) -> str:
    """What the intervals are."""
    if found.seeds < 2:
        return "One seed gives none."
    return f"95 % interval of Student over {found.seeds:,} seeds, at every point by itself."


def subtitle(found: Sweep, run_hash: str) -> str:
    """What is drawn, and whence."""
    people = counted(found.scenario.people, "person", "people")
    seeds = counted(found.seeds, "seed", "seeds")
    return f"{found.scenario.currency} per person; {people}, {seeds}; {run_hash}"


def definition(found: Sweep) -> str:
    """What the lead is."""
    return (
        f"Mean net present value per person under {spoken(found.leader)} less that under "
        f"{spoken(found.rival)}. At every point all live anew, the same people with the same luck "
        "under each strategy."
    )


def now(found: Sweep) -> str:
    """Today's values in words."""
    return ", ".join(
        f"{each.path} {exactly(each.lever, each.lever.today)}" for each in found.varied
    )


def told(found: Sweep, lead: Estimate) -> str:
    """A lead with its interval."""
    return sums_of(found.scenario).interval(lead)


def ends(lead: Estimate) -> tuple[float, float, float]:
    """Value and ends of an interval; NaN where there are none."""
    known = (lead.value, lead.low, lead.high)
    value, low, high = (np.nan if each is None else each for each in known)
    return value, low, high
