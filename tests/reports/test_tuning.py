"""Claims about what is said of tuning, and about its charts."""

import numpy as np
import pytest

from reports.charts.tuning import gains_chart, trials_chart
from reports.experiments.best_of_each import best_sentence, best_sheets, best_told
from reports.experiments.tuning import tuning_sentence, tuning_sheets, tuning_told
from reports.pictures import png
from sim.experiments.runs.catalogue import Catalogue
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.request import request_of
from sim.experiments.tuning import BestOfEach, Tuning, best_of_each
from tests.experiments.test_tuning import FIRST, INCENTIVE, Known, noise, peak, tuned, world


def hilly(numbers: dict[str, float], seed: int) -> float:
    return peak(numbers, seed) + 0.3 * noise(numbers, seed)


def found(runner: Known | None = None) -> Tuning:
    return tuned(["payer"], runner or Known(hilly))


def best() -> BestOfEach:
    laboratory = Laboratory(runner=Known(hilly))
    return best_of_each(world(), trials=8, seeds=2, fresh=3, replications=3, laboratory=laboratory)


def test_the_sentence_says_what_is_left_on_fresh_seeds() -> None:
    said = tuning_sentence(found())
    assert said.startswith("Payer is worth £")
    assert " a person more with its best settings than with today's (95 % interval £" in said
    assert " on 3 fresh seeds); the search had found £" in said


@pytest.mark.parametrize(
    ("runner", "said"),
    [
        (
            Known(lambda numbers, seed: -abs(numbers.get(INCENTIVE, 50) - 50)),
            "Of 12 trials, none of payer is worth more than today's settings within its cash.",
        ),
        (
            Known(lambda numbers, seed: (1 if seed < FIRST + 2 else -1) * numbers[INCENTIVE]),
            "today's stay.",
        ),
        (
            Known(trough=lambda n, seed: -41.0 if seed >= FIRST + 2 and n[INCENTIVE] > 50 else 0.0),
            "The best settings of payer cannot be paid for on fresh seeds: today's stay.",
        ),
        (
            Known(trough=lambda numbers, seed: -1000.0),
            "Today's settings take more than the £40 a person that it has in cash and credit.",
        ),
    ],
)
def test_why_todays_settings_stay_is_said(runner: Known, said: str) -> None:
    assert said in tuning_sentence(found(runner))


def test_the_tables_have_settings_and_both_values() -> None:
    settings, values = tuning_sheets(found())
    assert settings.rows[1][0] == "acquire.adult.incentive"
    assert settings.rows[1][1] == "£50"
    assert settings.rows[1][3] == "£25 to £100"
    assert "12 trials, 0 of them beyond the £40 a person" in settings.notes[0]
    labels = [row[0] for row in values.rows]
    assert labels[2::2] == [
        "gain, in the search",
        "the best, on fresh seeds",
        "gain that did not last",
    ]


def test_the_chart_of_trials_has_every_trial_and_the_best_so_far_within_cash() -> None:
    limited = Known(trough=lambda numbers, seed: -40 * numbers.get(INCENTIVE, 50) / 60)
    tuning = found(limited)
    (each,) = tuning.tuned
    figure = trials_chart(tuning, each)
    assert len(figure.data) == 12
    assert list(figure.data["limit"] == "within its cash") == [
        trial.lived.feasible for trial in each.trials
    ]
    line = figure.data["best"].to_numpy()
    assert (np.diff(line) >= 0).all()
    assert line[-1] == pytest.approx(each.best.lived.worth.value)
    assert png(figure).startswith(b"\x89PNG")


def test_the_chart_of_gains_has_what_was_found_and_what_was_measured_again() -> None:
    tuning = found()
    figure = gains_chart(tuning)
    (each,) = tuning.tuned
    assert list(figure.data["gain"]) == pytest.approx([each.found.value, each.measured.value])
    assert list(figure.data["kind"]) == ["in the search", "on fresh seeds"]
    assert png(figure).startswith(b"\x89PNG")


def test_both_verdicts_stand_side_by_side() -> None:
    both = best()
    assert best_sentence(both).startswith("The best of each compared, other leads payer by £")
    assert "With today's settings, too, other leads payer by £100" in best_sentence(both)
    table, *rest = best_sheets(both)
    assert table.header == ("strategy", "today's settings", "best settings")
    assert table.rows[-1][1].startswith("other by £100.00")
    assert len(rest) == 4


def test_the_pages_hold_charts_and_tables() -> None:
    tuning, both = found(), best()
    request = request_of("tune", world(), {}, 12, "trials")
    page = tuning_told(tuning, request, Catalogue().rows())
    assert [figure.name for figure in page.figures] == ["gains", "trials_payer"]
    assert len(best_told(both, request, Catalogue().rows()).tables) == 5
