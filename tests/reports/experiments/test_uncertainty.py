"""Claims about what is said and drawn of uncertain numbers."""

import pytest

from reports.charts.figure import Figure
from reports.charts.uncertainty.charts import uncertainty_charts
from reports.experiments.uncertainty import beliefs_sheet, sentence, sheets
from reports.pictures import svg
from tests.experiments.test_uncertainty import COST, FEE, OPEN, found


def drawn() -> dict[str, Figure]:
    return {figure.name: figure for figure in uncertainty_charts(found(), "abcd")}


def test_the_sentence_says_who_is_likely_best_by_how_much_and_what_to_know() -> None:
    said = sentence(found())
    assert said.startswith("Over what is believed of 3 numbers, dear is worth most in ")
    assert "The lead of dear over cheap is £" in said
    assert f"of single ones {FEE} most, £" in said
    assert said.count("95 % interval") == 3


def test_every_table_has_an_interval_beside_each_figure() -> None:
    by_title = {sheet.title: sheet for sheet in sheets(found())}
    knowing = by_title["Worth of knowing, per person"]
    assert [row[0] for row in knowing.rows] == ["All numbers", FEE, COST, OPEN]
    assert all(" to " in row[2] for row in knowing.rows)
    assert all(" to " in row[2] for row in by_title["Variance of the lead of one run"].rows)
    rates = by_title["Chance of being worth most, by discount rate"]
    assert [row[0] for row in rates.rows] == ["0 %", "5 %", "10 %", "15 %", "20 %"]
    assert beliefs_sheet(found()).rows[2][1:3] == ("£150", "£102.50 to £197.50")


def test_all_charts_are_drawn_with_their_words() -> None:
    names = ["spread", "best", "acceptable", "split", "knowing"]
    assert list(drawn()) == [f"uncertainty_{name}" for name in names]
    for figure in drawn().values():
        assert svg(figure)
        assert figure.alt
        labels = [label for label, _ in figure.words]
        assert labels == ["What it shows", "Units", "Interval", "Trap avoided"]


def test_bars_of_the_lead_hold_all_draws_and_none_lies_on_both_sides_of_zero() -> None:
    bars = drawn()["uncertainty_spread"].data
    assert bars["share"].sum() == pytest.approx(1)
    assert not ((bars["from"] < -1e-6) & (bars["to"] > 1e-6)).any()
    ahead = bars.loc[bars["side"] == "more", "share"].sum()
    assert ahead == pytest.approx(found().ahead.value)


def test_the_page_is_put_together() -> None:
    from reports.experiments.uncertainty import told
    from reports.page.page import page
    from sim.experiments.runs.request import request_of

    request = request_of("uncertainty", found().scenario, {"seeds": 4}, 64, "draws")
    text = page(told(found(), request, []))
    assert "uncertainty_acceptable" in text
    assert "Numbers are drawn independently of each other." in text
