"""Small worlds written by hand: outcomes whose every figure can be checked with a pencil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.results.facts import Facts
from sim.results.frames import frames_of
from sim.results.run import Origin, Run
from sim.world.books import COUNTS
from sim.world.ledger import ACQUISITION_LINES, Line
from sim.world.outcome import GROUPS, Event, Exit, MonthRecord, Outcome, PeopleRecord

Ints = NDArray[np.int64]

AGE = 20
PRODUCTS = ("current_account", "mortgage")
TEXT = "scenario: 1\ntitle: A small bank\n"


@dataclass(frozen=True)
class Flow:
    """One posting for one person, in minor units."""

    month: int
    amount: int
    line: Line = Line.FEES
    product: int = 0


@dataclass(frozen=True)
class Life:
    """One person under one strategy."""

    joined: int = -1
    left: int = -1
    exit: Exit = Exit.NEVER
    segment: int = 0
    stage: int = 0
    flows: Sequence[Flow] = field(default_factory=tuple)
    fingerprint: int = 0
    purchases: int = 0
    revenue: int = 0  # minor units
    counted: Mapping[str, int] = field(default_factory=dict)  # in month 0, by the name of a count


def won(*flows: Flow, joined: int = 0, segment: int = 0, stage: int = 0, life: int = 1) -> Life:
    """Somebody who joined and stayed."""
    return Life(joined, -1, Exit.HORIZON, segment, stage, flows, life)


def never(*flows: Flow, segment: int = 0) -> Life:
    """Somebody who was never won, reached in vain or not."""
    return Life(segment=segment, flows=flows)


def facts(
    people: int,
    strategies: Sequence[str] = ("centric", "focused"),
    months: int = 24,
    rate: float = 0.1,
    opening_cash: int = 1000,
) -> Facts:
    """The facts of a small world."""
    return Facts(
        title="A small bank",
        currency="GBP",
        minor_digits=2,
        start="2025-01",
        months=months,
        people=people,
        discount_rate=rate,
        opening_cash=opening_cash,
        strategies=tuple(strategies),
        segments=("stayers", "movers"),
        stages=("student", "family"),
        products=PRODUCTS,
    )


def outcome(
    strategy: str,
    lives: Sequence[Life],
    about: Facts,
    events: tuple[Event, ...] | None = None,
    said: Mapping[str, float] | None = None,
    owed: Sequence[int] = (),
) -> Outcome:
    """The outcome in which these people lived so.

    The firm ``said`` the same in every month, and paid interest on what it ``owed`` in the first.
    """
    ledger = np.zeros((about.months, len(PRODUCTS) + 1, len(Line)), dtype=np.int64)
    group_ledger = np.zeros((GROUPS, about.months, len(Line)), dtype=np.int64)
    group_tenure = np.zeros((GROUPS, about.months + 1), dtype=np.int64)
    ages = np.zeros((120, len(Line)), dtype=np.int64)
    group_ages = np.zeros((GROUPS, 120), dtype=np.int64)
    tenure = np.zeros((about.months + 1, len(Line)), dtype=np.int64)
    for person, life in enumerate(lives):
        for flow in life.flows:
            charge = flow.line is Line.CAPITAL_CHARGE
            ledger[flow.month, flow.product, flow.line] += flow.amount
            group_ledger[person % GROUPS, flow.month, flow.line] += flow.amount
            ages[AGE + flow.month // 12, flow.line] += flow.amount
            group_ages[person % GROUPS, AGE + flow.month // 12] += flow.amount
            since = flow.month - life.joined if 0 <= life.joined <= flow.month else -1
            tenure[since + 1, flow.line] += flow.amount
            to_win = flow.line in ACQUISITION_LINES and since <= 0
            row = 0 if to_win else since + 1
            group_tenure[person % GROUPS, row] += 0 if charge else flow.amount
    customers, cohort = _since_joining(lives, about.months)
    lived = _customers_by_group(lives, about.months)
    counts = _counts_by_group(lives, about)
    financing = np.array([*owed, *[0] * (about.months - len(owed))], dtype=np.int64)
    ledger[:, -1, Line.FINANCING] = financing
    cash = ledger.sum(axis=(1, 2)) - ledger[:, :, Line.CAPITAL_CHARGE].sum(axis=1)
    return Outcome(
        strategy=strategy,
        people=_people(lives, about),
        months=_months(counts, lives, about, cash),
        ledger=ledger,
        ages=ages,
        age_customer_months=lived.sum(axis=0),
        age_products_held=2 * lived.sum(axis=0),
        tenure=tenure,
        tenure_customers=customers,
        tenure_cohort=cohort,
        group_ledger=group_ledger,
        group_counts=counts,
        group_tenure=group_tenure,
        group_ages=group_ages,
        group_age_customer_months=lived,
        group_age_products_held=2 * lived,
        signals={name: np.full(about.months, value) for name, value in (said or {}).items()},
        financing=financing,
        ruined=-1,
        events=events,
    )


def run_of(about: Facts, *populations: Sequence[Life], owed: Sequence[int] = ()) -> Run:
    """A run of one population of lives per strategy; the first firm paid interest, if any did."""
    outcomes = [
        outcome(name, lives, about, owed=() if place else owed)
        for place, (name, lives) in enumerate(zip(about.strategies, populations, strict=True))
    ]
    origin = Origin("small.yaml", TEXT, {"data/life.csv": "age,qx\n"}, ("people=3",), {"a": 1}, 7)
    return Run(origin, about, frames_of(outcomes, about), "agents", {"centric": 1.5})


def random_lives(seed: int, people: int, months: int = 24, lift: int = 0) -> list[Life]:
    """People with random flows, of whom a third are never won."""
    rng = np.random.default_rng(seed)
    lives = []
    for person in range(people):
        reach = Flow(0, -int(rng.integers(100, 500)), Line.ACQUISITION, len(PRODUCTS))
        if rng.random() < 1 / 3:
            lives.append(never(reach, segment=person % 2))
            continue
        joined = int(rng.integers(0, 6))
        income = [Flow(m, int(rng.normal(200 + lift, 300))) for m in range(joined, months)]
        charge = Flow(months - 1, -int(rng.integers(0, 100)), Line.CAPITAL_CHARGE, 1)
        lives.append(
            won(reach, *income, charge, joined=joined, segment=person % 2, stage=person % 2)
        )
    return lives


def _people(lives: Sequence[Life], about: Facts) -> PeopleRecord:
    def whole(values: Sequence[int]) -> Ints:
        return np.array(values, dtype=np.int64)

    def sums(lines: Sequence[Line]) -> Ints:
        return whole([sum(f.amount for f in life.flows if f.line in lines) for life in lives])

    def worth(life: Life, since: int, lines: Sequence[Line]) -> float:
        factor = 1 + about.discount_rate
        kept = [flow for flow in life.flows if flow.line in lines]
        return float(sum(f.amount * factor ** (-(f.month - since) / 12) for f in kept))

    everything = list(Line)
    operating = [line for line in Line if line not in ACQUISITION_LINES]
    is_won = np.array([life.joined >= 0 for life in lives])
    clv = np.array([worth(life, life.joined, everything) for life in lives])
    before = np.array([worth(life, life.joined, operating) for life in lives])
    return PeopleRecord(
        person=np.arange(len(lives), dtype=np.int64),
        segment=whole([life.segment for life in lives]),
        entry_stage=whole([life.stage if life.joined >= 0 else -1 for life in lives]),
        joined=whole([life.joined for life in lives]),
        left=whole([life.left for life in lives]),
        exit=whole([life.exit for life in lives]),
        tenure_months=whole([len(_as_customer(life, about.months)) for life in lives]),
        products_opened=whole([2 if life.joined >= 0 else 0 for life in lives]),
        purchases=whole([life.purchases for life in lives]),
        revenue=whole([life.revenue for life in lives]),
        cash=sums([line for line in Line if line is not Line.CAPITAL_CHARGE]),
        capital_charge=sums([Line.CAPITAL_CHARGE]),
        acquisition_cost=sums(ACQUISITION_LINES),
        npv=np.array([worth(life, 0, everything) for life in lives], dtype=float),
        clv_before_acquisition=np.where(is_won, before, np.nan),
        clv=np.where(is_won, clv, np.nan),
        life=whole([life.fingerprint for life in lives]),
    )


def _as_customer(life: Life, months: int) -> range:
    if life.joined < 0:
        return range(0)
    return range(life.joined, life.left + 1 if life.left >= 0 else months)


def _customers_by_group(lives: Sequence[Life], months: int) -> Ints:
    count = np.zeros((GROUPS, 120), dtype=np.int64)
    for person, life in enumerate(lives):
        for month in _as_customer(life, months):
            count[person % GROUPS, AGE + month // 12] += 1
    return count


def _since_joining(lives: Sequence[Life], months: int) -> tuple[Ints, Ints]:
    customers, cohort = np.zeros((2, months + 1), dtype=np.int64)
    for life in lives:
        for month in _as_customer(life, months):
            customers[month - life.joined + 1] += 1
        if life.joined >= 0:
            cohort[1 : months - life.joined + 1] += 1
    return customers, cohort


def _counts_by_group(lives: Sequence[Life], about: Facts) -> dict[str, Ints]:
    counts = {name: np.zeros((GROUPS, about.months), dtype=np.int64) for name in COUNTS}
    for person, life in enumerate(lives):
        counts["purchases"][person % GROUPS, 0] += life.purchases
        counts["revenue"][person % GROUPS, 0] += life.revenue
        for name, number in life.counted.items():
            counts[name][person % GROUPS, 0] += number
        for month in _as_customer(life, about.months):
            counts["customers"][person % GROUPS, month] += 1
        if life.joined >= 0:
            counts["joined"][person % GROUPS, life.joined] += 1
        if life.left >= 0:
            gone = "died" if life.exit is Exit.DEATH else "churned"
            counts[gone][person % GROUPS, life.left] += 1
            year = life.left - life.left % 12
            if life.joined <= year and (life.left > year or gone == "churned"):
                of_year = "died_of_year" if gone == "died" else "lost_of_year"
                counts[of_year][person % GROUPS, life.left] += 1
    counts["products_held"] = 2 * counts["customers"]
    counts["satisfaction"] = 600_000_000 * counts["customers"]
    return counts


def _months(
    counts: dict[str, Ints], lives: Sequence[Life], about: Facts, cash: Ints
) -> MonthRecord:
    return MonthRecord(
        living=np.full(about.months, len(lives), dtype=np.int64),
        cash=about.opening_cash + np.cumsum(cash),
        **{name: by_group.sum(axis=0) for name, by_group in counts.items()},
    )
