"""Claims about charts of what firms practise, and of scenarios that are no bank's."""

import pytest

from reports.charts.figure import Figure
from reports.charts.style import WIDTH, legend_columns
from reports.comparison import StrategyRun
from tests.reports.runs import cafe, gym, nobody_at_all, seven, told_of

NEW = {"concentration", "rewards", "made_known"}


def by_name(run: StrategyRun) -> dict[str, Figure]:
    return {figure.name: figure for figure in told_of(run).figures}


def test_charts_of_practices_are_there_where_there_is_something_to_show() -> None:
    assert by_name(cafe()).keys() >= NEW
    assert all(by_name(cafe())[name].chart is not None for name in NEW)
    assert not NEW & by_name(nobody_at_all()).keys()
    assert {"rewards", "made_known"}.isdisjoint(by_name(gym()))


def test_the_curve_of_revenue_goes_through_the_table() -> None:
    rows = by_name(cafe())["concentration"].data
    table = cafe().table("measures")["value"]
    for name in cafe().lived.facts.strategies:
        mine = rows[rows["strategy"] == name.replace("_", " ")].set_index("x")["value"]
        assert mine.iloc[0] == 0.0
        assert mine.iloc[-1] == pytest.approx(1.0)
        at = (mine.index - 0.1).to_series().abs().argmin()
        assert mine.iloc[at] == pytest.approx(table["revenue_of_top_10_percent", name], abs=0.02)


def test_the_parts_of_a_bar_of_rewards_are_what_a_member_gets() -> None:
    rows = by_name(cafe())["rewards"].data
    table = cafe().table("measures")["value"]
    for name in ("heavy_buyers", "everyone"):
        mine = rows[rows["strategy"] == name.replace("_", " ")]
        assert mine["to"].iloc[-1] == pytest.approx(table["rewards", name], rel=1e-6)
        share = mine["to"].iloc[0] / mine["to"].iloc[-1]
        assert share == pytest.approx(table["rewards_anyway", name], rel=1e-6)
    assert "no card" not in set(rows["strategy"])


def test_what_a_firm_made_known_is_drawn_where_it_moves() -> None:
    figure = by_name(cafe())["made_known"]
    lanes = figure.data.groupby("lane")["strategy"].unique()
    assert "trained" in lanes.index
    assert lanes["trained"].tolist() == ["heavy buyers"]
    assert lanes["stopped"].tolist() == ["heavy buyers"]
    assert figure.data.groupby("lane")["value"].agg(lambda v: v.max() - v.min()).le(1.0).all()
    assert "heavy buyers from 90.0 % to" in figure.alt


def test_stops_and_ruin_are_told_beside_the_firms_cash() -> None:
    trap = by_name(cafe())["cash"].trap
    assert "Heavy buyers has something stopped in" in trap
    assert "a firm short of cash goes on as before" not in trap
    assert "a firm short of cash goes on as before" in by_name(gym())["cash"].trap


def test_where_there_is_one_stage_of_life_age_is_left_out_and_why_is_said() -> None:
    found = by_name(cafe())
    for name in ("life_cycle", "life_cycle_customers"):
        assert "one stage of life" in found[name].missing
    assert "one product" in found["products"].missing


def test_a_short_run_has_one_chart_of_cumulative_cash() -> None:
    found = by_name(cafe())
    assert found["j_curve"].chart is not None
    assert "first years" not in found["j_curve"].title
    assert "The run is short" in found["j_curve_whole"].missing
    assert by_name(gym())["j_curve_whole"].chart is not None


def test_offers_that_nobody_makes_are_not_drawn_and_are_told() -> None:
    funnel = by_name(cafe())["funnel"]
    assert not {"contacts", "responses"} & set(funnel.data["step"])
    assert "There were no contacts" in funnel.definition


def test_who_is_worth_the_same_is_told_and_not_drawn() -> None:
    found = by_name(seven())
    for name, figure in found.items():
        if name.startswith("difference") and figure.chart is not None:
            assert figure.data["share"].max() > 0 if "share" in figure.data else True
    assert "exactly the same" in found["difference"].definition + found["difference"].missing


def test_seven_strategies_have_legends_that_are_not_cut_off() -> None:
    found = by_name(seven())
    assert sum(name.startswith("waterfall") for name in found) == 6
    assert sum(name.startswith("difference_cumulative") for name in found) <= 1
    chart = found["retention"].chart
    assert chart is not None
    columns = chart.to_dict()["config"]["legend"]["columns"]
    assert columns == legend_columns(found["retention"].data)
    assert 1 <= columns * 32 * 6.6 <= WIDTH


@pytest.mark.parametrize("name", ["waterfall", "funnel"])
def test_words_beside_bars_have_room(name: str) -> None:
    for run in (cafe(), seven(), gym()):
        spec = by_name(run)[name].chart
        assert spec is not None
        assert "domainMax" in spec.to_json()
