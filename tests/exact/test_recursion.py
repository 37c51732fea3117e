"""The recursion against every path of a tiny market, and against closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from sim.experiments.exact.chain import Chain, chain_of
from sim.experiments.exact.expected import expectation_of, passes_of
from sim.experiments.exact.life import lives_of
from sim.experiments.exact.lines import Figure, figures_of
from sim.experiments.exact.moments import moments_by_entry
from sim.experiments.exact.prices import Prices, within
from sim.experiments.exact.reduction import reduced
from sim.experiments.exact.terms import Terms
from sim.scenario.tabulate import tabulate
from tests.exact.markets import ACCOUNTS
from tests.worlds import EVERYBODY_HOLDS, monthly, scenario

MONTHS = 3


def paths(chain: Chain, figure: Figure, state: int, month: int) -> list[tuple[float, float]]:
    """Chance and sum of every path from a state to the end, in a market of one stage."""
    if month == MONTHS:
        return [(1.0, 0.0)]
    stage, found = chain.stages[0], []
    for branch, start in enumerate(stage.start):
        if start != state:
            continue
        earned = sum(
            figure.price(what, 0, month) * often.get(branch, 0)
            for what, often in stage.counts.items()
            if what[0] == figure.name and figure.product in (None, what[1])
        )
        for chance, later in paths(chain, figure, stage.end[branch], month + 1):
            found.append((stage.chance[branch] * chance, earned + later))
    return found


def test_means_and_squares_are_those_of_all_paths() -> None:
    one = {**ACCOUNTS, "life.stages": "{young: {from: 18}}", "years": 1, "life.mortality": "none"}
    text = str(one["products"]).replace(", becomes: {grown: second}", "").replace("old: 30%, ", "")
    one["products"] = text
    one["opening_book"] = "{share: 0%}"
    one["strategies"] = """{firm: {offers: {first: [young], savings: [young]},
        acquire: {young: {reach: 50%, takes: 20%, incentive: 9, opens: first}}}}"""
    tables = tabulate(scenario(one))
    terms = Terms(tables, tables.strategies[0], 0)
    lives = lives_of(tables)
    chain = chain_of(terms, (0, 2), set(), True)
    figures = figures_of(Prices(terms), 0)
    short = [_of_first_months(each) for each in figures]
    found = moments_by_entry(chain, short, lives)[0]
    begins = chain.first[0]
    for at, figure in enumerate(short):
        every = [
            (chance * p, total)
            for chance, state, _ in begins
            for p, total in paths(chain, figure, state, 0)
        ]
        assert sum(p for p, _ in every) == pytest.approx(1.0)
        assert found.mean[0, at] == pytest.approx(sum(p * x for p, x in every)), figure.what
        assert found.square[0, at] == pytest.approx(sum(p * x * x for p, x in every)), figure.what


def _of_first_months(figure: Figure) -> Figure:
    from dataclasses import replace

    price = figure.price
    return replace(figure, price=lambda c, s, m: price(c, s, m) if m < MONTHS else 0.0)


def test_tenure_is_geometric() -> None:
    """Mean and variance of the months as a customer, with one chance to leave."""
    given = scenario(
        {**EVERYBODY_HOLDS, "people": 1, "years": 2, "behaviour.churn.per_year": "30%"}
    )
    figures = expectation_of(reduced(given, "firm")).figures
    (tenure,) = (each for each in figures if each.figure.what == "customer_months")
    stays = 1.0 - monthly(0.3)
    chances = np.array([stays**k * (1.0 - stays) for k in range(23)] + [stays**23])
    months = np.arange(1, 25)
    mean = chances @ months
    assert tenure.mean == pytest.approx(mean)
    assert tenure.variance == pytest.approx(chances @ months**2 - mean**2)


def test_stages_of_random_age_follow_their_distributions() -> None:
    """Drawn ages, the last stage reached counts, against the chances of the chain of stages."""
    tables = tabulate(
        scenario(
            {
                "life.stages": "{a: {from: 18}, b: {from: {normal: [20, 2]}}, c: {from: {uniform: "
                "[19, 23]}}}",
                "years": 8,
            }
        )
    )
    lives, random = lives_of(tables), np.random.default_rng(1)
    b, c = random.normal(20, 2, 200_000), random.uniform(19, 23, 200_000)
    chances = lives.stages(0)[:, 0]
    for month in range(1, 96):
        chances = np.einsum("i,ij->j", chances, lives.passes(month)[:, :, 0])
        age = 18 + month / 12
        stage = np.where(c <= age, 2, np.where(b <= age, 1, 0))
        drawn = np.bincount(stage, minlength=3) / len(stage)
        assert chances == pytest.approx(lives.stages(month)[:, 0])
        assert chances == pytest.approx(drawn, abs=0.006)


def test_passing_pairs_of_stages_are_those_of_the_ages() -> None:
    stages = "{a: {from: 18}, b: {from: 19}, c: {from: 19.5}}"
    tables = tabulate(scenario({"life.stages": stages, "years": 3}))
    assert passes_of(lives_of(tables), tables.months) == {(0, 1), (1, 2)}


def test_a_cost_within_a_budget() -> None:
    """Chance and spending of an exponential cost, against many draws."""
    random = np.random.default_rng(3)
    cost = random.exponential(150.0, 400_000)
    right = random.random(len(cost)) < np.minimum(200.0 / cost, 1.0)
    found = within(150.0, 200.0)
    assert found.chance == pytest.approx(right.mean(), abs=0.003)
    assert found.mean == pytest.approx(np.minimum(cost, 200.0)[right].mean(), rel=0.005)
