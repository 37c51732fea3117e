"""The figures of the page of limits, measured by one command: how far each limit moves the lead.

    python -m tests.docs.limits            # measure them and put them into docs/limits.md
    python -m tests.docs.limits --check    # say which of them are not what the scenario gives

Each is the change of the lead when something is put otherwise, person by person for the same people
and luck. It stands on the page behind the words that say what was put otherwise.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import sim
from reports.money import MINUS, money
from sim.experiments.estimate import Estimate, mean_estimate
from sim.scenario import Scenario

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "limits.md"
PEOPLE = 5_000
LEADER, RIVAL = "customer_centric", "customer_focused"

RIVALS_ANSWER = (
    "changes=[{from: 2025-01, set: {behaviour.satisfaction.market: 65%}, over: 20 years}]"
)
NOMINAL = ("growth={income: 2.5%, amounts: 2.5%, costs: 2.5%}", "discount_rate=10.1875%")

PROBES: dict[str, tuple[str, ...]] = {
    "without any better rate, lead": (f"strategies.{LEADER}.better_by={{}}",),
    "rivals who reach 65 % within twenty years,": (RIVALS_ANSWER,),
    "stayers who leave at 2 % a year,": ("segments.stayers.behaviour.churn.per_year=2%",),
    "no stayers at all,": ("segments.stayers.share=0%", "segments.movers.share=100%"),
    "no effect at all,": ("behaviour.churn.each_further_product=0",),
    "in nominal money,": NOMINAL,
    "a mortgage margin of 0.6 points in place of 0.9,": ("products.mortgage.ftp=4.0%",),
    "a cost per customer of £63 in place of £49,": (
        f"strategies.{LEADER}.service.cost_per_customer=63",
    ),
    "40 years in place of 85:": ("years=40",),
    "60 years:": ("years=60",),
    "leaving −1 and choice 0 in place of −3 and 2,": (
        "behaviour.churn.satisfaction=-1",
        "behaviour.choice.satisfaction=0",
    ),
    "−5 and 4,": ("behaviour.churn.satisfaction=-5", "behaviour.choice.satisfaction=4"),
    "without any bar,": ("behaviour.after_default=0 months",),
    "credited with 1.5 % in place of 3 %: lead": ("products.current_account.ftp=1.5%",),
    "Without any talk, lead": tuple(
        f"strategies.{name}.word_of_mouth.{who}=0"
        for name in (LEADER, RIVAL)
        for who in ("per_satisfied_customer", "per_dissatisfied_customer")
    ),
}
"""What is put otherwise: the words on the page, and the overrides."""

LEAVES = {"no stayers at all,": "which leaves"}
"""Where the page says what is left of the lead as well: the words before that figure."""

TODAY = "the lead of the customer-centric bank,"
FIGURE = r"[+−]?£\d+\s\([+−]?£\d+\sto\s[+−]?£\d+\)"


def leads(scenario: Scenario) -> NDArray[np.float64]:
    """By how much each person is worth more under the leader, in pounds."""
    worth = sim.compare(scenario).people.pivot(index="person", columns="strategy", values="npv")
    return (worth[LEADER] - worth[RIVAL]).to_numpy(dtype=float)


def measured() -> Iterator[tuple[str, str]]:
    """The words that stand before each figure, and the figure."""
    scenario = sim.load("hsbc", people=PEOPLE)
    today = leads(scenario)
    yield TODAY, said(mean_estimate(today), signed=False)
    for words, overrides in PROBES.items():
        moved = leads(sim.override(scenario, *overrides))
        yield words, said(mean_estimate(moved - today), signed=True)
        if words in LEAVES:
            yield LEAVES[words], said(mean_estimate(moved), signed=False)


def said(found: Estimate, *, signed: bool) -> str:
    """A figure as the page has it."""
    value, low, high = (
        money(float(each or 0.0), "GBP", 0) for each in (found.value, found.low, found.high)
    )
    sign = "+" if signed and not value.startswith(MINUS) else ""
    return f"{sign}{value} ({low} to {high})"


def place_of(words: str) -> re.Pattern[str]:
    """Where on the page the figure behind some words stands; words may be parted by a new line."""
    before = r"\s".join(re.escape(word) for word in words.split())
    return re.compile(rf"({before}\s)({FIGURE})")


def shown(page: str, words: str) -> str:
    """The figure that the page shows."""
    (found,) = place_of(words).findall(page)
    return " ".join(found[1].split())


def main(check: bool) -> int:
    """Measure, then write or check; 1 where a figure is stale."""
    page, stale = PAGE.read_text(encoding="utf-8"), 0
    for words, figure in measured():
        if check and shown(page, words) != figure:
            print(f"docs/limits.md: {words} {figure}. Run: python -m tests.docs.limits")
            stale = 1
        page = place_of(words).sub(lambda at, new=figure: at[1] + new, page)
    if not check:
        PAGE.write_text(page, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
