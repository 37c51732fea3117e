"""Values that differ between people: one rank a path, for life, at the quantiles of the file."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.rules.chance import Decision, draw
from sim.scenario.tables import NO_TRAIT, Tables, Trait
from sim.scenario.tabulate import tabulate
from sim.scenario.traits import Traits, trait_of
from sim.scenario.units import AMOUNT
from sim.scenario.values import Distribution
from sim.world.cohort import born
from tests.worlds import Changes, scenario

PEOPLE = 3000
STAGES = {"life.stages": "{young: {from: 18}, adult: {from: 30}}", "people": PEOPLE}


def tables(*changes: Changes) -> Tables:
    return tabulate(scenario({path: v for some in (STAGES, *changes) for path, v in some.items()}))


def drawn(balance: str) -> NDArray[np.float64]:
    """What every person draws of a balance, by trait."""
    return born(tables({"products.account.balance": balance})).traits


def test_shares_across_people_follow_their_beta_without_any_scale() -> None:
    found = born(tables({"behaviour.churn.per_year": "{beta: [2, 6]}"})).traits[:, 0]
    assert stats.kstest(found, stats.beta(2, 6).cdf).pvalue > 1e-4


def test_a_person_keeps_one_rank_across_stages() -> None:
    """Normal in one stage and uniform in the other: the order of people is the same."""
    found = drawn("{young: {normal: [600, 20]}, adult: {uniform: [0, 9]}}")
    assert found.shape == (PEOPLE, 2)
    assert (np.argsort(found[:, 0]) == np.argsort(found[:, 1])).all()


def test_values_of_different_paths_have_ranks_of_their_own() -> None:
    found = born(
        tables(
            {
                "products.account.balance": "{uniform: [0, 1]}",
                "products.card": "{kind: account, balance: {uniform: [0, 1]}}",
            }
        )
    ).traits
    assert abs(float(stats.pearsonr(found[:, 0], found[:, 1]).statistic)) < 4 / np.sqrt(PEOPLE)


def test_segments_share_the_rank_of_a_path() -> None:
    changes = {
        "behaviour.churn.per_year": "{beta: [2, 6]}",
        "segments": (
            "{calm: {share: 50%, behaviour: {churn: {per_year: {beta: [1, 20]}}}},"
            " others: {share: 50%}}"
        ),
    }
    found = tables(changes)
    ranks = [np.argsort(column) for column in born(found).traits.T]
    assert len(found.traits) == 2
    assert (ranks[0] == ranks[1]).all()


def test_equal_distributions_of_one_path_are_one_trait() -> None:
    balance = "{young: {uniform: [1, 2]}, adult: {uniform: [1, 2]}}"
    found = tables({"products.account.balance": balance})
    assert len(found.traits) == 1
    assert found.products.amount.level.trait.tolist() == [[0, 0]]


def test_numbers_and_distributions_stand_side_by_side() -> None:
    traits = Traits()
    uniform = Distribution("uniform", 1.0, 2.0)
    value = traits.value([[0.5, uniform], [uniform, 3.0]], ["here", "there"], AMOUNT, 100.0)
    assert value.value.tolist() == [[50.0, 0.0], [0.0, 300.0]]
    assert value.trait.tolist() == [[NO_TRAIT, 0], [1, NO_TRAIT]]
    assert [trait.key for trait in traits.found] == [
        trait_of(uniform, path, AMOUNT, 100.0).key for path in ("here", "there")
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("normal", (200.0, 300.0)),
        ("lognormal", (200.0, 3.0)),
        ("gamma", (2.0, 300.0)),
        ("beta", (2.0, 3.0)),
        ("uniform", (200.0, 300.0)),
    ],
)
def test_only_what_is_an_amount_is_turned_into_minor_units(
    kind: str, expected: tuple[float, float]
) -> None:
    """A sigma, a shape and the two numbers of a beta are no amounts."""
    trait = trait_of(Distribution(kind, 2.0, 3.0), "path", AMOUNT, 100.0)  # type: ignore[arg-type]
    assert (trait.first, trait.second) == expected


def test_draws_outside_what_a_number_may_be_are_cut_to_it() -> None:
    """A normal of mean 0 is below 0 for half of the people: they keep nothing."""
    found = drawn("{normal: [0, 100]}")[:, 0]
    assert found.min() == 0
    assert np.mean(found == 0) == pytest.approx(0.5, abs=2 / np.sqrt(PEOPLE))


def test_a_rank_belongs_to_the_path_and_not_to_the_numbers() -> None:
    one = tables({"products.account.balance": "{uniform: [0, 1]}"})
    other = tables({"products.account.balance": "{uniform: [0, 100]}"})
    assert born(other).traits == pytest.approx(born(one).traits * 100)


def test_the_quantile_of_a_person_is_that_of_the_persons_own_draw() -> None:
    found = tables({"products.account.balance": "{uniform: [0, 1]}"})
    (trait,) = found.traits
    assert isinstance(trait, Trait)
    for person in (0, 7, 2999):
        rank = draw(found.seed, person, 0, int(Decision.TRAIT), trait.key)
        assert born(found).traits[person, 0] == 100.0 * rank
