"""The same people meet the same luck, whatever else is in the scenario and in whatever order.

Where a firm looks at its customers, other customers are other news for it: what is said of parts of
the people, and of more of them, is said of lives apart.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.outcome import Outcome, PeopleRecord
from tests.contracts.markets import Market, apart, market, outcomes, practising
from tests.scenario.examples import TEXT
from tests.worlds import arrays, differing, fields_of, run, story

LIFE = ("met_elsewhere", "left_rival")
FOCUSED = "  customer_focused:\n    about: One or two"
NARROW = "  narrow:\n    about: Offers by"
CENTRIC = "  customer_centric:\n    about: Recruit young"
PRODUCTS = "products:\n  youth_account:"
OFFERS_ALL = "    offers: all\n"
ALL_OLD = "    offers: [youth_account, student_account, current_account, mortgage, coffee, tea]\n"


def fingerprint(outcome: Outcome) -> str:
    """A digest of every number of an outcome."""
    sha = hashlib.sha256()
    for name, values in sorted(arrays(outcome).items()):
        sha.update(f"{name} {values.dtype} {values.shape}".encode() + values.tobytes())
    return sha.hexdigest()


def people_differ(first: PeopleRecord, second: PeopleRecord, n: int, *but: str) -> list[str]:
    """The fields in which the first ``n`` people differ by a bit."""
    return [
        field.name
        for field in fields_of(first)
        if field.name not in but
        and getattr(first, field.name)[:n].tobytes() != getattr(second, field.name)[:n].tobytes()
    ]


@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [("customer_centric", CENTRIC, FOCUSED), ("customer_focused", FOCUSED, NARROW)],
)
def test_two_equal_strategies_give_results_equal_to_the_last_bit(
    name: str, begins: str, ends: str
) -> None:
    text = TEXT
    twin = text[text.index(begins) : text.index(ends)].replace(name, "twin")
    found = outcomes((ends, twin + ends))
    assert differing(found[name], found["twin"]) == []
    assert differing(found["customer_centric"], found["customer_focused"]) != []


@pytest.mark.parametrize("of", [market, practising])
def test_a_run_repeated_is_the_same_to_the_last_bit(of: Market) -> None:
    tables = tabulate(of())
    again = run(tables)
    for name, outcome in outcomes(of=of).items():
        assert differing(outcome, again[name]) == []


def test_another_strategy_changes_nothing_for_the_others() -> None:
    another = "  another:\n    offers: [tea]\n"
    with_it = outcomes((CENTRIC, another + CENTRIC))
    for name, outcome in outcomes().items():
        assert differing(outcome, with_it[name]) == []


@pytest.mark.parametrize("need", ["0%", "90%"])
def test_another_product_that_no_strategy_offers_changes_no_number(need: str) -> None:
    """Put first in the file, needed by many or by nobody: every place moves, no luck does."""
    product = f"  aardvark: {{kind: account, need: {need}, fee: 99}}\n"
    before = outcomes((OFFERS_ALL, ALL_OLD))
    after = outcomes((OFFERS_ALL, ALL_OLD), (PRODUCTS, f"products:\n{product}  youth_account:"))
    for name, outcome in before.items():
        moved = after[name]
        # Holding it elsewhere is a part of life, though it changes nothing here.
        but = () if need == "0%" else ("life",)
        assert people_differ(outcome.people, moved.people, len(outcome.people.person), *but) == []
        assert (moved.ledger[:, 1:] == outcome.ledger).all()
        assert not moved.ledger[:, 0].any()
        lived = {"months.needs", "group_counts.needs", "people.life"}
        changed = {"ledger"} | (lived if need != "0%" else set())
        assert set(differing(outcome, moved)) <= changed


def test_more_people_change_nobody_else() -> None:
    few = outcomes(overrides=("people=60",), of=apart)
    many = outcomes(overrides=("people=90",), of=apart)
    for name, outcome in few.items():
        arrivals = len(outcome.people.person) - 60
        assert arrivals > 0
        assert len(many[name].people.person) == 90 + arrivals
        for field in fields_of(outcome.people):
            before, after = (
                getattr(outcome.people, field.name),
                getattr(many[name].people, field.name),
            )
            assert before[:60].tobytes() == after[:60].tobytes(), field.name
            assert before[60:].tobytes() == after[90:].tobytes(), field.name


def test_a_part_of_the_people_lives_as_it_does_among_all() -> None:
    tables = tabulate(apart())
    chosen = np.array([3, 17, 40, 79, 100])
    part = run(tables, born(tables, tables.person_numbers()[chosen]))
    for name, outcome in outcomes(of=apart).items():
        for field in fields_of(outcome.people):
            whole = getattr(outcome.people, field.name)[chosen]
            assert whole.tobytes() == getattr(part[name].people, field.name).tobytes(), field.name


@pytest.mark.parametrize("of", [market, practising])
def test_the_order_of_people_changes_nothing(of: Market) -> None:
    tables = tabulate(of())
    cohort = born(tables)
    shuffled = np.random.default_rng(5).permutation(len(cohort))
    mixed = dataclasses.replace(
        cohort, **{f.name: getattr(cohort, f.name)[shuffled] for f in fields_of(cohort)}
    )
    again = run(tables, mixed)
    for name, outcome in outcomes(of=of).items():
        assert differing(outcome, again[name]) == []


def test_another_seed_gives_other_lives() -> None:
    other = outcomes(overrides=("seed=1866",))
    for name, outcome in outcomes().items():
        assert differing(outcome, other[name]) != []


def test_who_is_never_won_has_the_same_needs_under_every_strategy() -> None:
    found = outcomes(events=True)
    never = [{int(p) for p in o.people.person[o.people.joined < 0]} for o in found.values()]
    strangers = set.intersection(*never)
    assert len(strangers) >= 5
    needs = 0
    for person in strangers:
        lives = [story(outcome, *LIFE, person=person) for outcome in found.values()]
        assert all(life == lives[0] for life in lives)
        needs += len(lives[0])
    assert needs > 5


def test_deaths_come_in_the_same_months_under_every_strategy() -> None:
    first, *others = outcomes().values()
    assert all((other.months.living == first.months.living).all() for other in others)
    cohort = born(tabulate(market()))
    for outcome in outcomes().values():
        died = outcome.people.exit == 3
        assert died.any()
        assert (outcome.people.left[died] == cohort.dies[died]).all()


def test_a_cost_that_no_customer_sees_changes_money_and_no_life() -> None:
    cost = ("cost_per_customer: 22", "cost_per_customer: 44")
    dearer = outcomes(cost, of=apart)["customer_focused"].people
    people = outcomes(of=apart)["customer_focused"].people
    assert (people.life == dearer.life).all()
    assert (people.cash != dearer.cash).any()


def digest_with_hash_seed(seed: str) -> str:
    """The digest of one strategy, from a process of its own."""
    code = (
        "from tests.contracts.test_chance import fingerprint\n"
        "from tests.contracts.markets import outcomes\n"
        "print(fingerprint(outcomes(overrides=('people=20', 'years=15'))['customer_centric']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_hash_seed_of_python_changes_nothing() -> None:
    digests = {digest_with_hash_seed(seed) for seed in ("1", "4242")}
    here = outcomes(overrides=("people=20", "years=15"))["customer_centric"]
    assert digests == {fingerprint(here)}
