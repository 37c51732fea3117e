"""Whether the books balance: every way of adding up the same money gives the same sum.

Money is whole minor units, so equality is exact. Only the discounted sums, which are floats, are
compared within a tolerance far below a minor unit per person.

Interest on what the firm owes is in the ledger and in its cash, but nobody's: people, groups, ages
and tenure add up to the ledger without it, and so do present values.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.results.facts import Facts
from sim.world.closing import cash_by_tenure
from sim.world.ledger import ACQUISITION_LINES, LINES, Line
from sim.world.outcome import GROUPS, Outcome

Ints = NDArray[np.int64]
Check = tuple[str, Ints, str, Ints, str]

DISCOUNTED_TOLERANCE = 1e-9
"""Relative to the gross flows, discounted: what adding floats in another order may move."""


class ConservationError(Exception):
    """Money appeared or vanished between two ways of counting it: a fault of the program."""


def check_books(outcome: Outcome, facts: Facts) -> None:
    """Compare people, ledger, groups, ages, tenure, financing and cash with each other.

    Raises:
        ConservationError: naming the first pair of sums that differ, where, and by how much.
    """
    for left, left_sums, right, right_sums, place in _checks(outcome, facts.opening_cash):
        wrong = np.flatnonzero(left_sums != right_sums)
        if wrong.size:
            at = int(wrong[0])
            raise ConservationError(
                f"strategy {outcome.strategy}: {left} and {right} differ by "
                f"{int(left_sums[at]) - int(right_sums[at])} minor units "
                f"({_where(place, at)}); nothing was written"
            )
    _check_discounted(outcome, facts)


def _checks(outcome: Outcome, opening_cash: int) -> Iterator[Check]:
    people = outcome.people
    financing = outcome.ledger[:, :, Line.FINANCING].sum(axis=1)
    of_people = _of_people(outcome.ledger)
    lines = of_people.sum(axis=(0, 1))
    monthly = of_people.sum(axis=(1, 2))
    monthly_cash = monthly - of_people[:, :, Line.CAPITAL_CHARGE].sum(axis=1)
    total_cash = _one(monthly_cash.sum())
    charge = _one(lines[Line.CAPITAL_CHARGE])
    winning = _one(lines[list(ACQUISITION_LINES)].sum())

    yield "people's cash", _one(people.cash.sum()), "the ledger", total_cash, "run"
    yield "people's capital charge", _one(people.capital_charge.sum()), "the ledger", charge, "run"
    yield "people's acquisition", _one(people.acquisition_cost.sum()), "the ledger", winning, "run"
    change = np.diff(outcome.months.cash, prepend=opening_cash)
    yield "change of cash", change, "the ledger", monthly_cash + financing, "month"
    yield "the firm's interest", outcome.financing, "the ledger", financing, "month"
    by_group = outcome.group_ledger
    yield "groups", by_group.sum(axis=(0, 2)), "the ledger", monthly, "month"
    yield "groups' lines", by_group.sum(axis=(0, 1)), "the ledger", lines, "line"
    group_cash = by_group.sum(axis=(1, 2)) - by_group[:, :, Line.CAPITAL_CHARGE].sum(axis=1)
    yield (
        "groups' cash",
        group_cash,
        "their people's",
        _by_group(people.person, people.cash),
        "group",
    )
    tenure = cash_by_tenure(outcome.tenure)
    yield "groups' tenure", outcome.group_tenure.sum(axis=0), "tenure", tenure, "tenure"
    by_age = outcome.ages.sum(axis=1)
    yield "groups' ages", outcome.group_ages.sum(axis=0), "ages", by_age, "age"
    yield "ages", outcome.ages.sum(axis=0), "the ledger", lines, "line"
    yield "tenure", outcome.tenure.sum(axis=0), "the ledger", lines, "line"


def _of_people(ledger: Ints) -> Ints:
    """The ledger without what belongs to nobody."""
    flows = ledger.copy()
    flows[:, :, Line.FINANCING] = 0
    return flows


def _by_group(person: Ints, amounts: Ints) -> Ints:
    sums = np.zeros(GROUPS, dtype=np.int64)
    np.add.at(sums, person % GROUPS, amounts)
    return sums


def _one(amount: np.int64) -> Ints:
    return np.array([amount], dtype=np.int64)


def _where(place: str, at: int) -> str:
    if place == "line":
        return f"line {LINES[at]}"
    if place in ("age", "group"):
        return f"{place} {at}"
    if place == "tenure":
        return f"month {at - 1} since joining"
    return f"month {at}" if place == "month" else "over the whole run"


def _check_discounted(outcome: Outcome, facts: Facts) -> None:
    of_people = _of_people(outcome.ledger)
    monthly = of_people.sum(axis=(1, 2))
    years = np.arange(len(monthly)) / 12
    factors = (1 + facts.discount_rate) ** -years
    ledger = float(monthly @ factors)
    gross = float(np.abs(of_people).sum(axis=(1, 2)) @ factors)
    people = float(outcome.people.npv.sum())
    allowed = 1 + DISCOUNTED_TOLERANCE * gross
    if not abs(people - ledger) <= allowed:
        raise ConservationError(
            f"strategy {outcome.strategy}: the people's net present values add to {people:.2f}, "
            f"the discounted ledger to {ledger:.2f} minor units; nothing was written"
        )
