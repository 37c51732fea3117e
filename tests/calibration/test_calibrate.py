"""Claims: calibration finds numbers that are known, says which it cannot, and checks them anew."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sim.experiments.calibration.calibrate import Calibration, calibrate, patterns
from sim.experiments.calibration.misfit import misfit_of
from sim.experiments.calibration.search import SearchError, best_of_trials, downhill
from sim.experiments.calibration.worlds import Worlds
from tests.calibration.banks import bank, targets

IDLE = "  products.account.fee:            {range: [1, 90]}\n"
TWICE = "  products.card.wins.stranger:     {range: [1%, 60%]}\n"


@cache
def known() -> Calibration:
    """Patterns measured in a bank with other numbers and other luck, and fitted to."""
    truth = bank(
        "people=4_000",
        "seed=99",
        "behaviour.churn.per_year.adult=30%",
        "products.card.wins.customer=35%",
        "products.account.wins.stranger=35%",
    )
    found = patterns(truth, targets()).set_index("name")[["real", "simulated"]]
    leave, card = found.loc[["young_leave", "card_here"], "simulated"]
    wanted = targets(("value: 30%", f"value: {leave:.5f}"), ("value: 40%", f"value: {card:.5f}"))
    return calibrate(bank(), wanted, seeds=2, fresh=2, steps=5)


def test_numbers_that_made_the_patterns_are_found_again() -> None:
    true = {"behaviour.churn.per_year.adult": 0.30, "products.card.wins.customer": 0.35}
    for each in known().told.numbers:
        low, high = each.interval
        width = (high - low) / 4
        assert abs(each.value - true[each.path]) < 3 * width, each
        assert each.moves > 5
    assert known().today == {
        "behaviour.churn.per_year.adult": 0.20,
        "products.card.wins.customer": 0.60,
    }


def test_what_was_found_is_nearer_on_seeds_that_the_fit_never_saw() -> None:
    found = known()
    assert not set(found.seeds) & set(found.fresh)
    assert found.misfit_found < found.misfit_today
    assert found.better
    assert found.fresh_found < found.fresh_today / 4
    fitted = [each for each in found.matches_found if each.pattern.use == "fit"]
    assert all(abs(each.z) < 3 for each in fitted)


def test_a_pattern_only_checked_moves_nothing() -> None:
    other = targets(("value: 1.4, interval: [1.2, 1.6]", "value: 3.4, interval: [3.3, 3.5]"))
    scenario = bank("people=100", "years=4")
    runs = [calibrate(scenario, one, seeds=1, fresh=1, steps=1) for one in (targets(), other)]
    assert runs[0].found == runs[1].found != runs[0].today


def test_a_number_that_moves_nothing_is_told_and_one_of_two_alike_as_well() -> None:
    wanted = targets(("patterns:\n", IDLE + TWICE + "patterns:\n"))
    found = calibrate(bank("people=200"), wanted, seeds=2, fresh=1, steps=0)
    by_path = {each.path: each for each in found.told.numbers}
    assert by_path["products.account.fee"].verdict == "hardly moves the misfit"
    assert by_path["products.account.fee"].moves == 0.0
    assert found.found["products.account.fee"] == found.today["products.account.fee"]
    assert by_path["behaviour.churn.per_year.adult"].moves > 2
    traded = dict(by_path["products.card.wins.stranger"].traded_with)
    assert "products.card.wins.customer" in traded
    assert len(found.told.weak) >= 2  # two patterns cannot tell four numbers


def test_the_same_point_is_lived_once() -> None:
    worlds = Worlds(bank("people=50", "years=2"), targets())
    for _ in range(2):
        worlds.at(worlds.today, (1, 2))
    assert worlds.runs == 2


def test_slopes_among_fewer_people_lead_to_the_same_numbers_by_fewer_lives() -> None:
    asked, lives = bank("people=600", "years=6"), []
    for few in (None, 100):
        worlds = Worlds(asked, targets())
        misfit = misfit_of(worlds, (1, 2))
        at = downhill(misfit, worlds.today, 3, replace(misfit, people=few))
        sizes = [key[2] or asked.people for key in worlds._known]
        lives.append(sum(sizes))
        assert misfit.total(at) < misfit.total(worlds.today) / 4
    assert lives[1] < 0.8 * lives[0]


def test_slopes_are_not_taken_after_the_last_step() -> None:
    worlds = Worlds(bank("people=100", "years=4"), targets())
    misfit = misfit_of(worlds, (1,))
    downhill(misfit, worlds.today, 1)
    assert worlds.runs == 1 + 2 + 1  # today, one more for each number, and the step itself


def test_a_wide_search_is_never_worse_than_today() -> None:
    pytest.importorskip("optuna")
    misfit = misfit_of(Worlds(bank("people=100", "years=4"), targets()), (1,))
    best = best_of_trials(misfit, 6, 1)
    assert misfit.total(best) <= misfit.total(misfit.worlds.today)
    assert np.array_equal(best, best_of_trials(misfit, 6, 1))


def test_without_its_library_a_wide_search_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "optuna", None)
    misfit = misfit_of(Worlds(bank("people=20", "years=1"), targets()), (1,))
    with pytest.raises(SearchError, match="experiments"):
        best_of_trials(misfit, 2, 1)
