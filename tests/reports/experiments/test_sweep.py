"""Claims about what is said and drawn of a sweep."""

from collections.abc import Mapping

import pytest

from reports.charts.figure import Figure
from reports.charts.sweep.charts import sweep_charts
from reports.experiments.sweep import counts, sentence, sheets
from reports.pictures import svg
from sim.experiments.sweep.sweep import Sweep, sweep
from sim.scenario import Scenario
from tests.experiments.known_worth import knowing
from tests.experiments.test_sweep import FEE, RATE, by_both, by_fee, fee, firm

MAP = [f"{FEE}=0..160/5", f"{RATE}=0%..10%/5"]


def of(vary: list[str], design: str = "grid", seeds: int = 5) -> Sweep:
    laboratory, _ = knowing(by_fee if len(vary) == 1 else by_both)
    return sweep(firm(), vary, design=design, points=8, seeds=seeds, laboratory=laboratory)


def drawn(found: Sweep) -> dict[str, Figure]:
    return {figure.name: figure for figure in sweep_charts(found, "abcd")}


def test_the_sentence_counts_points_says_the_crossing_and_the_lead_now() -> None:
    said = sentence(of([f"{FEE}=60..120/4"]))
    assert "dear surely leads cheap at 2 of 4 points, and surely trails at 2;" in said
    assert f"The lead crosses zero where {FEE} is £89" in said
    assert "At today's numbers the lead is £11" in said


def test_one_seed_is_told_to_give_no_interval() -> None:
    said = sentence(of([f"{FEE}=60..120/4"], seeds=1))
    assert "surely leads cheap at 0 of 4 points" in said
    assert "One seed gives no interval; take two or more." in said


def test_the_points_at_which_nothing_is_sure_are_counted_apart() -> None:
    assert counts(of([f"{FEE}=60,89,120"]).cells) == (1, 1, 1)


def test_a_map_marks_cells_that_are_not_sure_and_today() -> None:
    (figure,) = drawn(of(MAP, seeds=4)).values()
    assert figure.name == "sweep_map"
    unsure = figure.data[~figure.data["sure"]]
    assert [*zip(unsure["x"], unsure["y"], strict=True)] == [(0, 0)]  # −0.15, give or take 0.21
    assert (
        "The diamond is today: products.account.fee £100, discount_rate 5 %." in figure.definition
    )
    picture = svg(figure).decode()
    assert "now" in picture
    assert "−£60" in picture  # the sign stands in the cell


def test_the_bold_line_is_where_the_mean_lead_is_zero() -> None:
    """By a fee less 1,000 times the rate, less 0.2: a straight line."""
    (figure,) = drawn(of(MAP)).values()
    assert figure.chart is not None
    layers = [
        rows
        for rows in figure.chart.to_dict(validate=False)["datasets"].values()
        if {"line", "place"} <= set(rows[0])
    ]
    points = [(row["x"], row["y"]) for row in layers[0]]
    assert len(points) > 3
    for x, y in points:
        assert x - 1000 * y == pytest.approx(0.2, abs=1e-3)


def test_several_strategies_have_a_map_of_the_best() -> None:
    def worth(asked: Scenario, seed: int) -> Mapping[str, float]:
        return {"a": fee(asked), "b": 80.0, "c": 2000 * asked.discount_rate}

    asked = firm(strategies="{a: {offers: all}, b: {offers: all}, c: {offers: all}}")
    laboratory, _ = knowing(worth)
    found = sweep(asked, MAP, seeds=2, laboratory=laboratory)
    figure = drawn(found)["sweep_best"]
    assert set(figure.data["named"]) == {"A a", "B b", "C c"}
    svg(figure)
    titles = [sheet.title for sheet in sheets(found)]
    assert "The best of all, at 25 points" in titles
    assert "B is the best of all at 4 points." in sentence(found)


def test_a_design_of_points_is_drawn_by_each_number() -> None:
    figures = drawn(of([f"{FEE}=0..160", f"{RATE}=0%..10%"], "sobol"))
    assert set(figures) == {"sweep_scatter_1", "sweep_scatter_2"}
    for figure in figures.values():
        assert len(figure.data) == 8
        svg(figure)


def test_one_number_has_a_band_and_its_crossing() -> None:
    figures = drawn(of([f"{FEE}=60..120/4"]))
    assert "zero at £89" in svg(figures["sweep_lead"]).decode()
    assert figures["sweep_lead"].data["low"].notna().all()
    assert set(figures["sweep_worth"].data["strategy"]) == {"dear", "cheap"}


@pytest.mark.parametrize("vary", [[f"{FEE}=60..120/4"], MAP], ids=["line", "map"])
def test_every_figure_has_all_its_words(vary: list[str]) -> None:
    for figure in drawn(of(vary)).values():
        labels = [label for label, _ in figure.words]
        assert labels == ["What it shows", "Units", "Interval", "Trap avoided"]
        assert figure.alt


def test_where_every_run_fails_it_is_said() -> None:
    laboratory, _ = knowing(
        lambda asked, seed: None if fee(asked) < 50 else {"dear": 1.0, "cheap": 0}
    )
    found = sweep(firm(), [f"{FEE}=10,20"], seeds=2, laboratory=laboratory)
    assert drawn(found)["sweep_lead"].missing == "No run was done."
    assert "At 2 points runs failed and are left out." in sentence(found)
