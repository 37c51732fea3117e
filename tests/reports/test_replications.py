"""Claims about what is said and drawn of a comparison over many runs."""

import numpy as np
import pytest

from reports.charts.figure import Figure
from reports.charts.replications import replications_charts
from reports.experiments.replications import sentence, sheets, told, what_the_ratio_says
from reports.pictures import svg
from sim.experiments.replications import Replications, replications
from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.experiments.runs.request import request_of
from sim.experiments.sequential import SIGN, Until
from tests.experiments.known_runs import Known, knowing, measured, strategies

NAMES = ("customer_focused", "customer_centric")


def luck(seed: int) -> float:
    return float(np.random.default_rng(seed).standard_normal())


def leading_by(lead: float, spread: float = 20.0, noise: float = 20.0) -> Known:
    return lambda job: measured(
        noise, customer_focused=50.0, customer_centric=50.0 + lead + spread * luck(job.seed)
    )


def found_of(known: Known, runs: int = 20, until: Until = None) -> Replications:
    return replications(strategies(*NAMES), knowing(known)[0], runs, until)


def figures_of(found: Replications) -> dict[str, Figure]:
    return {figure.name: figure for figure in replications_charts(found, "0123456789abcdef")}


def test_a_board_can_use_the_sentence() -> None:
    found = found_of(leading_by(170.0, spread=40.0))
    mean = found.first.over_runs
    assert sentence(found) == (
        f"Customer centric beats customer focused by £{mean.value:.0f} a person (95 % interval "
        f"£{mean.low:.0f} to £{mean.high:.0f} over 20 runs)."
    )


def test_what_cannot_be_told_apart_is_said_to_be_so() -> None:
    said = sentence(found_of(leading_by(1.0)))
    assert "cannot be told apart" in said
    assert "is ahead by" in said
    assert "but the 95 % interval runs from −£" in said


def test_strategies_that_are_worth_the_same_in_every_run_are_said_to_be() -> None:
    found = found_of(lambda job: measured(0.0, customer_focused=1.0, customer_centric=1.0))
    assert "are worth the same in each of 20 runs." in sentence(found)


def test_one_run_is_told_to_give_no_interval() -> None:
    said = sentence(found_of(leading_by(170.0), 1))
    assert "in the only run. One run gives no interval; take two or more." in said


@pytest.mark.parametrize(
    ("lead", "until", "said"),
    [
        (170.0, SIGN, "It was stopped after 10 runs, once the sign was settled."),
        (170.0, 0.1, "It was stopped after 10 runs, once the half-width was at most 10 % of it."),
        (0.0, SIGN, "After 40 runs the sign is not settled; --more 20 goes on to 60."),
        (40.0, 0.05, " % of it; --more 20 goes on to 60."),
    ],
)
def test_how_it_was_stopped_is_said(lead: float, until: Until, said: str) -> None:
    found = found_of(leading_by(lead), 40, until)
    assert said in sentence(found)
    assert "Judged on the way" in sheets(found)[-1].title
    assert len(sheets(found)[-1].rows) == len(found.looks)


def test_both_intervals_stand_in_the_table() -> None:
    found = found_of(leading_by(170.0))
    rows = {row[0]: row[1:] for row in sheets(found)[1].rows}
    assert rows["Over 20 runs"] != rows["Over the people of the first"]
    assert rows["  if people did not meet"][0] == f"£{20 / 20**0.5:.2f}"
    assert rows["Chance that the sign is right"][0] == "more than 99.99 %"
    assert rows["Runs in which it is ahead"][0] == "20 of 20"


@pytest.mark.parametrize(
    ("noise", "said"),
    [(5.0, "too narrow"), (100.0, "too wide"), (20.0, "1 as far as can be told")],
)
def test_what_the_two_intervals_say_together_is_told(noise: float, said: str) -> None:
    assert said in what_the_ratio_says(found_of(leading_by(170.0, noise=noise)).first)


def test_failed_runs_are_told() -> None:
    def known(job: Job) -> Result:
        return Failed("no luck") if job.seed == 3 else leading_by(170.0)(job)

    assert sentence(found_of(known)).endswith("1 of 20 runs failed and is left out.")


@pytest.mark.parametrize("until", [None, SIGN])
def test_figures_have_words_data_and_a_picture(until: Until) -> None:
    found = figures_of(found_of(leading_by(20.0), 60, until))
    assert list(found) == ["replications", "replications_both", "replications_rates"]
    for figure in found.values():
        assert len(figure.words) == 4
        assert len(figure.alt) > 40
        assert "nan" not in figure.alt
        assert len(figure.data)
        assert figure.chart is not None
        assert "0123456789abcdef" in figure.chart.to_dict(validate=True)["title"]["subtitle"]
        assert svg(figure).startswith(b"<svg")


def test_the_points_are_the_runs_and_the_line_ends_at_their_mean() -> None:
    found = found_of(leading_by(20.0), 60, SIGN)
    rows = figures_of(found)["replications"].data
    points, line = (rows[rows["kind"] == kind] for kind in ("run", "mean"))
    assert points["value"].tolist() == pytest.approx(list(found.first.each), rel=1e-6)
    assert line["value"].iloc[-1] == pytest.approx(found.first.over_runs.value)
    assert line[line["low"].notna()]["x"].tolist() == list(found.looks)


def test_the_two_intervals_stand_side_by_side() -> None:
    found = found_of(leading_by(20.0))
    rows = figures_of(found)["replications_both"].data.set_index("which")
    runs, people, apart = (rows.iloc[k] for k in range(3))
    lead = found.first
    assert runs["high"] == pytest.approx(lead.over_runs.high)
    assert people["low"] == pytest.approx(lead.over_people.low)
    wider = (runs["high"] - runs["low"]) / (apart["high"] - apart["low"])
    assert wider == pytest.approx(lead.ratio.value, rel=1e-5)


def test_one_run_has_no_charts_of_intervals() -> None:
    found = figures_of(found_of(leading_by(20.0), 1))
    assert found["replications"].chart is None
    assert found["replications_both"].chart is None
    assert found["replications_rates"].chart is not None


def test_each_further_rival_has_figures_and_tables_of_its_own() -> None:
    laboratory, _ = knowing(lambda job: measured(a=1.0 + luck(job.seed), b=9.0, c=5.0))
    found = replications(strategies("a", "b", "c"), laboratory, 6)
    assert {"replications_2", "replications_both_2"} <= set(figures_of(found))
    titles = [sheet.title for sheet in sheets(found)]
    assert titles[-2:] == ["b less c, per person", "b less a, per person"]
    assert set(figures_of(found)["replications_rates"].data["strategy"]) == {"over a", "over c"}


def test_the_page_says_that_the_runs_are_the_sample() -> None:
    scenario = strategies(*NAMES)
    laboratory, _ = knowing(leading_by(170.0))
    found = replications(scenario, laboratory, 12, SIGN)
    request = request_of("compare", scenario, {"until": SIGN}, 12, "replications at most")
    page = told(found, request, laboratory.catalogue.rows())
    assert "the runs are the sample" in page.note
    assert page.sentence == sentence(found)
    assert any("customer centric is ahead in" in said for said in page.flips)
    assert any("hold the difference at once" in said for said in page.flips)
