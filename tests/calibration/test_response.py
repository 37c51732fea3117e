"""Claims: the hazard of a yes is estimated right, and the shipped table is what the data give."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.experiments.calibration.response.__main__ import CALLS, RESULT, estimates
from sim.experiments.calibration.response.calls import Clients, by_call, read_clients
from sim.experiments.calibration.response.hazard import frailty_hazard, logit_hazard

DATA = Path(__file__).parents[2] / "scenarios/data"
PEOPLE = 60_000


def clients(fatigue: float, variance: float, seed: int = 3) -> Clients:
    """Clients called until they say yes or nobody calls any more; their eagerness differs."""
    chance = np.random.default_rng(seed)
    kind = chance.random(PEOPLE) < 0.4
    eager = chance.gamma(1 / variance, variance, PEOPLE) if variance else np.ones(PEOPLE)
    calls, sold = np.zeros(PEOPLE, dtype=np.int64), np.zeros(PEOPLE, dtype=np.bool_)
    last = np.minimum(chance.geometric(0.35, PEOPLE), 10)
    for call in range(10):
        asked = ~sold & (last > call)
        hazard = eager * np.exp(-2.5 + 0.5 * kind + fatigue * call)
        sold |= asked & (chance.random(PEOPLE) < 1 - np.exp(-hazard))
        calls[asked] = call + 1
    traits = np.column_stack([np.ones(PEOPLE), kind]).astype(np.float64)
    number = np.ones(PEOPLE, dtype=np.int64)
    return Clients(calls, sold, number, traits, ("period 1", "kind"))


@pytest.mark.parametrize(("fatigue", "variance"), [(-0.2, 0.0), (0.0, 1.0)])
def test_the_effect_of_a_call_is_found_with_the_frailty_that_there_is(
    fatigue: float, variance: float
) -> None:
    fit = frailty_hazard(clients(fatigue, variance), variance)
    for name, true in (("each further call", fatigue), ("kind", 0.5)):
        estimate, error = fit.of(name)
        assert abs(estimate - true) < 4 * error
        assert error < 0.05


def test_frailty_alone_looks_like_fatigue_to_a_model_that_knows_of_none() -> None:
    estimate, error = frailty_hazard(clients(0.0, 1.0), 0.0).of("each further call")
    assert estimate + 4 * error < 0


def test_the_logit_of_one_kind_of_client_and_free_calls_gives_the_raw_shares() -> None:
    some = clients(-0.2, 0.0)
    alone = Clients(some.calls, some.sold, some.number, some.traits[:, :1], ("period 1",))
    fit = logit_hazard(alone, each=True)
    made, yes = by_call(alone)
    log_odds = fit.estimates[0] + np.concatenate([[0.0], fit.estimates[1:]])
    assert 1 / (1 + np.exp(-log_odds)) == pytest.approx(yes / made, abs=1e-5)


def test_the_data_are_those_that_were_published() -> None:
    data = read_clients(DATA / CALLS)
    made, yes = by_call(data)
    assert made[0] == data.number.sum() == 41_188
    assert pd.read_csv(DATA / CALLS).query("sold == 1")["clients"].sum() == 4_640
    assert np.round(100 * yes[:6] / made[:6], 1).tolist() == [5.6, 5.1, 4.4, 3.3, 2.4, 2.2]


def test_the_shipped_table_is_what_the_data_give() -> None:
    kept = pd.read_csv(DATA / RESULT)
    found = estimates(read_clients(DATA / CALLS))
    assert found[["model", "what"]].equals(kept[["model", "what"]].astype(found["model"].dtype))
    for column, near in (("estimate", 2e-3), ("error", 2e-3), ("log_likelihood", 0.05)):
        assert np.allclose(found[column], kept[column], atol=near, equal_nan=True), column
