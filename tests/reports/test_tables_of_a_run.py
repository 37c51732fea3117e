"""Claims about the tables that only a report has."""

import pandas as pd
import pytest

import sim
from reports.assumptions import assumptions_sheets, assumptions_table
from reports.card import card_sheet
from reports.comparison import Comparison
from reports.flips import flips_told
from reports.given import numbers_given
from tests.reports.runs import alone, gym, losing, nobody_at_all, scenario
from tests.results.factory import facts, random_lives, run_of

UNREADABLE = Comparison(run_of(facts(60), random_lives(1, 60, lift=50), random_lives(2, 60)))
"""A run whose scenario this version does not accept."""


def test_the_card_has_a_line_for_each_difference_and_none_for_what_is_alike() -> None:
    table = gym().table("card").set_index("path")
    assert table.loc["acquire.student.cost", ["open_door", "campus"]].tolist() == ["—", "€4"]
    assert table.loc["offers.coaching", ["open_door", "campus"]].tolist() == [
        "not offered",
        "all stages",
    ]
    assert not table.loc["offers.membership", "differs"]
    shown = {row[0] for row in card_sheet(gym().material).rows}
    assert "acquire › student › cost" in shown
    assert "offers › membership" not in shown


def test_the_card_of_one_strategy_shows_all_of_it() -> None:
    assert ("offers › membership", "all stages") in card_sheet(alone().material).rows


def test_every_number_given_is_an_assumption_with_its_source_range_and_confidence() -> None:
    table = assumptions_table(gym().material).set_index("path")
    churn = table.loc["behaviour.churn.per_year.student"]
    assert churn["value"] == "30 %"
    assert churn["source"] == "a guess | not <a> count"
    assert churn["confidence"] == "assumed"
    assert churn["range"] == "10 % to 40 %"
    assert table.loc["products.membership.fee", "belief"] == "uniform (€300, €420)"


def test_numbers_without_a_source_are_counted_and_listed() -> None:
    bare, sourced = assumptions_sheets(gym().material)
    table = gym().table("assumptions")
    missing = int(table["source"].isna().sum())
    assert len(bare.rows) == missing > 0
    assert bare.notes[0].startswith(f"{missing} of {len(table)} numbers")
    assert ("products › membership › fee", "€360") in bare.rows
    assert sourced.rows[0][:2] == ("behaviour › churn › per year", "student 30 %, worker 20 %")


def test_a_range_of_many_numbers_has_the_unit_of_none() -> None:
    source = {"from": "a guess", "confidence": "assumed", "range": ["0.3%", "1%"]}
    changed = scenario(sources={"products.membership.*": source})
    table = assumptions_table(sim.compare(changed, threads=1).material).set_index("path")
    assert table.loc["products.membership.fee", "range"] == "0.003 to 0.01 (see note)"
    assert table.loc["products.membership.fee", "source"] == "a guess"


def test_the_most_exact_source_speaks() -> None:
    both = {
        "products.membership.*": {"from": "far", "confidence": "assumed"},
        "products.membership.fee": {"from": "near", "confidence": "found"},
    }
    table = assumptions_table(sim.compare(scenario(sources=both), threads=1).material)
    sources = table.set_index("path")["source"]
    assert sources["products.membership.fee"] == "near"
    assert sources["products.membership.costs.open"] == "far"


def test_numbers_that_are_left_out_are_no_assumptions() -> None:
    given = numbers_given(scenario())
    assert "products.membership.ftp" not in given
    assert "behaviour.churn.fatigue" not in given
    assert given["discount_rate"] == "8 %"


def test_an_override_is_an_assumption_too() -> None:
    changed = sim.override(scenario(), "behaviour.churn.fatigue=0.2")
    assert numbers_given(changed)["behaviour.churn.fatigue"] == "0.2"


def test_a_scenario_that_is_not_accepted_says_so_and_the_rest_is_told() -> None:
    material = UNREADABLE.material
    assert material.scenario is None
    (sheet,) = assumptions_sheets(material)
    assert "does not accept" in sheet.notes[0]
    assert "does not accept" in card_sheet(material).notes[-1]
    assert len(UNREADABLE.table("yearly")) == 4


def test_the_years_add_up_to_the_ledger_and_their_lines_to_the_profit() -> None:
    comparison = gym()
    table = comparison.table("yearly")
    lines = table.columns[3 : list(table.columns).index("profit")]
    assert table["profit"].to_numpy() == pytest.approx(
        table[lines].fillna(0.0).sum(axis=1).to_numpy(), abs=1e-6
    )
    ledger = comparison.ledger.groupby("strategy", observed=True)["amount"].sum() / 100
    by_strategy = table.groupby("strategy")["profit"].sum()
    for name, amount in ledger.items():
        assert by_strategy[name] == pytest.approx(amount, abs=1e-6)


def test_cash_of_the_years_ends_where_the_run_does() -> None:
    comparison = gym()
    table = comparison.table("yearly")
    for each in comparison.performances:
        mine = table[table["strategy"] == each.strategy]
        assert mine["cumulative_cash"].iloc[-1] == pytest.approx(each.cash.end_total)


def test_cells_hold_everybody_who_was_won_once() -> None:
    comparison = gym()
    cells = comparison.table("cells")
    for each in comparison.performances:
        assert cells.loc[cells["strategy"] == each.strategy, "won"].sum() == each.won
    some = cells[cells["won"] > 1]
    assert (some["low"] <= some["value"]).all()
    assert (some["value"] <= some["high"]).all()


def test_the_run_sheet_says_what_was_run_and_its_hashes() -> None:
    sheet = gym().table("run_sheet").set_index("fact")["value"]
    assert sheet["Seed"] == "7"
    assert sheet["People"] == "240"
    assert sheet["Run"] == gym().material.run_hash
    assert len(sheet["Hash of table people"]) == 64
    assert {"Engine", "Seconds", "Replications", "Version: python"} <= set(sheet.index)


def test_the_same_run_has_the_same_hash_and_another_one_another() -> None:
    again = sim.compare(scenario(), threads=1)
    assert again.material.run_hash == gym().material.run_hash
    assert gym(3).material.run_hash != gym().material.run_hash


def test_what_would_flip_the_verdict_names_luck_money_and_beliefs() -> None:
    told = " ".join(flips_told(gym().material))
    assert "Other people:" in told
    assert "Cost of money:" in told
    assert "1 number is given as uncertain" in told


def test_a_lead_that_rests_on_one_line_says_how_much_of_it() -> None:
    comparison = gym()
    pair = comparison.findings.pairs[0]
    fees = next(line for line in pair.bridge.lines if line.line == "fees")
    share = round(100 * pair.bridge.total / fees.difference)
    assert f"{share} % less on fees" in " ".join(flips_told(comparison.material))


def test_nothing_is_flipped_where_nothing_differs() -> None:
    told = flips_told(nobody_at_all().material)
    assert "are the same on all" in told[0]
    assert "no verdict to flip" in flips_told(alone().material)[0]


def test_tables_are_frames_by_name() -> None:
    names = ("verdict", "bridge", "cells", "yearly", "card", "assumptions", "run_sheet")
    for name in names:
        assert isinstance(losing().table(name), pd.DataFrame)
    with pytest.raises(KeyError, match="yearly"):
        losing().table("yearli")
