"""Claims about measures in tables: each with formula and source, and only where it is about."""

import pandas as pd
import pytest

from reports.all_tables import table_names
from reports.comparison import Comparison, StrategyRun
from reports.measures_sheet import definitions_sheet, measures_sheets
from reports.sheets import COLUMNS_AT_ONCE, performance_sheets, side_by_side
from tests.reports.runs import alone, cafe, gym, nobody_at_all, seven, told_of, written_before

STANDARD = ("churn_rate", "retention_rate")
OF_BANKS = {"revenue", "members", "months_stopped", "repeat_purchase_rate"}


def names(run: StrategyRun) -> set[str]:
    return set(run.table("measures").index.get_level_values("measure"))


def cells(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    (sheet,) = measures_sheets(comparison.material)
    return {row[0]: row[1:] for row in sheet.rows}


@pytest.mark.parametrize("made", [gym, alone, cafe, nobody_at_all], ids=lambda made: made.__name__)
def test_churn_retention_and_buying_again_are_told_of_every_run(made) -> None:  # type: ignore[no-untyped-def]
    run = made()
    assert {*STANDARD} <= names(run)
    assert len({"repeat_purchase_rate", "further_product_rate"} & names(run)) == 1
    labels = [row[0] for row in performance_sheets(run.performances, run.lived.facts)[0].rows]
    assert "Churn rate, a year" in labels
    assert "Retention rate, a year" in labels
    assert {*STANDARD} <= set(run.table("performance").index.get_level_values("measure"))


def test_every_measure_has_its_formula_and_its_source() -> None:
    table = cafe().table("measures")
    assert (table["formula"].str.len() > 20).all()
    assert (table["source"].str.len() > 5).all()
    assert "Farris" in table.loc["churn_rate", "source"].iloc[0]
    sheet = definitions_sheet(cafe().material)
    assert [row[0] for row in sheet.rows][:3] == [
        "Churn rate, a year",
        "Retention rate, a year",
        "Repeat-purchase rate, a year",
    ]
    assert sheet in told_of(cafe()).tables


def test_a_bank_is_told_nothing_of_rewards_and_stops() -> None:
    nothing_bought = nobody_at_all()
    assert not OF_BANKS & names(nothing_bought)
    assert not measures_sheets(nothing_bought.material)


def test_a_coffee_shop_is_told_of_revenue_rewards_failures_and_stops() -> None:
    shown = cells(cafe())
    heavy, everyone, no_card = range(3)
    assert shown["Customers who are members"][everyone] == "100 %"
    assert shown["Customers who are members"][no_card] == "—"
    assert shown["Rewards on sales made anyway"][heavy].count("%") == 3
    assert shown["Months with a stop"][heavy] != "0"
    assert shown["Months with a stop"][everyone] == "—"
    assert shown["Revenue from the top 10 %"][no_card].endswith("%]")
    assert shown["Failures put right"][heavy] != "—"


def test_measures_agree_with_the_tables_they_come_from() -> None:
    table = cafe().table("measures")["value"]
    months = cafe().months
    mine = months[months["strategy"] == "heavy_buyers"]
    assert table["rewards_anyway", "heavy_buyers"] == pytest.approx(
        mine["rewards_anyway"].sum() / mine["rewards"].sum()
    )
    assert table["revenue_total", "heavy_buyers"] == pytest.approx(mine["revenue"].sum() / 100)
    signals = cafe().signals
    assert signals is not None
    stopped = signals[(signals["strategy"] == "heavy_buyers") & (signals["signal"] == "stopped")]
    assert table["months_stopped", "heavy_buyers"] == (stopped["value"] > 0).sum()
    ruined = cafe().lived.ruined.get("heavy_buyers")
    told = table["ruined", "heavy_buyers"]
    assert (pd.isna(told) and ruined is None) or told == ruined
    assert pd.isna(table["ruined", "everyone"])


def test_every_share_lies_within_its_interval_and_all_within_none_and_all() -> None:
    table = cafe().table("measures")
    shares = table[(table["unit"] == "share") & table["low"].notna()]
    assert len(shares) > 10
    assert (shares["low"] >= 0).all()
    assert (shares["low"] <= shares["value"]).all()
    assert (shares["value"] <= shares["high"]).all()
    assert (shares["high"] <= 1).all()


def test_a_folder_written_before_has_rates_that_are_not_defined() -> None:
    table = written_before().table("measures")
    assert not OF_BANKS & names(written_before()) - {"revenue", "repeat_purchase_rate"}
    assert table.loc["churn_rate", "low"].isna().all()


def test_measures_are_in_every_form_of_the_tables() -> None:
    assert "measures" in table_names(cafe().material)
    found = cafe().to_dict()["tables"]["measures"]
    assert {"measure", "strategy", "value", "formula", "source"} <= set(found[0])
    assert {"measure", "formula"} <= set(alone().to_dict()["measures"][0])


def test_many_strategies_stand_few_at_a_time_in_tables_of_about_one_width() -> None:
    for count in range(1, 12):
        parts = side_by_side(tuple(range(count)))
        assert [each for part in parts for each in part] == [*range(count)]
        sizes = {len(part) for part in parts}
        assert max(sizes) <= COLUMNS_AT_ONCE
        assert max(sizes) - min(sizes) <= 1
    assert len(measures_sheets(seven().material)) == 3
